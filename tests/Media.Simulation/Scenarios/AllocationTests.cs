using Vod.Media.Bandwidth;
using Vod.Media.Peer;
using Vod.Media.Simulation.Network;

namespace Vod.Media.Simulation.Scenarios;

/// <summary>The core makes no garbage per packet: what it allocates for a viewer it allocates before the first picture.</summary>
public sealed class AllocationTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, false, false)]
    [InlineData(true, true, false)]
    [InlineData(true, true, true)]
    public void Playing_allocates_nothing(bool hasRetransmissionStream, bool reportsEachPacket, bool isNarrow)
    {
        SimulationOptions options = new()
        {
            Frames = 900,
            HasRetransmissionStream = hasRetransmissionStream,
            PathFeedback = reportsEachPacket ? PathFeedback.TransportWide : PathFeedback.ReceiverReports,
        };

        // The film takes 900 kbit/s.
        Bottleneck? link = isNarrow ? new(600_000, TimeSpan.FromMilliseconds(300)) : null;
        using PlaybackSimulation simulation = new(1, new PathConditions { Loss = 0.02, Bottleneck = link }, options);
        simulation.Server.Counters.Sum = new PeerCounters();

        // Everything is warm after ten seconds: code is compiled, arrays have grown to the largest picture.
        simulation.RunUntil(() => simulation.PlayingAt is { } start && simulation.Now - start > TimeSpan.FromSeconds(10), Limit);
        Assert.True(simulation.ServerAllocation > 0);

        // The runtime itself allocates now and then, when it loads a type or compiles a method anew; what is allocated per packet is in every window.
        long least = long.MaxValue;
        for (int window = 1; window <= 5; window++)
        {
            simulation.ForgetServerAllocation();
            TimeSpan end = TimeSpan.FromSeconds(10 + (3 * window));
            simulation.RunUntil(() => simulation.Now - simulation.PlayingAt!.Value > end, Limit);
            least = Math.Min(least, simulation.ServerAllocation);
        }

        Assert.True(simulation.ServerCalls > 300);
        Assert.True(simulation.Browser.Video.Asked > 10);
        Assert.Equal(isNarrow, simulation.Server.PathEstimate is not null);
        Assert.Equal(0, least);
    }
}
