using Orleans.Runtime.Placement;
using Vod.Grains.Nodes;

namespace Vod.Grains.Placement;

/// <summary>
/// Chooses the silo of a new activation from the numbers this silo already has; it makes no call. Whatever the numbers say it finds a silo,
/// because a grain can do its work anywhere: a full node only means that the session goes elsewhere.
/// </summary>
internal sealed class MediaNodePlacementDirector(NodeDirectory directory, INodeSelector selector) : IPlacementDirector
{
    /// <inheritdoc/>
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        SiloAddress[] compatible = context.GetCompatibleSilos(target);
        return Task.FromResult(IPlacementDirector.GetPlacementHint(target.RequestContextData, compatible) ?? Choose(compatible));
    }

    private SiloAddress Choose(SiloAddress[] compatible)
    {
        NodeCandidate[] candidates = [.. directory.Candidates().Where(node => compatible.Contains(node.Silo))];
        if (selector.Select(candidates) is { } withRoom)
        {
            return withRoom;
        }

        // Nobody has room. A node that is only full stays longer than one that is about to stop.
        NodeCandidate[] staying = [.. candidates.Where(node => !node.Load.Draining)];
        return staying.Length > 0 ? staying.MinBy(node => node.Ratio).Silo : compatible[0];
    }
}
