using System.Net;
using Vod.Grains.Nodes;
using Vod.Media.Engine;

namespace Vod.Grains.Tests.Nodes;

public sealed class NodeCandidateTests
{
    private static readonly SiloAddress Silo = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 1), 1);

    [Theory]
    [InlineData(0, 10, false, true, true)]
    [InlineData(10, 10, false, true, false)]
    [InlineData(0, 10, true, true, false)]
    [InlineData(10, 10, false, false, true)]
    [InlineData(0, 10, true, false, false)]
    [InlineData(0, 0, false, true, false)]
    public void Old_numbers_rule_a_node_out_only_when_it_was_draining(int sessions, int capacity, bool draining, bool isFresh, bool expected) =>
        Assert.Equal(expected, new NodeCandidate(Silo, new EngineLoad(sessions, capacity, draining), isFresh).MayHaveRoom);

    [Fact]
    public void A_node_without_capacity_counts_as_full() =>
        Assert.Equal(1, new NodeCandidate(Silo, new EngineLoad(0, 0, false), true).Ratio);
}
