using Vod.Media.Peer;
using Vod.Media.Publish.Depacketization;
using Vod.Media.Publish.Reception;
using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Simulation.Network;
using Vod.Media.Timing;

namespace Vod.Media.Simulation.Publishing;

/// <summary>A publisher has keys, and may send what it likes: it gets no further than its limits, and the server gets over it.</summary>
public sealed class HostilePublisherTests
{
    private const int Packets = 20_000;

    /// <summary>More than all that a publisher can make the server keep: packets that wait, a picture under way, and what tests allocate beside it.</summary>
    private static readonly long MaxGrowth =
        ((ReceptionLimits.Picture.Capacity + ReceptionLimits.Sound.Capacity) * ReorderBuffer.MaxPayload) + (2 * PictureBytes.MaxSize);

    [Theory]
    [InlineData("random bytes")]
    [InlineData("sequence jumps")]
    [InlineData("gaps")]
    [InlineData("ssrcs")]
    [InlineData("payload types")]
    [InlineData("fragments")]
    [InlineData("parameter sets")]
    [InlineData("retransmissions")]
    [InlineData("timestamps")]
    [InlineData("transport numbers")]
    public void It_costs_no_more_than_the_limits_and_is_got_over(string attack)
    {
        PublisherOptions options = new() { FramesPerGroup = 30 };
        using PublishSimulation simulation = new(1, PathConditions.Clean, options);
        simulation.RunFor(TimeSpan.FromSeconds(1));
        simulation.Sink.Watches = false;
        simulation.Publisher.IsSilent = true;
        simulation.ForgetServerAllocation();
        Random random = new(7);
        for (int i = 0; i < Packets; i++)
        {
            byte[] packet = PacketOf(attack, i, random, simulation.Publisher);
            simulation.Do((publisher, now) => publisher.SendRaw(packet, now));
            if (i % 20 == 0)
            {
                simulation.RunFor(TimeSpan.FromMilliseconds(1));
            }
        }

        Assert.Null(simulation.Ended);
        Assert.InRange(simulation.ServerAllocation, 0, MaxGrowth);

        // Afterwards the camera goes on as another stream.
        simulation.RunFor(TimeSpan.FromSeconds(3));
        long calls = simulation.Sink.Calls;
        simulation.Publisher.RestartPicture();
        simulation.Publisher.IsSilent = false;
        simulation.RunFor(TimeSpan.FromSeconds(5));
        Assert.Null(simulation.Ended);
        Assert.True(simulation.Sink.Calls - calls > 150, $"{simulation.Sink.Calls - calls} handed on");
    }

    [Fact]
    public void Reports_of_any_kind_do_no_harm()
    {
        using PublishSimulation simulation = new(1, PathConditions.Clean);
        simulation.RunFor(TimeSpan.FromSeconds(1));
        Random random = new(8);
        byte[] buffer = new byte[1500];
        for (int i = 0; i < 3000; i++)
        {
            RtcpWriter writer = new(buffer);
            Ssrc source = random.Next(2) == 0 ? simulation.Publisher.Video.Ssrc : simulation.Publisher.Audio.Ssrc;
            writer.SenderReport(source, new SenderInfo(new NtpTime((ulong)random.NextInt64()), new RtpTimestamp((uint)random.Next()), 0, 0));
            int length = writer.Size;
            if (random.Next(3) == 0)
            {
                random.NextBytes(buffer.AsSpan(8, length - 8));
            }

            simulation.Do((publisher, now) => publisher.SendRtcp(buffer, length, now));
            simulation.RunFor(TimeSpan.FromMilliseconds(2));
        }

        // The sink has checked that time never went back.
        Assert.Null(simulation.Ended);
        Assert.True(simulation.Sink.Pictures.Count > 150);
    }

    [Fact]
    public void A_second_stream_with_the_same_payload_type_is_not_listened_to()
    {
        using PublishSimulation simulation = new(1, PathConditions.Clean);
        simulation.RunFor(TimeSpan.FromSeconds(1));
        for (int i = 0; i < 100; i++)
        {
            byte[] packet = Packet(simulation.Publisher.Video.PayloadType, new Ssrc(99), i, 3000 * i, [0x41, 0x9A, 0x01]);
            simulation.Do((publisher, now) => publisher.SendRaw(packet, now));
            simulation.RunFor(TimeSpan.FromMilliseconds(10));
        }

        Assert.Equal(100, simulation.Server.Counters.DropsFor(PeerDropReason.UnknownStream));
        Assert.InRange(simulation.Sink.Pictures.Count, simulation.Publisher.Film.Count - 3, simulation.Publisher.Film.Count);
    }

    private static byte[] PacketOf(string attack, int i, Random random, ScriptedPublisher publisher)
    {
        SentMedia video = publisher.Video;
        byte[] noise = new byte[random.Next(1, 1100)];
        random.NextBytes(noise);
        SequenceNumber next = video.Next;
        switch (attack)
        {
            case "sequence jumps":
                return Packet(video.PayloadType, video.Ssrc, random.Next(65536), 3000 * i, noise);
            case "gaps":
                // Each leaves as much missing as may be.
                video.Next = next + (MissingPackets.Max / 2);
                return Packet(video.PayloadType, video.Ssrc, next.Value, 3000 * i, noise);
            case "ssrcs":
                return Packet(video.PayloadType, new Ssrc((uint)(1000 + (i % 12))), i, 3000 * i, noise);
            case "payload types":
                return Packet(new PayloadType((byte)(i % 128)), new Ssrc((uint)(1000 + (i % 12))), i, 3000 * i, noise);
            case "fragments":
                video.Next = next.Next;
                return Packet(video.PayloadType, video.Ssrc, next.Value, 1, [0x7C, (byte)(i == 0 ? 0x85 : 0x05), .. noise], isLast: false);
            case "parameter sets":
                video.Next = next.Next;
                byte[] sets = Convert.FromHexString(i % 2 == 0 ? "6742C00BD902847E5C0440000003004000000C83C50A92" : "68CE3C80");
                return Packet(video.PayloadType, video.Ssrc, next.Value, 3000 * i, [.. sets, (byte)i, (byte)(i >> 8), 0x80]);
            case "retransmissions":
                return Packet(new PayloadType(109), new Ssrc(12), i, 3000 * i, [(byte)random.Next(256), (byte)random.Next(256), .. noise]);
            case "timestamps":
                video.Next = next.Next;
                return Packet(video.PayloadType, video.Ssrc, next.Value, random.Next(), [0x41, 0x9A, 0x01, .. noise]);
            case "transport numbers":
                video.Next = next.Next;
                return Packet(video.PayloadType, video.Ssrc, next.Value, 3000 * i, noise, (ushort)(i * 1009));
            default:
                video.Next = next.Next;
                return Packet(video.PayloadType, video.Ssrc, next.Value, 3000 * (i / 5), noise);
        }
    }

    private static byte[] Packet(PayloadType payloadType, Ssrc ssrc, int number, long timestamp, byte[] payload, ushort? transportNumber = null, bool? isLast = null)
    {
        byte[] buffer = new byte[RtpPacketBudget.MaxHeader + payload.Length];
        RtpHeader header = new(payloadType, isLast ?? number % 3 == 0, new SequenceNumber((ushort)number), new RtpTimestamp((uint)timestamp), ssrc);
        RtpExtensionIds ids = transportNumber is null ? default : new(0, ScriptedPublisher.TransportSequenceId, 0);
        int length = RtpPacketWriter.WriteHeader(header, new() { Ids = ids, TransportSequence = transportNumber ?? 0 }, buffer);
        payload.CopyTo(buffer, length);
        return buffer[..(length + payload.Length)];
    }
}
