namespace Vod.Media.Simulation.Network;

/// <summary>What a simulated path does to datagrams.</summary>
internal sealed record PathConditions
{
    public static PathConditions Clean { get; } = new();

    /// <summary>Share of datagrams that never arrive.</summary>
    public double Loss { get; init; }

    /// <summary>Share of datagrams that arrive twice.</summary>
    public double Duplication { get; init; }

    /// <summary>Shortest time under way.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Added at random; more than the time between two datagrams reorders them.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>The narrowest link towards the browser; null for a path as wide as the sender.</summary>
    public Bottleneck? Bottleneck { get; init; }
}
