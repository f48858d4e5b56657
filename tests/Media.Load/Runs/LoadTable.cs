using Vod.Media.Load.Reporting;

namespace Vod.Media.Load.Runs;

/// <summary>The rows of <see cref="LoadRun"/> on the screen.</summary>
internal static class LoadTable
{
    private const double NoticeableLoad = 10;
    private const double BusyGenerator = 90;
    private const double NoticeablePause = 50;

    /// <summary>Says what the columns are, and makes the table.</summary>
    public static Table Create()
    {
        Console.WriteLine("core, kernel, idle: % of its core the server took, in the kernel, without viewers; cpu: server's CPU seconds per 1000 packets and per Gbit; set-up: server's CPU ms per");
        Console.WriteLine("viewer; rss: MB at the end, KB per further viewer; first, key: ms from POST to the first RTP packet and key frame, p50/p90/p99; jitter, gap: ms, p99 of viewers;");
        Console.WriteLine("lag: ms the worker was late, p99; gen: % of a core the generator took; others: % of the server's core");
        Console.WriteLine();
        return new Table(
            "    mode", "viewers", "playing", "   kpps", " Mbit/s", " loss%", " core", "kernel", "idle", "cpu/1000", "cpu/Gbit", "set-up", "  rss", "KB/viewer", "         first", "           key",
            "jitter", "   gap", "  lag", " gen", "others");
    }

    /// <summary>Prints a row, and what makes it doubtful.</summary>
    public static void Print(Table table, LoadRow row)
    {
        table.Print(
            row.Mode,
            $"{row.Viewers}",
            $"{row.Playing}",
            $"{row.PacketsPerSecond / 1000:F2}",
            $"{row.MegabitsPerSecond:F1}",
            $"{row.LossPercent:F3}",
            $"{row.ServerCorePercent:F1}",
            $"{row.ServerKernelPercent:F1}",
            $"{row.IdleCorePercent:F1}",
            $"{row.CpuSecondsPer1000Packets:F5}",
            $"{row.CpuSecondsPerGigabit:F3}",
            $"{row.SetUpCpuPerViewer:F2}",
            $"{row.ResidentMegabytes:F0}",
            $"{row.ResidentKilobytesPerViewer:F0}",
            Table.Percentiles(row.FirstPacket),
            Table.Percentiles(row.FirstKeyFrame),
            $"{row.Jitter.P99:F1}",
            $"{row.LargestGap.P99:F0}",
            row.WorkerLagP99 is { } lag ? $"{lag:F1}" : "-",
            $"{row.GeneratorCorePercent:F0}",
            $"{row.OthersCorePercent:F0}");
        foreach (string doubt in Doubts(row))
        {
            Console.WriteLine($"         ! {doubt}");
        }
    }

    /// <summary>What to say about a generator that was kept from looking; null when it was not.</summary>
    /// <param name="milliseconds">How long it was.</param>
    public static string? PauseOf(double milliseconds) =>
        milliseconds > NoticeablePause ? $"the generator did not get to run for {milliseconds:F0} ms: times, gaps and losses contain that" : null;

    private static IEnumerable<string> Doubts(LoadRow row)
    {
        foreach ((string problem, int count) in row.Problems)
        {
            yield return $"{count} refused: {problem}";
        }

        if (row.Playing < row.Viewers)
        {
            yield return $"{row.Viewers - row.Playing} without a picture, or ended before the window did";
        }

        if (row.Duplicates + row.TooLate + row.Rejected > 0)
        {
            yield return $"{row.Duplicates} duplicates, {row.TooLate} too late, {row.Rejected} rejected";
        }

        if (row.BufferErrors > 0)
        {
            yield return $"{row.BufferErrors} datagrams found no room in a socket of this machine: that loss is not the server's";
        }

        if (row.GeneratorCorePercent > BusyGenerator)
        {
            yield return "the generator was busy all the time: the server could have done more";
        }

        if (PauseOf(row.GeneratorPause) is { } pause)
        {
            yield return pause;
        }

        if (row.OthersCorePercent > NoticeableLoad)
        {
            yield return "others were busy on the server's core";
        }
    }
}
