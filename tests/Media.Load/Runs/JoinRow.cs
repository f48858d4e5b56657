using Vod.Media.Load.Reporting;

namespace Vod.Media.Load.Runs;

/// <summary>What one rate of joins has shown. Times are in milliseconds.</summary>
internal sealed record JoinRow
{
    public required string Mode { get; init; }

    /// <summary>Joins per second that were begun.</summary>
    public required int Rate { get; init; }

    public required int Joins { get; init; }

    /// <summary>Viewers that were refused, or had no packet when they left.</summary>
    public required int Failed { get; init; }

    /// <summary>Why viewers were refused, and how many of them.</summary>
    public required IReadOnlyDictionary<string, int> Problems { get; init; }

    public required Distribution Answer { get; init; }

    public required Distribution FirstPacket { get; init; }

    public required Distribution FirstKeyFrame { get; init; }

    /// <summary>Processor time of the server for each join, with the media it has received, and its going.</summary>
    public required double CpuPerJoin { get; init; }

    public required double PacketsPerJoin { get; init; }

    public required double ServerCorePercent { get; init; }

    public required double GeneratorCorePercent { get; init; }

    /// <summary>How long the generator was kept from looking at its viewers: the times contain that.</summary>
    public required double GeneratorPause { get; init; }

    public required double OthersCorePercent { get; init; }
}
