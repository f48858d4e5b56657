using Vod.Media.Engine;

namespace Vod.Grains.Nodes;

/// <summary>A node that may take a viewer, with what is known of it here.</summary>
/// <param name="Silo">The silo of the node.</param>
/// <param name="Load">Its last numbers; all zero when it has never told any.</param>
/// <param name="IsFresh">Whether the numbers are recent enough to be trusted.</param>
internal readonly record struct NodeCandidate(SiloAddress Silo, EngineLoad Load, bool IsFresh)
{
    /// <summary>
    /// Whether it may be asked at all. Old numbers do not rule a node out unless it was draining: it may have room again, and is asked last.
    /// </summary>
    public bool MayHaveRoom => !Load.Draining && (!IsFresh || Load.Sessions < Load.Capacity);

    /// <summary>Share of its capacity in use, 0 to 1.</summary>
    public double Ratio => Load.Capacity > 0 ? (double)Load.Sessions / Load.Capacity : 1;

    /// <summary>The form in which a node tells the others.</summary>
    public NodeSnapshot ToSnapshot() => new(Silo, Load.Sessions, Load.Capacity, Load.Draining);
}
