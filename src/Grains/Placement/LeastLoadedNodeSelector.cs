using Vod.Grains.Nodes;

namespace Vod.Grains.Placement;

/// <summary>
/// The node with the smallest share of its capacity in use. In a large cluster the better of two random nodes: numbers are up to a second
/// old, and if all silos went for the one least loaded node they would trample it.
/// </summary>
/// <param name="random">Must be safe to call from many threads.</param>
internal sealed class LeastLoadedNodeSelector(Random random) : INodeSelector
{
    /// <summary>Up to this many nodes all are compared; with more, two are sampled.</summary>
    public const int CompareAllUpTo = 4;

    /// <inheritdoc/>
    public SiloAddress? Select(IReadOnlyList<NodeCandidate> candidates)
    {
        List<NodeCandidate> fresh = [.. candidates.Where(node => node is { IsFresh: true, MayHaveRoom: true })];
        if (fresh.Count == 0)
        {
            NodeCandidate[] stale = [.. candidates.Where(node => node is { IsFresh: false, MayHaveRoom: true })];
            return stale.Length == 0 ? null : stale[random.Next(stale.Length)].Silo;
        }

        return fresh.Count <= CompareAllUpTo ? Least(fresh) : BetterOfTwo(fresh);
    }

    private SiloAddress Least(List<NodeCandidate> nodes)
    {
        double least = nodes.Min(node => node.Ratio);
        NodeCandidate[] equal = [.. nodes.Where(node => node.Ratio <= least)];
        return equal[random.Next(equal.Length)].Silo;
    }

    private SiloAddress BetterOfTwo(List<NodeCandidate> nodes)
    {
        int first = random.Next(nodes.Count);
        int second = (first + 1 + random.Next(nodes.Count - 1)) % nodes.Count;
        return (nodes[first].Ratio <= nodes[second].Ratio ? nodes[first] : nodes[second]).Silo;
    }
}
