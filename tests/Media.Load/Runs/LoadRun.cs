using Vod.Media.Load.Reporting;
using Vod.Media.Load.Server;
using Vod.Media.Load.Viewers;
using Vod.Media.Timing;

namespace Vod.Media.Load.Runs;

/// <summary>
/// What viewers cost that keep watching. For each row: a fresh server, a few viewers to warm it up, all viewers one after the other, a moment to settle, and the window in which is
/// counted.
/// </summary>
internal static class LoadRun
{
    private static readonly int[] DefaultViewers = [1, 50, 200, 400, 800];
    private static readonly TimeSpan PictureLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Idling = TimeSpan.FromSeconds(2);
    private const string Lag = "vod_worker_lag_seconds";
    private const double LagShare = 0.99;

    /// <summary>Measures all rows and prints them.</summary>
    public static async Task MeasureAsync(LoadOptions options)
    {
        Report report = new(options);
        Table table = LoadTable.Create();
        foreach (StreamMode mode in options.Modes)
        {
            foreach (int viewers in options.Viewers is [] ? DefaultViewers : options.Viewers)
            {
                await using Bench bench = await Bench.StartAsync(options);
                report.ShowServer(bench.Server.Command);
                LoadRow row = await MeasureAsync(bench, options, mode, viewers);
                LoadTable.Print(table, row);
                report.Add(row);
            }
        }

        report.Close();
    }

    private static async Task<LoadRow> MeasureAsync(Bench bench, LoadOptions options, StreamMode mode, int viewers)
    {
        await bench.WarmUpAsync(mode);
        Moment idle = await Moment.ReadAsync(bench, options);
        await bench.Clock.WaitAsync(Idling);
        Moment before = await Moment.ReadAsync(bench, options);
        IReadOnlyList<Attendance> attendances = await RampAsync(bench, options, mode, viewers);
        int admitted = attendances.Count(attendance => attendance.Viewer is not null);
        await bench.Clock.WaitForAsync(async () => (await bench.Audience.AskAsync(HasPicture)).Count(has => has) >= admitted, PictureLimit);
        Moment set = await Moment.ReadAsync(bench, options);

        await bench.Clock.WaitAsync(Settling);
        await bench.Audience.AskAsync(BeginWindow);
        Exposition told = await bench.Server.MetricsAsync();
        Moment begin = await Moment.ReadAsync(bench, options);
        await bench.Clock.WaitAsync(options.Window);
        Moment end = await Moment.ReadAsync(bench, options);
        double? lag = (await bench.Server.MetricsAsync()).Quantile(LagShare, Lag, since: told);

        int playing = (await bench.Audience.AskAsync(viewer => HasPicture(viewer) && !viewer.IsOver)).Count(plays => plays);
        IReadOnlyList<double> gaps = await bench.Audience.AskAsync(viewer => viewer.Reception.LargestGap.TotalMilliseconds);
        IReadOnlyList<double> jitter = await bench.Audience.AskAsync(viewer => viewer.Reception.Video.Jitter.Milliseconds);
        await bench.Audience.LeaveAsync(attendances);
        return LoadMath.Row(
            mode, attendances, new LoadMoments(idle, before, set, begin, end), lag, playing, Distribution.Of(jitter), Distribution.Of(gaps));
    }

    // Each comes when its time has come, however long those before it wait.
    private static async Task<IReadOnlyList<Attendance>> RampAsync(Bench bench, LoadOptions options, StreamMode mode, int viewers)
    {
        MonotonicTime start = bench.Clock.Now;
        List<Task<Attendance>> joins = [];
        for (int i = 0; i < viewers; i++)
        {
            await bench.Clock.WaitUntilAsync(start + (i * options.Ramp));
            joins.Add(bench.Audience.JoinAsync(Bench.StreamOf(options.Films[0], mode)));
        }

        return await Task.WhenAll(joins);
    }

    private static bool HasPicture(Viewer viewer) => viewer.FirstKeyFrame is not null;

    private static bool BeginWindow(Viewer viewer)
    {
        viewer.Reception.BeginWindow();
        return true;
    }
}
