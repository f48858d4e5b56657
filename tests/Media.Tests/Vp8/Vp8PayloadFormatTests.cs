using Vod.Media.Rtp;
using Vod.Media.Vp8;

namespace Vod.Media.Tests.Vp8;

public sealed class Vp8PayloadFormatTests
{
    private PacketCut[] _cuts = new PacketCut[2];

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(RtpPacketBudget.MaxPayload - 1, 0, 1)]
    [InlineData(RtpPacketBudget.MaxPayload, 0, 2)]
    [InlineData(50_000, 0, 44)]
    [InlineData(1000, 101, 10)]
    public void The_pieces_of_a_frame_make_it_again(int size, int payloadSize, int atMost)
    {
        byte[] frame = new byte[size];
        new Random(size).NextBytes(frame);

        int count = Vp8PayloadFormat.Instance.Plan(frame, isSync: true, payloadSize, ref _cuts);

        Assert.InRange(count, 1, atMost);
        List<byte> received = [];
        for (int i = 0; i < count; i++)
        {
            byte[] payload = new byte[RtpPacketBudget.MaxPayload];
            int length = Vp8PayloadFormat.Instance.Write(frame, _cuts[i], payload);
            Assert.InRange(length, 2, payloadSize == 0 ? RtpPacketBudget.MaxPayload : payloadSize);

            // RFC 7741 section 4.2: S in the first piece, nothing else anywhere.
            Assert.Equal(i == 0 ? 0x10 : 0, payload[0]);
            Assert.Equal(i == count - 1, _cuts[i].Marker);
            received.AddRange(payload.AsSpan(1, length - 1));
        }

        Assert.Equal(frame, received);
    }

    [Fact]
    public void All_pieces_but_the_last_are_equally_long()
    {
        int count = Vp8PayloadFormat.Instance.Plan(new byte[10_001], isSync: false, payloadSize: 0, ref _cuts);

        Assert.Single(_cuts.Take(count - 1).Select(static cut => cut.PayloadSize).Distinct());
        Assert.InRange(_cuts[count - 1].PayloadSize, 1, _cuts[0].PayloadSize);
    }

    [Fact]
    public void Nothing_is_sent_of_an_empty_frame() => Assert.Equal(0, Vp8PayloadFormat.Instance.Plan([], isSync: false, payloadSize: 0, ref _cuts));

    [Fact]
    public void A_cut_of_a_longer_frame_is_not_made_of_a_shorter_one()
    {
        Vp8PayloadFormat.Instance.Plan(new byte[100], isSync: false, payloadSize: 0, ref _cuts);

        Assert.Equal(0, Vp8PayloadFormat.Instance.Write(new byte[99], _cuts[0], new byte[1200]));
    }
}
