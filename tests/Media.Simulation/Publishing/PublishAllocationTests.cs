using Vod.Media.Publish;
using Vod.Media.Simulation.Network;

namespace Vod.Media.Simulation.Publishing;

/// <summary>Receiving makes no garbage per packet, with losses or without.</summary>
public sealed class PublishAllocationTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Receiving_allocates_nothing(bool isH264)
    {
        PublisherOptions options = new() { Codec = isH264 ? PublishedCodec.H264 : PublishedCodec.Vp8, FramesPerGroup = 30 };
        using PublishSimulation simulation = new(1, new PathConditions { Loss = 0.02, Jitter = TimeSpan.FromMilliseconds(3) }, options);
        simulation.RunFor(TimeSpan.FromSeconds(10));
        Assert.True(simulation.ServerAllocation > 0);

        // What is looked at is kept by the sink. The runtime itself allocates now and then; what is allocated per packet is in every window.
        simulation.Sink.Watches = false;
        long least = long.MaxValue;
        long calls = simulation.Sink.Calls;
        for (int window = 0; window < 5; window++)
        {
            simulation.ForgetServerAllocation();
            simulation.RunFor(TimeSpan.FromSeconds(2));
            least = Math.Min(least, simulation.ServerAllocation);
        }

        Assert.True(simulation.Sink.Calls - calls > 500);
        Assert.True(simulation.Publisher.Nacks > 10);
        Assert.Equal(0, least);
    }
}
