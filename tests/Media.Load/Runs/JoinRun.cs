using Vod.Media.Load.Reporting;
using Vod.Media.Load.Viewers;
using Vod.Media.Timing;

namespace Vod.Media.Load.Runs;

/// <summary>
/// How fast viewers may come. The rate of joins is raised step by step, on one server; each step begins when the viewers of the one before are gone. Viewers come when their time has
/// come, however long others wait, and leave again after a while. It ends with the step at which one of a hundred waits too long.
/// </summary>
internal static class JoinRun
{
    private const double TooLong = 1000;
    private const double MostFailed = 0.01;
    private static readonly TimeSpan StepLength = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Stay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    /// <summary>Measures all steps and prints them.</summary>
    public static async Task MeasureAsync(LoadOptions options)
    {
        Report report = new(options);
        Table table = CreateTable();
        foreach (StreamMode mode in options.Modes)
        {
            await using Bench bench = await Bench.StartAsync(options);
            report.ShowServer(bench.Server.Command);
            await bench.WarmUpAsync(mode);
            foreach (int rate in options.Rates)
            {
                JoinRow row = await StepAsync(bench, options, mode, rate);
                Print(table, row);
                report.Add(row);
                if (row.FirstPacket.P99 > TooLong || row.Failed > row.Joins * MostFailed)
                {
                    break;
                }

                await bench.Clock.WaitAsync(Rest);
            }
        }

        report.Close();
    }

    private static async Task<JoinRow> StepAsync(Bench bench, LoadOptions options, StreamMode mode, int rate)
    {
        string stream = Bench.StreamOf(options.Films[0], mode);
        Moment begin = await Moment.ReadAsync(bench, options);
        List<Task<(Attendance Attendance, ViewerCounters Received)>> visits = [];
        int joins = (int)(rate * StepLength.TotalSeconds);
        for (int i = 0; i < joins; i++)
        {
            await bench.Clock.WaitUntilAsync(begin.At + (i * StepLength / joins));
            visits.Add(VisitAsync(bench, stream));
        }

        (Attendance Attendance, ViewerCounters Received)[] done = await Task.WhenAll(visits);
        return Row(mode, rate, done, begin, await Moment.ReadAsync(bench, options));
    }

    private static async Task<(Attendance Attendance, ViewerCounters Received)> VisitAsync(Bench bench, string stream)
    {
        MonotonicTime begin = bench.Clock.Now;
        Attendance attendance = await bench.Audience.JoinAsync(stream);
        await bench.Clock.WaitUntilAsync(begin + Stay);
        return (attendance, await bench.Audience.LeaveAsync(attendance));
    }

    private static JoinRow Row(StreamMode mode, int rate, (Attendance Attendance, ViewerCounters Received)[] visits, Moment begin, Moment end)
    {
        ViewerStart[] starts = [.. visits.Select(visit => visit.Attendance.Start)];
        double seconds = (end.At - begin.At).TotalSeconds;
        double cpu = (end.Server.Processor - begin.Server.Processor).TotalSeconds;
        return new JoinRow
        {
            Mode = mode.ToString(),
            Rate = rate,
            Joins = visits.Length,
            Failed = starts.Count(start => start.FirstPacket is null),
            Problems = LoadMath.Problems(visits.Select(visit => visit.Attendance)),
            Answer = Distribution.Of(starts.Select(start => start.Answer).OfType<double>()),
            FirstPacket = Distribution.Of(starts.Select(start => start.FirstPacket).OfType<double>()),
            FirstKeyFrame = Distribution.Of(starts.Select(start => start.FirstKeyFrame).OfType<double>()),
            CpuPerJoin = 1000 * cpu / visits.Length,
            PacketsPerJoin = visits.Average(visit => (double)visit.Received.Packets),
            ServerCorePercent = 100 * cpu / seconds,
            GeneratorCorePercent = 100 * (end.Generator - begin.Generator).TotalSeconds / seconds,
            GeneratorPause = end.LongestPause.TotalMilliseconds,
            OthersCorePercent = 100 * Math.Max(0, (end.CoreBusy - begin.CoreBusy).TotalSeconds - cpu) / seconds,
        };
    }

    private static Table CreateTable()
    {
        Console.WriteLine("answer, first, key: ms from POST to the answer, the first RTP packet and the first key frame, p50/p90/p99; cpu: server's CPU ms per join, with the packets it got");
        Console.WriteLine("and its going; core: % of its core the server took, all through the step; gen: % of a core the generator took; others: % of the server's core");
        Console.WriteLine();
        return new Table("    mode", "joins/s", "joins", "failed", "           answer", "            first", "              key", "   cpu", "packets", " core", " gen", "others");
    }

    private static void Print(Table table, JoinRow row)
    {
        table.Print(
            row.Mode,
            $"{row.Rate}",
            $"{row.Joins}",
            $"{row.Failed}",
            Table.Percentiles(row.Answer),
            Table.Percentiles(row.FirstPacket),
            Table.Percentiles(row.FirstKeyFrame),
            $"{row.CpuPerJoin:F2}",
            $"{row.PacketsPerJoin:F0}",
            $"{row.ServerCorePercent:F1}",
            $"{row.GeneratorCorePercent:F0}",
            $"{row.OthersCorePercent:F0}");
        if (LoadTable.PauseOf(row.GeneratorPause) is { } pause)
        {
            Console.WriteLine($"         ! {pause}");
        }

        foreach ((string problem, int count) in row.Problems)
        {
            Console.WriteLine($"         ! {count} refused: {problem}");
        }
    }
}
