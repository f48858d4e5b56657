using Microsoft.Extensions.Logging;
using Vod.Grains.Nodes;

namespace Vod.Grains.Placement;

/// <summary>
/// Opens a session on the best node that takes it: the own silo first (no network between grain and node, and they are lost together, not one
/// without the other), then whatever the selector prefers.
/// </summary>
internal sealed partial class SessionOpener(
    IMediaNodeClient nodes, NodeDirectory directory, INodeSelector selector, ISiloStatusOracle membership, ILogger<SessionOpener> logger)
{
    /// <summary>Nodes asked for one viewer before it is refused. Numbers of nodes are a second old, so the first choice may have filled up.</summary>
    public const int MaxNodesAsked = 3;

    /// <summary>Asks one node after the other.</summary>
    public async Task<OpenedSession> Open(NodeOpenRequest request)
    {
        List<NodeCandidate> candidates = [.. directory.Candidates()];
        for (int asked = 0; asked < MaxNodesAsked && Next(candidates) is { } node; asked++)
        {
            OpenedSession opened = await OpenOn(node, request);
            if (opened is not { Outcome: NodeOpenOutcome.Refused, MayExist: false })
            {
                return opened;
            }

            candidates.RemoveAll(candidate => candidate.Silo.Equals(node));
        }

        return new(NodeOpenOutcome.Refused);
    }

    /// <summary>Asks one node only.</summary>
    public async Task<OpenedSession> OpenOn(SiloAddress node, NodeOpenRequest request) => await Ask(node, request) switch
    {
        NodeOpenOutcome.Accepted => new(NodeOpenOutcome.Accepted, node),

        // The session may exist there or not. A second one elsewhere would be worse than none.
        null => new(NodeOpenOutcome.Refused, MayExist: !membership.IsDeadSilo(node)),
        { } outcome => new(outcome),
    };

    private SiloAddress? Next(List<NodeCandidate> candidates)
    {
        NodeCandidate own = candidates.Find(candidate => candidate.Silo.Equals(directory.Self));
        return own is { Silo: not null, MayHaveRoom: true } ? own.Silo : selector.Select(candidates);
    }

    // Null: the call failed, and whether the node has carried it out is unknown.
    private async Task<NodeOpenOutcome?> Ask(SiloAddress node, NodeOpenRequest request)
    {
        try
        {
            return await nodes.On(node).Open(request);
        }
        catch (Exception exception)
        {
            LogNodeFailed(exception, request.StreamKey, node);
            return null;
        }
    }
}
