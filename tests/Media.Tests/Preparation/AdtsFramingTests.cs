using Vod.Media.Preparation;

namespace Vod.Media.Tests.Preparation;

public sealed class AdtsFramingTests
{
    [Fact]
    public void The_header_is_the_one_ffmpeg_writes_for_LC_at_44100_stereo()
    {
        // Third frame of "ffmpeg -f lavfi -i anullsrc=r=44100:cl=stereo -c:a aac -f adts -", 13 bytes with its header.
        byte[] header = new byte[AdtsFraming.HeaderLength];

        new AdtsFraming(ObjectType: 2, FrequencyIndex: 4, ChannelConfiguration: 2).WriteHeader(header, 6);

        Assert.Equal(Convert.FromHexString("FFF1508001BFFC"), header);
    }

    [Fact]
    public void The_longest_frame_fills_the_13_bits_of_its_length()
    {
        byte[] header = new byte[AdtsFraming.HeaderLength];

        new AdtsFraming(2, 3, 6).WriteHeader(header, AdtsFraming.MaxFrameLength);

        int length = ((header[3] & 3) << 11) | (header[4] << 3) | (header[5] >> 5);
        Assert.Equal((1 << 13) - 1, length);
        Assert.Equal(6, ((header[2] & 1) << 2) | (header[3] >> 6));
    }

    [Theory]
    [InlineData(2, 4, 2, true)]
    [InlineData(0, 4, 2, false)]
    [InlineData(5, 4, 2, false)]
    [InlineData(2, 13, 2, false)]
    [InlineData(2, 4, 0, false)]
    [InlineData(2, 4, 8, false)]
    public void What_ADTS_cannot_express_is_not_valid(int objectType, int frequencyIndex, int channels, bool expected)
    {
        Assert.Equal(expected, new AdtsFraming(objectType, frequencyIndex, channels).IsValid);
    }
}
