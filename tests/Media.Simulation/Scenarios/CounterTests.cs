using Vod.Media.Peer;
using Vod.Media.Simulation.Network;

namespace Vod.Media.Simulation.Scenarios;

/// <summary>What a viewer reports and gets again is counted while it plays, not only when it is gone.</summary>
public sealed class CounterTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [Fact]
    public void Losses_are_counted_as_feedback_and_retransmissions_for_the_viewer_and_for_all()
    {
        using PlaybackSimulation simulation = new(1, new PathConditions { Loss = 0.05 }, new SimulationOptions { Frames = 900 });
        PeerCounters all = new();
        simulation.Server.Counters.Sum = all;

        simulation.RunUntil(() => simulation.Browser.Video.Asked > 10, Limit);
        simulation.RunUntil(() => simulation.Server.Counters.Retransmissions > 0, Limit);

        // One of them may be lost on the way as well.
        for (int request = 0; request < 3; request++)
        {
            simulation.RequestKeyFrame();
        }

        simulation.RunUntil(() => simulation.Server.Counters.FeedbackOf(FeedbackKind.PictureLoss) > 0, Limit);

        PeerCounters one = simulation.Server.Counters;
        Assert.Null(simulation.Ended);
        Assert.InRange(one.FeedbackOf(FeedbackKind.Nack), 1, simulation.Browser.Video.Asked);
        Assert.Equal(0, one.FeedbackOf(FeedbackKind.FullIntraRequest));
        Assert.Equal(one.Retransmissions, all.Retransmissions);
        Assert.Equal(one.FeedbackOf(FeedbackKind.Nack), all.FeedbackOf(FeedbackKind.Nack));
        Assert.Equal(one.DropsFor(PeerDropReason.RetransmissionRefused), all.DropsFor(PeerDropReason.RetransmissionRefused));
    }

    [Fact]
    public void The_sum_outlives_those_it_was_made_of()
    {
        PeerCounters all = new();
        foreach (PeerDropReason reason in Enum.GetValues<PeerDropReason>())
        {
            new PeerCounters { Sum = all }.OnDropped(reason);
            new PeerCounters { Sum = all }.OnDropped(reason);
        }

        Assert.All(Enum.GetValues<PeerDropReason>(), reason => Assert.Equal(2, all.DropsFor(reason)));
    }
}
