namespace Vod.Media.Load.Runs;

/// <summary>What one number of publishers has shown.</summary>
/// <param name="Publishers">How many there were.</param>
/// <param name="PacketsPerSecond">Media packets they sent together.</param>
/// <param name="MegabitsPerSecond">And bits.</param>
/// <param name="ServerCorePercent">Share of its core that the server took.</param>
/// <param name="IdleCorePercent">Share that it took before they came.</param>
/// <param name="CorePercentPerPublisher">Share that one of them takes.</param>
/// <param name="CpuSecondsPer1000Packets">Processor time of the server.</param>
/// <param name="Complaints">Questions for packets and key frames: over loopback, what the server was too slow for.</param>
/// <param name="GeneratorCorePercent">Share of a core that the generator took.</param>
internal sealed record PublishRow(
    int Publishers,
    double PacketsPerSecond,
    double MegabitsPerSecond,
    double ServerCorePercent,
    double IdleCorePercent,
    double CorePercentPerPublisher,
    double CpuSecondsPer1000Packets,
    int Complaints,
    double GeneratorCorePercent);
