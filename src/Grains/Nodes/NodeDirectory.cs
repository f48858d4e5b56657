using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Vod.Media.Engine;

namespace Vod.Grains.Nodes;

/// <summary>
/// What this silo knows of all nodes: its own numbers live, those of the others as they told them last. Reading it never leaves the
/// process, because placement reads it for every new activation.
/// </summary>
internal sealed class NodeDirectory(
    IMediaEngine engine,
    ISiloStatusOracle membership,
    IOptions<GrainOptions> options,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider clock)
{
    private readonly ConcurrentDictionary<SiloAddress, (NodeSnapshot Snapshot, long ReceivedAt)> _others = new();

    /// <summary>This silo.</summary>
    public SiloAddress Self => membership.SiloAddress;

    /// <summary>This node as it is now.</summary>
    public NodeCandidate Local => new(Self, engine.Load, IsFresh: true);

    /// <summary>The other silos that membership holds for active.</summary>
    public IReadOnlyList<SiloAddress> ActivePeers() =>
        [.. membership.GetActiveSilos().Where(silo => !silo.Equals(Self))];

    /// <summary>Takes the numbers of another node. Their age counts from here, so that clocks of machines are never compared.</summary>
    public void Take(NodeSnapshot snapshot)
    {
        if (!snapshot.Silo.Equals(Self))
        {
            _others[snapshot.Silo] = (snapshot, clock.GetTimestamp());
        }
    }

    /// <summary>All active nodes, this one among them, and forgets those that left the cluster.</summary>
    public IReadOnlyList<NodeCandidate> Candidates()
    {
        IReadOnlyList<SiloAddress> peers = ActivePeers();
        foreach (SiloAddress gone in _others.Keys.Except(peers))
        {
            _others.TryRemove(gone, out _);
        }

        return [Local, .. peers.Select(Candidate)];
    }

    private NodeCandidate Candidate(SiloAddress silo)
    {
        if (!_others.TryGetValue(silo, out (NodeSnapshot Snapshot, long ReceivedAt) known))
        {
            return new(silo, default, IsFresh: false);
        }

        EngineLoad load = new(known.Snapshot.Sessions, known.Snapshot.Capacity, known.Snapshot.Draining);
        return new(silo, load, clock.GetElapsedTime(known.ReceivedAt) < options.Value.LoadStaleAfter);
    }
}
