using Vod.Media.Load.Reporting;
using Vod.Media.Load.Server;
using Vod.Media.Timing;

namespace Vod.Media.Load.Runs;

/// <summary>What stays behind of viewers that come and go: the memory of the server at the beginning, each minute, and when all have left.</summary>
internal static class ChurnRun
{
    private const int DefaultViewers = 60;
    private const double Megabyte = 1024 * 1024;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    // A shared stream is kept for 5 s (the settings of ServerProcess) after its last viewer.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);

    /// <summary>Measures and prints.</summary>
    public static async Task MeasureAsync(LoadOptions options)
    {
        Report report = new(options);
        Table table = new(
            "minute", "stage", "viewers", "  joins", "failed", " ended", "   packets", "  lost", "rss MB", "heap MB", "committed MB", "sessions", " core");
        await using Bench bench = await Bench.StartAsync(options);
        report.ShowServer(bench.Server.Command);
        await bench.WarmUpAsync(StreamMode.Personal);
        await bench.WarmUpAsync(StreamMode.Shared);

        ChurnCrowd crowd = new(bench, options.Films[0]);
        MonotonicTime begin = bench.Clock.Now;
        MonotonicTime until = begin + (options.Minutes * Interval);
        Moment last = await Moment.ReadAsync(bench, options);
        await AddRowAsync("begin");
        Task coming = crowd.RunAsync(options.Viewers is [int viewers, ..] ? viewers : DefaultViewers, until);
        for (int minute = 1; minute < options.Minutes; minute++)
        {
            await bench.Clock.WaitUntilAsync(begin + (minute * Interval));
            await AddRowAsync("churn");
        }

        await bench.Clock.WaitUntilAsync(until - TimeSpan.FromSeconds(1));
        await AddRowAsync("churn");
        await coming;
        await bench.Clock.WaitAsync(Settling);
        await AddRowAsync("end");
        report.Close();

        async Task AddRowAsync(string stage)
        {
            Moment now = await Moment.ReadAsync(bench, options);
            Exposition told = await bench.Server.MetricsAsync();
            int there = (await bench.Audience.AskAsync(viewer => !viewer.IsOver)).Count(isThere => isThere);
            ChurnRow row = Row(stage, (now.At - begin).TotalMinutes, there, crowd.Counters, last, now, told);
            Print(table, row);
            report.Add(row);
            last = now;
        }
    }

    private static ChurnRow Row(
        string stage, double minute, int viewers, (long Joins, long Failed, long Ended, long Packets, long Lost) counters, Moment last, Moment now, Exposition told)
    {
        double seconds = Math.Max((now.At - last.At).TotalSeconds, 1);
        return new ChurnRow(
            Math.Round(minute, 1),
            stage,
            viewers,
            counters.Joins,
            counters.Failed,
            counters.Ended,
            counters.Packets,
            counters.Lost,
            now.Server.ResidentBytes / Megabyte,
            told.Sum("dotnet_gc_last_collection_heap_size_bytes") / Megabyte,
            told.Sum("dotnet_gc_last_collection_memory_committed_size_bytes") / Megabyte,
            told.Sum("vod_media_sessions"),
            100 * (now.Server.Processor - last.Server.Processor).TotalSeconds / seconds);
    }

    private static void Print(Table table, ChurnRow row) => table.Print(
        $"{row.Minute:F1}",
        row.Stage,
        $"{row.Viewers}",
        $"{row.Joins}",
        $"{row.Failed}",
        $"{row.Ended}",
        $"{row.Packets}",
        $"{row.Lost}",
        $"{row.ResidentMegabytes:F1}",
        Number(row.HeapMegabytes),
        Number(row.CommittedMegabytes),
        $"{row.Sessions:F0}",
        $"{row.ServerCorePercent:F1}");

    private static string Number(double? value) => value is { } known ? $"{known:F1}" : "-";
}
