using System.Buffers.Binary;
using Vod.Media.Engine;
using Vod.Media.Peer;
using Vod.Media.Simulation.Network;

namespace Vod.Media.Simulation.Publishing;

public sealed class PublishEndTests
{
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_publisher_that_leaves_ends_the_publication(bool saysGoodbye)
    {
        using PublishSimulation simulation = Running();
        simulation.Do((publisher, now) => publisher.Leave(saysGoodbye, now));
        simulation.RunFor(TimeSpan.FromSeconds(1));

        Assert.Equal(SessionEndReason.ClosedByPeer, simulation.Ended);
    }

    [Fact]
    public void Silence_ends_it_when_it_has_lasted_long_enough()
    {
        using PublishSimulation simulation = Running(new PublisherOptions { MaxSilence = TimeSpan.FromSeconds(10) });
        simulation.Publisher.IsSilent = true;
        simulation.RunFor(TimeSpan.FromSeconds(9.9));
        Assert.Null(simulation.Ended);
        simulation.RunFor(TimeSpan.FromSeconds(0.3));

        Assert.Equal(SessionEndReason.RtpActivityLost, simulation.Ended);
    }

    [Fact]
    public void A_publisher_that_never_sends_is_silent_from_its_connection_on()
    {
        using PublishSimulation simulation = new(1, PathConditions.Clean, new PublisherOptions { MaxSilence = TimeSpan.FromSeconds(5) });
        simulation.Publisher.IsSilent = true;
        simulation.RunFor(TimeSpan.FromSeconds(10));

        Assert.Equal(SessionEndReason.RtpActivityLost, simulation.Ended);
        Assert.Equal([PeerEventKind.Connected, PeerEventKind.Ended], simulation.Events.Select(e => e.Kind));
    }

    [Fact]
    public void What_never_becomes_a_picture_is_silence_however_much_of_it_comes()
    {
        using PublishSimulation simulation = new(1, PathConditions.Clean, new PublisherOptions { MaxSilence = TimeSpan.FromSeconds(5) });
        simulation.Publisher.IsSilent = true;
        simulation.RunFor(TimeSpan.FromSeconds(1));
        for (int i = 0; i < 60 && simulation.Ended is null; i++)
        {
            // A slice that refers to pictures nobody has seen.
            byte[] packet = [0x80, (byte)(0x80 | simulation.Publisher.Video.PayloadType.Value), 0, (byte)i, 0, 0, (byte)i, 0, 0, 0, 0, 0, 0x41, 0x9A, 1, 2, 3];
            BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), simulation.Publisher.Video.Ssrc.Value);
            simulation.Do((publisher, now) => publisher.SendRaw(packet, now));
            simulation.RunFor(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(SessionEndReason.RtpActivityLost, simulation.Ended);
    }

    [Fact]
    public void The_server_says_goodbye()
    {
        using PublishSimulation simulation = Running();
        simulation.Steer((server, now) => server.Close(SessionEndReason.Terminated, now));

        Assert.Equal(SessionEndReason.Terminated, simulation.Ended);
        simulation.Settle();
        Assert.True(simulation.Publisher.IsGoodbyeSeen);
        Assert.True(simulation.Publisher.IsClosedByServer);
    }

    [Fact]
    public void A_wish_for_a_key_frame_is_passed_on_and_fulfilled()
    {
        using PublishSimulation simulation = Running();
        Assert.Equal(1, simulation.Sink.KeyFrames);
        simulation.RunFor(TimeSpan.FromSeconds(2));
        simulation.Steer((server, now) => server.RequestKeyFrame(now));
        simulation.Steer((server, now) => server.RequestKeyFrame(now));
        simulation.RunFor(TimeSpan.FromSeconds(1));

        Assert.Equal(1, simulation.Publisher.KeyFrameRequests);
        Assert.Equal(2, simulation.Sink.KeyFrames);
        Assert.Equal(1, simulation.Server.Counters.KeyFrameRequests);
    }

    [Fact]
    public void A_wish_from_before_the_first_picture_asks_for_nothing()
    {
        using PublishSimulation simulation = new(1, PathConditions.Clean);
        simulation.Steer((server, now) => server.RequestKeyFrame(now));
        simulation.RunFor(Start);

        Assert.Equal(0, simulation.Publisher.KeyFrameRequests);
    }

    [Fact]
    public void Sound_alone_is_a_publication_too()
    {
        using PublishSimulation simulation = Running(new PublisherOptions { HasVideo = false });

        Assert.Equal([PeerEventKind.Connected, PeerEventKind.Publishing], simulation.Events.Select(e => e.Kind));
        Assert.True(simulation.Sink.Sounds.Count > 80);
        Assert.True(simulation.Publisher.Arrivals.Packets > 80);
    }

    [Fact]
    public void A_picture_alone_is_a_publication_too()
    {
        using PublishSimulation simulation = Running(new PublisherOptions { HasAudio = false });

        Assert.Equal([PeerEventKind.Connected, PeerEventKind.Publishing], simulation.Events.Select(e => e.Kind));
        Assert.True(simulation.Sink.Pictures.Count > 50);
    }

    private static PublishSimulation Running(PublisherOptions? options = null)
    {
        PublishSimulation simulation = new(1, PathConditions.Clean, options);
        simulation.RunFor(Start);
        Assert.Null(simulation.Ended);
        return simulation;
    }
}
