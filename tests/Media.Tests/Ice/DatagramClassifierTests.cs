using Vod.Media.Ice;

namespace Vod.Media.Tests.Ice;

public sealed class DatagramClassifierTests
{
    [Fact]
    public void Every_first_byte_is_classified_as_RFC_7983_says()
    {
        for (int first = 0; first < 256; first++)
        {
            DatagramKind expected = first switch
            {
                < 4 => DatagramKind.Stun,
                < 20 => DatagramKind.Unknown,
                < 64 => DatagramKind.Dtls,
                < 128 => DatagramKind.Unknown,
                < 192 => DatagramKind.Rtp,
                _ => DatagramKind.Unknown,
            };
            Assert.Equal(expected, DatagramClassifier.Classify([(byte)first, 111]));
        }
    }

    [Theory]
    [InlineData(191, (int)DatagramKind.Rtp)]
    [InlineData(192, (int)DatagramKind.Rtcp)]
    [InlineData(200, (int)DatagramKind.Rtcp)]
    [InlineData(223, (int)DatagramKind.Rtcp)]
    [InlineData(224, (int)DatagramKind.Rtp)]
    public void The_second_byte_tells_RTCP_from_RTP(byte second, int expected) =>
        Assert.Equal((DatagramKind)expected, DatagramClassifier.Classify([0x80, second]));

    [Fact]
    public void A_datagram_too_short_to_tell_is_unknown()
    {
        Assert.Equal(DatagramKind.Unknown, DatagramClassifier.Classify([]));
        Assert.Equal(DatagramKind.Unknown, DatagramClassifier.Classify([0x80]));
    }
}
