using Vod.Media.H264.Packetization;
using Vod.Media.Rtp;

namespace Vod.Media.Tests.H264.Packetization;

public sealed class RecutTests
{
    private const int Seeds = 2000;

    [Fact]
    public void A_payload_cut_again_in_any_order_is_the_one_that_was_sent()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            Random random = new(seed);
            (H264PayloadFormat format, byte[] sample) = RandomAccessUnit(random);
            List<(PacketCut Cut, byte[] Payload)> sent = [];
            byte[] buffer = new byte[format.MaxPayloadSize];
            H264Packetizer packetizer = format.Packetize(sample, random.Next(2) == 0);
            while (packetizer.TryNext(buffer, out PacketCut cut))
            {
                Assert.InRange(cut.PayloadSize, 1, format.MaxPayloadSize);
                sent.Add((cut, buffer[..cut.PayloadSize]));
            }

            Assert.Equal(sent.Count > 0 ? 1 : 0, sent.Count(packet => packet.Cut.Marker));
            Assert.True(sent.Count == 0 || sent[^1].Cut.Marker);
            (PacketCut Cut, byte[] Payload)[] shuffled = [.. sent];
            random.Shuffle(shuffled);
            foreach ((PacketCut cut, byte[] payload) in shuffled)
            {
                buffer.AsSpan().Fill(0xEE);
                Assert.Equal(payload.Length, format.Write(sample, cut, buffer));
                Assert.Equal(payload, buffer[..payload.Length]);
            }
        }
    }

    [Fact]
    public void A_sample_that_is_not_the_one_the_cut_was_made_for_gives_nothing_or_something_of_the_right_size()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            Random random = new(seed);
            (H264PayloadFormat format, byte[] sample) = RandomAccessUnit(random);
            byte[] other = RandomAccessUnit(random).Sample;
            byte[] buffer = new byte[format.MaxPayloadSize];
            H264Packetizer packetizer = format.Packetize(sample, true);
            while (packetizer.TryNext(out PacketCut cut))
            {
                int written = format.Write(other, cut, buffer);
                Assert.True(written == 0 || written == cut.PayloadSize);
                if (!cut.FromParameterSets)
                {
                    Assert.Equal(0, format.Write([], cut, buffer));
                }
            }
        }
    }

    [Fact]
    public void Cutting_ten_thousand_packets_allocates_nothing()
    {
        H264PayloadFormat format = new(4, [AccessUnits.Nal(0x67, 30)], [AccessUnits.Nal(0x68, 6)]);
        byte[] sample = AccessUnits.Sample(
            4, AccessUnits.Nal(0x65, 60_000), AccessUnits.Nal(0x41, 100), AccessUnits.Nal(0x41, 100), AccessUnits.Nal(0x41, 1100));
        byte[] payload = new byte[format.MaxPayloadSize];
        int packets = 0;

        Assert.Equal(0, Allocation.Of(() => packets = Cut(format, sample, payload, 2000)));
        Assert.True(packets >= 2000);
    }

    private static int Cut(H264PayloadFormat format, byte[] sample, byte[] payload, int atLeast)
    {
        int packets = 0;
        while (packets < atLeast)
        {
            H264Packetizer packetizer = format.Packetize(sample, true);
            while (packetizer.TryNext(payload, out PacketCut cut))
            {
                format.Write(sample, cut, payload);
                packets++;
            }
        }

        return packets;
    }

    private static (H264PayloadFormat Format, byte[] Sample) RandomAccessUnit(Random random)
    {
        int lengthSize = random.Next(2, 5);
        byte[][] nals = new byte[random.Next(1, 8)][];
        for (int i = 0; i < nals.Length; i++)
        {
            int size = random.Next(3) switch { 0 => random.Next(1, 20), 1 => random.Next(1, 300), _ => random.Next(1, 20_000) };
            nals[i] = AccessUnits.Nal((byte)random.Next(1, 0x80), size);
            random.NextBytes(nals[i].AsSpan(1));
        }

        H264PayloadFormat format = new(
            lengthSize,
            [AccessUnits.Nal(0x67, random.Next(1, 60))],
            [AccessUnits.Nal(0x68, random.Next(1, 60))],
            random.Next(H264PayloadFormat.MinMaxPayloadSize, 1500));
        return (format, AccessUnits.Sample(lengthSize, nals));
    }
}
