using Vod.Media.Load.Reporting;

namespace Vod.Media.Load.Runs;

/// <summary>What one number of viewers of one kind of stream has shown. Times are in milliseconds unless their name says otherwise.</summary>
internal sealed record LoadRow
{
    public required string Mode { get; init; }

    public required int Viewers { get; init; }

    /// <summary>Viewers that had a key frame and were still served at the end of the window.</summary>
    public required int Playing { get; init; }

    /// <summary>Why viewers were refused, and how many of them.</summary>
    public required IReadOnlyDictionary<string, int> Problems { get; init; }

    public required double WindowSeconds { get; init; }

    public required double PacketsPerSecond { get; init; }

    public required double MegabitsPerSecond { get; init; }

    public required double LossPercent { get; init; }

    public required long Lost { get; init; }

    public required long Duplicates { get; init; }

    public required long TooLate { get; init; }

    public required long Rejected { get; init; }

    /// <summary>Datagrams this machine had no room for; if they explain the loss, the generator was too slow.</summary>
    public required long BufferErrors { get; init; }

    /// <summary>Share of its core that the server took.</summary>
    public required double ServerCorePercent { get; init; }

    /// <summary>Share of its core that it took without viewers.</summary>
    public required double IdleCorePercent { get; init; }

    /// <summary>Share of its core that it took in the kernel.</summary>
    public required double ServerKernelPercent { get; init; }

    /// <summary>Share of the server's core that others took.</summary>
    public required double OthersCorePercent { get; init; }

    public required double CpuSecondsPer1000Packets { get; init; }

    public required double CpuSecondsPerGigabit { get; init; }

    public required double ResidentMegabytesBefore { get; init; }

    public required double ResidentMegabytes { get; init; }

    public required double ResidentKilobytesPerViewer { get; init; }

    /// <summary>Processor time of the server from the first POST to the last key frame, without its idling and what the media of that time cost.</summary>
    public required double SetUpCpuPerViewer { get; init; }

    public required Distribution Answer { get; init; }

    public required Distribution FirstPacket { get; init; }

    public required Distribution FirstKeyFrame { get; init; }

    /// <summary>Of the picture, at the end of the window.</summary>
    public required Distribution Jitter { get; init; }

    /// <summary>Of each viewer the longest time without a packet.</summary>
    public required Distribution LargestGap { get; init; }

    /// <summary>How late the worker was; null when the server does not tell.</summary>
    public required double? WorkerLagP99 { get; init; }

    /// <summary>Share of a core that the generator took; near 100 the server is not what was measured.</summary>
    public required double GeneratorCorePercent { get; init; }

    /// <summary>How long the generator was kept from looking at its viewers: times, gaps and losses contain that.</summary>
    public required double GeneratorPause { get; init; }

    public required string LoadAverage { get; init; }
}
