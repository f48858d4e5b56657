using System.Net;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Vod.Grains.Nodes;
using Vod.Grains.Tests.Cluster;
using Vod.Media.Engine;

namespace Vod.Grains.Tests.Nodes;

public sealed class NodeDirectoryTests
{
    private static readonly SiloAddress Self = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 1), 1);
    private static readonly SiloAddress Peer = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 2), 1);

    private readonly FakeTimeProvider _time = new();
    private readonly FakeMediaEngine _engine = new() { Capacity = 5 };
    private readonly FixedMembership _membership = new(Self, [Self, Peer]);
    private readonly NodeDirectory _directory;

    public NodeDirectoryTests() => _directory = new(_engine, _membership, Options.Create(new GrainOptions()), _time);

    [Fact]
    public void The_own_numbers_are_always_those_of_the_engine()
    {
        _directory.Take(new NodeSnapshot(Self, 4, 4, Draining: true));

        Assert.Equal(new NodeCandidate(Self, new EngineLoad(0, 5, false), IsFresh: true), _directory.Candidates()[0]);
    }

    [Fact]
    public void A_peer_that_has_not_told_its_numbers_is_known_but_not_trusted() =>
        Assert.Equal(new NodeCandidate(Peer, default, IsFresh: false), _directory.Candidates()[1]);

    [Fact]
    public void Numbers_age()
    {
        _directory.Take(new NodeSnapshot(Peer, 1, 2, Draining: false));
        Assert.Equal(new NodeCandidate(Peer, new EngineLoad(1, 2, false), IsFresh: true), _directory.Candidates()[1]);

        _time.Advance(new GrainOptions().LoadStaleAfter);

        Assert.Equal(new NodeCandidate(Peer, new EngineLoad(1, 2, false), IsFresh: false), _directory.Candidates()[1]);
    }

    [Fact]
    public void A_silo_that_left_is_forgotten()
    {
        _directory.Take(new NodeSnapshot(Peer, 1, 2, Draining: false));
        _membership.Active = [Self];
        Assert.Single(_directory.Candidates());

        _membership.Active = [Self, Peer];

        Assert.False(_directory.Candidates()[1].IsFresh);
    }
}
