using System.Net;
using Vod.Grains.Streams;

namespace Vod.Grains.Tests.Streams;

public sealed class StreamViewersTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(60);
    private static readonly SiloAddress NodeA = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 1), 1);
    private static readonly SiloAddress NodeB = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 2), 1);

    private readonly StreamViewers _viewers = new(Lease, Memory);

    [Fact]
    public void A_viewer_without_reports_is_lost_when_the_lease_is_over_and_not_before()
    {
        _viewers.Add(new StreamViewer("v", NodeA, null), At(1));

        Assert.Empty(_viewers.TakeLost(At(20.9), _ => false));
        Assert.Equal("v", Assert.Single(_viewers.TakeLost(At(21), _ => false)).MediaSessionId);
        Assert.Equal(0, _viewers.Count);
        Assert.Equal(0, _viewers.Watching);
    }

    [Fact]
    public void A_report_renews_the_lease()
    {
        _viewers.Add(new StreamViewer("v", NodeA, null), At(0));

        Assert.True(_viewers.Renew("v", NodeA, At(19)));

        Assert.Empty(_viewers.TakeLost(At(38), _ => false));
    }

    [Fact]
    public void The_viewers_of_a_node_that_is_gone_are_lost_at_once()
    {
        _viewers.Add(new StreamViewer("a", NodeA, null), At(0));
        _viewers.Add(new StreamViewer("b", NodeB, null), At(0));

        Assert.Equal("b", Assert.Single(_viewers.TakeLost(At(1), node => node.Equals(NodeB))).MediaSessionId);
        Assert.Equal(1, _viewers.Watching);
    }

    [Fact]
    public void Only_the_node_that_carries_a_viewer_renews_it()
    {
        _viewers.Add(new StreamViewer("v", NodeA, null), At(0));

        Assert.False(_viewers.Renew("v", NodeB, At(1)));
        Assert.False(_viewers.Renew("stranger", NodeA, At(1)));
    }

    [Fact]
    public void A_leaving_viewer_is_not_renewed_so_that_its_node_closes_it()
    {
        StreamViewer viewer = new("v", NodeA, null);
        _viewers.Add(viewer, At(0));

        _viewers.MarkLeaving(viewer);
        _viewers.MarkLeaving(viewer);

        Assert.False(_viewers.Renew("v", NodeA, At(1)));
        Assert.Equal((1, 0), (_viewers.Count, _viewers.Watching));
        Assert.True(_viewers.Remove("v"));
        Assert.Equal((0, 0), (_viewers.Count, _viewers.Watching));
    }

    [Fact]
    public void A_viewer_who_ends_by_itself_is_left_alone_until_it_should_have_ended()
    {
        StreamViewer viewer = new("v", NodeA, null);
        StreamViewer ordered = new("w", NodeA, null);
        _viewers.Add(viewer, At(0));
        _viewers.Add(ordered, At(0));
        _viewers.MarkLeaving(ordered);

        _viewers.MarkLeaving(viewer, At(2));
        _viewers.MarkLeaving(ordered, At(2));

        Assert.Equal((2, 0), (_viewers.Count, _viewers.Watching));
        Assert.True(_viewers.Renew("v", NodeA, At(1.9)));
        Assert.False(_viewers.Renew("v", NodeA, At(2)));
        Assert.False(_viewers.Renew("w", NodeA, At(1)));
        _viewers.MarkLeaving(viewer);
        Assert.False(_viewers.Renew("v", NodeA, At(1)));
    }

    [Fact]
    public void A_stall_of_the_own_silo_lengthens_every_lease()
    {
        _viewers.Add(new StreamViewer("v", NodeA, null), At(0));

        _viewers.Forgive(TimeSpan.FromSeconds(100));

        Assert.Empty(_viewers.TakeLost(At(119), _ => false));
        Assert.Single(_viewers.TakeLost(At(120), _ => false));
    }

    [Fact]
    public void A_lost_viewer_is_refused_for_a_while()
    {
        _viewers.Add(new StreamViewer("v", NodeA, null), At(0));
        _viewers.TakeLost(At(20), _ => false);

        Assert.True(_viewers.HasDeparted("v", At(79)));
        Assert.False(_viewers.IsBlank);
        Assert.False(_viewers.HasDeparted("v", At(80)));
        Assert.True(_viewers.IsBlank);
    }

    [Fact]
    public void An_id_that_departs_again_is_refused_from_then_on()
    {
        _viewers.RememberDeparted("v", At(0));
        _viewers.RememberDeparted("w", At(1));
        _viewers.RememberDeparted("v", At(30));

        Assert.False(_viewers.HasDeparted("w", At(61)));
        Assert.True(_viewers.HasDeparted("v", At(89)));
    }

    [Fact]
    public void Departed_ids_are_limited_and_the_oldest_is_forgotten()
    {
        for (int i = 0; i <= StreamViewers.MaxDeparted; i++)
        {
            _viewers.RememberDeparted($"v{i}", At(0));
        }

        Assert.False(_viewers.HasDeparted("v0", At(1)));
        Assert.True(_viewers.HasDeparted("v1", At(1)));
        Assert.True(_viewers.HasDeparted($"v{StreamViewers.MaxDeparted}", At(1)));
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
