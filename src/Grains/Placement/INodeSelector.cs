using Vod.Grains.Nodes;

namespace Vod.Grains.Placement;

/// <summary>Chooses the node for a viewer or for the grain of a stream. Called from many threads at once.</summary>
internal interface INodeSelector
{
    /// <summary>The node to ask first, or null when none may have room.</summary>
    SiloAddress? Select(IReadOnlyList<NodeCandidate> candidates);
}
