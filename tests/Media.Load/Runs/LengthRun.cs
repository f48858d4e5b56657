using Vod.Media.Load.Reporting;
using Vod.Media.Load.Viewers;

namespace Vod.Media.Load.Runs;

/// <summary>
/// Whether a film costs by its length. For each film a fresh server, warmed up with another film, the first one that is given: a first viewer, who has the index read, and then others, each with a stream of
/// its own.
/// </summary>
internal static class LengthRun
{
    private const int DefaultViewers = 20;
    private const double Kilobyte = 1024;
    private const double Megabyte = Kilobyte * Kilobyte;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Watching = TimeSpan.FromSeconds(3);

    /// <summary>Measures all films and prints them.</summary>
    public static async Task MeasureAsync(LoadOptions options)
    {
        Report report = new(options);
        Console.WriteLine("cold: ms from POST to the first RTP packet of a film's very first viewer; first, key: to packet and key frame of those after it, p50/p90/p99; rss: MB of the");
        Console.WriteLine("server before, with one, with all viewers; KB per further viewer");
        Console.WriteLine();
        Table table = new("            film", " file MB", "    cold", "          first", "            key", "before", "   one", "   all", "KB/viewer");
        foreach (string film in options.Films.Skip(1))
        {
            await using Bench bench = await Bench.StartAsync(options);
            report.ShowServer(bench.Server.Command);
            await bench.WarmUpAsync(StreamMode.Personal);
            LengthRow row = await MeasureAsync(bench, film, options.Viewers is [int viewers, ..] ? viewers : DefaultViewers);
            table.Print(
                row.Film,
                $"{row.FileMegabytes:F1}",
                $"{row.FirstViewer:F0}",
                Table.Percentiles(row.FirstPacket),
                Table.Percentiles(row.FirstKeyFrame),
                $"{row.ResidentMegabytesBefore:F1}",
                $"{row.ResidentMegabytesOfFirst:F1}",
                $"{row.ResidentMegabytes:F1}",
                $"{row.ResidentKilobytesPerViewer:F0}");
            report.Add(row);
        }

        report.Close();
    }

    private static async Task<LengthRow> MeasureAsync(Bench bench, string film, int viewers)
    {
        string stream = Bench.StreamOf(film, StreamMode.Personal);
        long before = bench.Server.Usage().ResidentBytes;
        Attendance first = await bench.Audience.JoinAsync(stream);
        await WaitForPicturesAsync(bench, 1);
        long one = bench.Server.Usage().ResidentBytes;

        List<Attendance> others = [];
        for (int i = 0; i < viewers; i++)
        {
            others.Add(await bench.Audience.JoinAsync(stream));
        }

        await WaitForPicturesAsync(bench, 1 + viewers);
        long all = bench.Server.Usage().ResidentBytes;
        await bench.Audience.LeaveAsync([first, .. others]);
        return new LengthRow(
            Path.GetFileName(film),
            new FileInfo(film).Length / Megabyte,
            first.Start.FirstPacket,
            Distribution.Of(others.Select(viewer => viewer.Start.FirstPacket).OfType<double>()),
            Distribution.Of(others.Select(viewer => viewer.Start.FirstKeyFrame).OfType<double>()),
            before / Megabyte,
            one / Megabyte,
            all / Megabyte,
            (all - one) / Kilobyte / viewers);
    }

    private static async Task WaitForPicturesAsync(Bench bench, int viewers)
    {
        await bench.Clock.WaitForAsync(async () => (await bench.Audience.AskAsync(viewer => viewer.FirstKeyFrame is not null)).Count(has => has) >= viewers, StartLimit);
        await bench.Clock.WaitAsync(Watching);
    }
}
