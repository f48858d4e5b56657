using Vod.Media.H264;
using Vod.Media.Peer;
using Vod.Media.Publish;
using Vod.Media.Simulation.Network;

namespace Vod.Media.Simulation.Publishing;

/// <summary>Publishers on paths that lose, double and reorder. The sink checks each picture as it comes.</summary>
public sealed class LossyPublishingTests
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(8);

    [Fact]
    public void Over_a_clean_path_everything_is_handed_on_once_and_nothing_is_asked_for()
    {
        using PublishSimulation simulation = Run(1, PathConditions.Clean);

        Assert.InRange(simulation.Sink.Pictures.Count, simulation.Publisher.Film.Count - 2, simulation.Publisher.Film.Count);
        Assert.InRange(simulation.Sink.Sounds.Count, simulation.Publisher.SoundsSent - 2, simulation.Publisher.SoundsSent);
        Assert.Equal((0, 0, 0), (simulation.Publisher.Nacks, simulation.Publisher.KeyFrameRequests, simulation.Publisher.Rejected));
        Assert.Equal(1, simulation.Sink.KeyFrames);
        Assert.Equal((160, 120), simulation.Sink.Size);
        Assert.Single(simulation.Sink.Configurations);
        Assert.Equal([PeerEventKind.Connected, PeerEventKind.Publishing], simulation.Events.Select(e => e.Kind));
        Assert.Equal(0, Enum.GetValues<PeerDropReason>().Sum(simulation.Server.Counters.DropsFor));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void At_three_per_cent_both_ways_nearly_every_picture_comes(bool isH264, bool hasRetransmissionStream)
    {
        (int sent, int handedOn, int asked, long lost) = (0, 0, 0, 0);
        Parallel.For(0, 16, seed =>
        {
            Random dice = new(seed);
            PathConditions path = new()
            {
                Loss = 0.03,
                Duplication = 0.01,
                Delay = TimeSpan.FromMilliseconds(dice.Next(1, 80)),
                Jitter = TimeSpan.FromMilliseconds(seed % 2 * dice.Next(0, 12)),
            };
            PublisherOptions options = new() { Codec = isH264 ? PublishedCodec.H264 : PublishedCodec.Vp8, HasRetransmissionStream = hasRetransmissionStream };
            using PublishSimulation simulation = Run(seed, path, options);
            Assert.Equal(0, simulation.Publisher.Rejected);
            Interlocked.Add(ref sent, simulation.Publisher.Film.Count);
            Interlocked.Add(ref handedOn, simulation.Sink.Pictures.Count);
            Interlocked.Add(ref asked, simulation.Publisher.Nacks);
            Interlocked.Add(ref lost, simulation.Server.Counters.LostPackets);
        });

        // What is still under way at the end of each, and the first pictures where the very first packets were lost, are missing.
        Assert.InRange(handedOn, sent * 0.95, sent);
        Assert.True(asked > 100);

        // Sound is not asked for: 3 % of 50 packets a second are lost for good, and hardly anything else.
        int sounds = 16 * (int)(Length.TotalSeconds * 50 * 0.03);
        Assert.InRange(lost, sounds / 2, sounds * 2);
    }

    [Fact]
    public void Without_NACK_a_lost_picture_costs_the_pictures_until_the_next_key_frame_which_is_asked_for_at_once()
    {
        PathConditions path = new() { Loss = 0.01, Delay = TimeSpan.FromMilliseconds(20) };
        using PublishSimulation simulation = Run(3, path, new PublisherOptions { HasNack = false });

        Assert.Equal(0, simulation.Publisher.Nacks);
        Assert.InRange(simulation.Publisher.KeyFrameRequests, 3, (int)(Length / Publish.Reception.KeyFrameRequests.MinInterval));
        Assert.InRange(simulation.Sink.KeyFrames, 2, simulation.Publisher.KeyFrameRequests + 1);
        Assert.InRange(simulation.Sink.Pictures.Count, simulation.Publisher.Film.Count / 5, simulation.Publisher.Film.Count - 5);
    }

    [Fact]
    public void Without_any_repair_and_with_whole_compounds_the_sink_is_never_lied_to()
    {
        for (int seed = 0; seed < 8; seed++)
        {
            PathConditions path = new() { Loss = 0.05, Duplication = 0.05, Jitter = TimeSpan.FromMilliseconds(25) };
            PublisherOptions options = new() { HasNack = false, HasReducedSizeReports = false, FramesPerGroup = 15, Codec = seed % 2 == 0 ? PublishedCodec.H264 : PublishedCodec.Vp8 };
            using PublishSimulation simulation = Run(seed, path, options);
            Assert.Equal(0, simulation.Publisher.Rejected);
            Assert.True(simulation.Sink.Pictures.Count > 5, $"seed {seed}");
        }
    }

    [Fact]
    public void A_change_of_size_brings_another_configuration()
    {
        PublisherOptions options = new() { FramesPerGroup = 30, ResizesAt = 90 };
        using PublishSimulation simulation = Run(4, new PathConditions { Loss = 0.02 }, options);

        Assert.Equal((720, 576), simulation.Sink.Size);
        Assert.Equal([160, 720], simulation.Sink.Configurations.Select(configuration => configuration.SequenceParameterSet!.Width));
        Assert.All(simulation.Sink.Configurations, (AvcConfiguration configuration) => Assert.True(AvcConfiguration.TryParse(configuration.ToBytes(), out _)));
    }

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.0003, 0)]
    [InlineData(-0.0003, 0.03)]
    public void Picture_and_sound_are_on_one_line(double soundClockError, double loss)
    {
        PublisherOptions options = new() { SoundClockError = soundClockError, EncodingDelay = TimeSpan.FromMilliseconds(150), FramesPerGroup = 60 };
        using PublishSimulation simulation = new(5, new PathConditions { Loss = loss, Delay = TimeSpan.FromMilliseconds(30), Jitter = TimeSpan.FromMilliseconds(8) }, options);
        simulation.RunFor(TimeSpan.FromSeconds(30));

        TimeSpan soundOverCapture = Last(simulation.Sink.Sounds) - ScriptedPublisher.CaptureOfSound(simulation.Sink.Sounds.Keys.Last());
        TimeSpan pictureOverCapture = Last(simulation.Sink.Pictures) - PictureCapture(simulation, simulation.Sink.Pictures.Keys.Last());
        Assert.InRange((pictureOverCapture - soundOverCapture).TotalMilliseconds, -5, 5);

        // From a second and a half on, all the time.
        foreach ((int index, TimeSpan time) in simulation.Sink.Pictures)
        {
            TimeSpan capture = PictureCapture(simulation, index);
            TimeSpan sound = capture * (1 + soundClockError);
            Assert.InRange((time - sound).TotalMilliseconds, capture < TimeSpan.FromSeconds(1.5) ? -30 : -60, capture < TimeSpan.FromSeconds(1.5) ? 200 : 60);
        }
    }

    [Fact]
    public void The_publisher_is_told_how_its_packets_arrive()
    {
        using PublishSimulation simulation = Run(6, new PathConditions { Loss = 0.03, Delay = TimeSpan.FromMilliseconds(20) });

        (int messages, int packets, int lost) = simulation.Publisher.Arrivals;
        Assert.InRange(messages, Length.TotalSeconds * 15, Length.TotalSeconds * 21);
        Assert.InRange(lost, packets * 0.015, packets * 0.08);
        Assert.InRange(simulation.Publisher.Video.Report!.Value.CumulativeLost, 10, packets / 10);
        Assert.NotEqual(0u, simulation.Publisher.Video.Report.Value.LastSenderReport);
        Assert.True(simulation.Publisher.Audio.Report!.Value.ExtendedHighestSequence > 0);
    }

    [Fact]
    public void REMB_goes_to_who_has_nothing_better()
    {
        using PublishSimulation simulation = Run(7, PathConditions.Clean, new PublisherOptions { PathFeedback = Bandwidth.PathFeedback.ReceiverEstimate });

        Assert.InRange(simulation.Publisher.Estimate!.Value, PublishPeerOptions.DefaultMaxBitrate * 0.99, PublishPeerOptions.DefaultMaxBitrate);
        Assert.Equal(0, simulation.Publisher.Arrivals.Messages);
    }

    internal static PublishSimulation Run(int seed, PathConditions path, PublisherOptions? options = null)
    {
        PublishSimulation simulation = new(seed, path, options);
        simulation.RunFor(Length);
        Assert.Null(simulation.Ended);
        return simulation;
    }

    private static TimeSpan PictureCapture(PublishSimulation simulation, int index) => ScriptedPublisher.CaptureOfPicture(simulation.Publisher.PictureIndexes[index]);

    private static TimeSpan Last(SortedDictionary<int, TimeSpan> times) => times.Values.Last();
}
