using Vod.Media.H264.Packetization;
using Vod.Media.Rtp;

namespace Vod.Media.Tests.H264.Packetization;

public sealed class EqualPayloadsTests
{
    private static readonly H264PayloadFormat Format = new(4, [], []);

    [Theory]
    [InlineData(2300)]
    [InlineData(2300, 2300, 2300)]
    [InlineData(2100, 2250, 2400)]
    [InlineData(2700, 2650, 1800)]
    [InlineData(5000, 800, 2600, 2400)]
    public void All_packets_become_equally_long_with_little_padding_or_nothing_is_done(params int[] pictures)
    {
        int size = EqualPayloads.SizeFor(pictures);

        Assert.Equal(pictures.Length < 2, size == 0);
        using CutPictures cuts = new();
        int padding = 0;
        for (int i = 0; i < pictures.Length && size > 0; i++)
        {
            byte[] sample = new byte[pictures[i]];
            (sample[2], sample[3], sample[4]) = ((byte)((sample.Length - 4) >> 8), (byte)(sample.Length - 4), 0x41);
            CutPicture picture = cuts.Cut(this, i, size, Format, sample, isSync: false);
            Assert.All(Enumerable.Range(0, picture.Count), packet => Assert.Equal(size, picture.Payload(packet).Length));
            padding += picture.Padding;
        }

        Assert.InRange(size, 0, RtpPacketBudget.MaxPayload);
        Assert.InRange(padding, 0, pictures.Sum() * EqualPayloads.MaxPaddingShare * 1.05);
    }

    [Fact]
    public void Pictures_that_differ_too_much_are_left_as_they_are()
    {
        Assert.Equal(0, EqualPayloads.SizeFor([100, 2300]));
        Assert.Equal(0, EqualPayloads.SizeFor([300, 800]));
    }
}
