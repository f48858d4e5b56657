using System.Net;
using Vod.Grains.Nodes;
using Vod.Grains.Placement;
using Vod.Media.Engine;

namespace Vod.Grains.Tests.Placement;

public sealed class LeastLoadedNodeSelectorTests
{
    private readonly LeastLoadedNodeSelector _selector = new(new Random(1));

    [Fact]
    public void The_smallest_share_wins_not_the_smallest_number() =>
        Assert.Equal(Silo(2), _selector.Select([Fresh(1, sessions: 10, capacity: 20), Fresh(2, sessions: 30, capacity: 100)]));

    [Fact]
    public void Nodes_of_equal_load_are_all_chosen_in_turn()
    {
        NodeCandidate[] nodes = [Fresh(1, 0, 10), Fresh(2, 0, 10), Fresh(3, 0, 10)];

        HashSet<SiloAddress> chosen = [.. Enumerable.Range(0, 100).Select(_ => _selector.Select(nodes)!)];

        Assert.Equal(3, chosen.Count);
    }

    [Fact]
    public void A_full_or_draining_node_is_never_chosen()
    {
        NodeCandidate draining = new(Silo(3), new EngineLoad(0, 10, Draining: true), IsFresh: true);
        NodeCandidate drainingLongAgo = new(Silo(4), new EngineLoad(0, 10, Draining: true), IsFresh: false);

        Assert.Null(_selector.Select([Fresh(1, 10, 10), Fresh(2, 0, 0), draining, drainingLongAgo]));
        Assert.Null(_selector.Select([]));
    }

    [Fact]
    public void A_node_with_old_numbers_is_the_last_choice_but_one()
    {
        NodeCandidate stale = new(Silo(1), new EngineLoad(0, 10, false), IsFresh: false);
        NodeCandidate unheardOf = new(Silo(2), default, IsFresh: false);

        Assert.Equal(Silo(3), _selector.Select([stale, unheardOf, Fresh(3, 9, 10)]));
        Assert.Equal(Silo(1), _selector.Select([stale, Fresh(3, 10, 10)]));
        Assert.Equal(Silo(2), _selector.Select([unheardOf]));
    }

    [Fact]
    public void In_a_large_cluster_the_better_of_two_is_taken()
    {
        // The fullest of many loses every comparison; the emptiest wins only when it is sampled, so the herd is spread.
        NodeCandidate[] nodes = [.. Enumerable.Range(0, 10).Select(i => Fresh(i, sessions: i, capacity: 100))];

        int[] chosen = new int[10];
        for (int i = 0; i < 10_000; i++)
        {
            chosen[_selector.Select(nodes)!.Endpoint.Port]++;
        }

        Assert.Equal(0, chosen[9]);
        Assert.InRange(chosen[0], 1_500, 2_500);
        Assert.True(chosen[8] > 0);
    }

    [Fact]
    public void Up_to_the_limit_all_nodes_are_compared()
    {
        NodeCandidate[] nodes = [.. Enumerable.Range(0, LeastLoadedNodeSelector.CompareAllUpTo).Select(i => Fresh(i, sessions: i, capacity: 100))];

        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(Silo(0), _selector.Select(nodes)));
    }

    private static SiloAddress Silo(int port) => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, port), 1);

    private static NodeCandidate Fresh(int port, int sessions, int capacity) => new(Silo(port), new EngineLoad(sessions, capacity, false), IsFresh: true);
}
