using Vod.Media.Load.Reporting;
using Vod.Media.Load.Viewers;

namespace Vod.Media.Load.Runs;

/// <summary>Makes a row of what was read.</summary>
internal static class LoadMath
{
    private const double Mega = 1e6;
    private const double BytesPerKilobyte = 1024;

    /// <summary>Makes the row.</summary>
    public static LoadRow Row(
        StreamMode mode, IReadOnlyList<Attendance> attendances, LoadMoments moments, double? lag, int playing, Distribution jitter, Distribution gaps)
    {
        (Moment idle, Moment before, Moment set, Moment begin, Moment end) = moments;
        double seconds = (end.At - begin.At).TotalSeconds;
        double cpu = CpuBetween(begin, end);
        ViewerCounters received = end.Received - begin.Received;
        double idleShare = CpuBetween(idle, before) / (before.At - idle.At).TotalSeconds;
        double mediaPerPacket = (cpu - (idleShare * seconds)) / Math.Max(received.Packets, 1);
        double setUp = CpuBetween(before, set) - (idleShare * (set.At - before.At).TotalSeconds) - ((set.Received - before.Received).Packets * mediaPerPacket);
        double megabits = received.Bytes * 8 / Mega;
        ViewerStart[] starts = [.. attendances.Select(attendance => attendance.Start)];
        return new LoadRow
        {
            Mode = mode.ToString(),
            Viewers = attendances.Count,
            Playing = playing,
            Problems = Problems(attendances),
            WindowSeconds = seconds,
            PacketsPerSecond = received.Packets / seconds,
            MegabitsPerSecond = megabits / seconds,
            LossPercent = 100.0 * received.Lost / Math.Max(received.Packets + received.Lost, 1),
            Lost = received.Lost,
            Duplicates = received.Duplicates,
            TooLate = received.TooLate,
            Rejected = received.Rejected,
            BufferErrors = end.BufferErrors - begin.BufferErrors,
            ServerCorePercent = 100 * cpu / seconds,
            IdleCorePercent = 100 * idleShare,
            ServerKernelPercent = 100 * (end.Server.Kernel - begin.Server.Kernel).TotalSeconds / seconds,
            OthersCorePercent = 100 * Math.Max(0, (end.CoreBusy - begin.CoreBusy).TotalSeconds - cpu) / seconds,
            CpuSecondsPer1000Packets = 1000 * cpu / Math.Max(received.Packets, 1),
            CpuSecondsPerGigabit = cpu / Math.Max(megabits / 1000, double.Epsilon),
            ResidentMegabytesBefore = before.Server.ResidentBytes / BytesPerKilobyte / BytesPerKilobyte,
            ResidentMegabytes = end.Server.ResidentBytes / BytesPerKilobyte / BytesPerKilobyte,
            ResidentKilobytesPerViewer = (end.Server.ResidentBytes - before.Server.ResidentBytes) / BytesPerKilobyte / attendances.Count,
            SetUpCpuPerViewer = 1000 * setUp / attendances.Count,
            Answer = Distribution.Of(starts.Select(start => start.Answer).OfType<double>()),
            FirstPacket = Distribution.Of(starts.Select(start => start.FirstPacket).OfType<double>()),
            FirstKeyFrame = Distribution.Of(starts.Select(start => start.FirstKeyFrame).OfType<double>()),
            Jitter = jitter,
            LargestGap = gaps,
            WorkerLagP99 = 1000 * lag,
            GeneratorCorePercent = 100 * (end.Generator - begin.Generator).TotalSeconds / seconds,
            GeneratorPause = Math.Max(set.LongestPause.TotalMilliseconds, end.LongestPause.TotalMilliseconds),
            LoadAverage = Machine.CurrentLoad(),
        };
    }

    /// <summary>Why viewers were refused, and how many of them.</summary>
    public static Dictionary<string, int> Problems(IEnumerable<Attendance> attendances) => attendances
        .Select(attendance => attendance.Problem).OfType<string>().CountBy(problem => problem).ToDictionary();

    private static double CpuBetween(Moment earlier, Moment later) => (later.Server.Processor - earlier.Server.Processor).TotalSeconds;
}
