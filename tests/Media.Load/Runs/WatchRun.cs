using System.Text.Json;
using Vod.Media.Load.Reporting;
using Vod.Media.Load.Viewers;
using Vod.Media.Timing;

namespace Vod.Media.Load.Runs;

/// <summary>Viewers for a server that runs already: they come one after the other, watch for a while and go, and what they got is printed as one line of JSON.</summary>
internal static class WatchRun
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Watches.</summary>
    public static async Task WatchAsync(LoadOptions options)
    {
        LoadClock clock = new();
        using Audience audience = new(clock, options.Url!, options.Threads, options.Decrypt);
        MonotonicTime start = clock.Now;
        List<Task<Attendance>> joins = [];
        for (int i = 0; i < (options.Viewers is [int viewers, ..] ? viewers : 1); i++)
        {
            await clock.WaitUntilAsync(start + (i * options.Ramp));
            joins.Add(audience.JoinAsync(options.Stream));
        }

        Attendance[] attendances = await Task.WhenAll(joins);
        await clock.WaitAsync(options.Window);
        IReadOnlyList<double> gaps = await audience.AskAsync(static viewer => viewer.Reception.LargestGap.TotalMilliseconds);
        IReadOnlyList<ViewerCounters> counters = await audience.AskAsync(static viewer => viewer.Reception.Counters);
        await audience.LeaveAsync(attendances);

        ViewerCounters all = counters.Aggregate(default(ViewerCounters), static (sum, one) => sum + one);
        Distribution answers = Distribution.Of(attendances.Select(static viewer => viewer.Start.Answer).OfType<double>());
        double[] keys = [.. attendances.Select(static viewer => viewer.Start.FirstKeyFrame).OfType<double>()];
        WatchRow row = new(
            attendances.Length, keys.Length, [.. attendances.Select(static viewer => viewer.Problem).OfType<string>().Distinct()], all.Packets, all.Lost, answers, Distribution.Of(keys), Distribution.Of(gaps));
        Console.WriteLine(JsonSerializer.Serialize(row, Json));
    }
}
