using Vod.Media.Opus;

namespace Vod.Media.Tests.Opus;

public sealed class OpusPacketTests
{
    [Theory]
    [InlineData(0, 480)] // SILK narrowband 10 ms
    [InlineData(3, 2880)] // 60 ms
    [InlineData(9, 960)] // SILK wideband 20 ms
    [InlineData(12, 480)] // hybrid 10 ms
    [InlineData(15, 960)] // hybrid 20 ms
    [InlineData(16, 120)] // CELT 2.5 ms
    [InlineData(28, 120)]
    [InlineData(31, 960)] // CELT fullband 20 ms
    public void The_configuration_says_how_long_a_frame_is(byte configuration, int duration)
    {
        Assert.True(OpusPacket.TryParse([(byte)(configuration << 3), 1, 2, 3], out OpusPacket packet));

        Assert.Equal(new OpusPacket(configuration, 1, 1, (ushort)duration), packet);
    }

    [Fact]
    public void The_packet_ffmpeg_makes_for_stereo_music_is_one_frame_of_20_ms()
    {
        // 0xFC: configuration 31, stereo, one frame.
        Assert.True(OpusPacket.TryParse([0xFC, 0xFF, 0xFE], out OpusPacket packet));

        Assert.Equal(new OpusPacket(31, 2, 1, 960), packet);
    }

    [Theory]
    [InlineData("F8", 1)] // an empty frame is discontinuous transmission (R2 allows zero)
    [InlineData("F9" + "AABB", 2)] // two equal frames
    [InlineData("FA" + "01" + "AA" + "BBCC", 2)] // two frames, the first of one byte
    [InlineData("FA" + "00", 2)]
    [InlineData("FB" + "03" + "AABBCC", 3)] // three equal frames
    [InlineData("FB" + "83" + "0100" + "AA" + "BB", 3)] // three frames of 1, 0 and 1 byte
    [InlineData("FB" + "42" + "02" + "AABB" + "0000", 2)] // two bytes of padding
    [InlineData("FB" + "06", 6)] // 120 ms of silence
    public void Every_way_to_pack_frames_is_read(string hex, int frames)
    {
        Assert.True(OpusPacket.TryParse(Convert.FromHexString(hex), out OpusPacket packet));

        Assert.Equal((frames, frames * 960), (packet.FrameCount, packet.Duration));
    }

    [Theory]
    [InlineData("")] // R1: at least one byte
    [InlineData("F9" + "AA")] // R3: code 1 needs an even number of bytes
    [InlineData("FA")] // R4: code 2 needs a length
    [InlineData("FA" + "02" + "AA")] // ... that fits
    [InlineData("FA" + "FC")] // ... and is whole
    [InlineData("FB")] // R6: code 3 needs a count
    [InlineData("FB" + "00")] // R5: ... above zero
    [InlineData("FB" + "07" + "AABBCCDDEEFF00")] // ... and at most 120 ms
    [InlineData("FB" + "02" + "AABBCC")] // R6: equal frames must divide the bytes
    [InlineData("FB" + "41" + "05" + "AABB")] // padding that does not fit
    [InlineData("FB" + "41" + "FFFF")] // padding without an end
    [InlineData("FB" + "82")] // R7: a length is missing
    [InlineData("FB" + "82" + "05" + "AA")] // ... or does not fit
    public void A_packet_that_breaks_a_requirement_is_refused(string hex)
    {
        Assert.False(OpusPacket.TryParse(Convert.FromHexString(hex), out _));
    }

    [Theory]
    [InlineData(0xF8, 1275, true)]
    [InlineData(0xF8, 1276, false)]
    [InlineData(0xF9, 2550, true)]
    [InlineData(0xF9, 2552, false)]
    public void A_frame_is_at_most_1275_bytes(byte toc, int size, bool isValid)
    {
        Assert.Equal(isValid, OpusPacket.TryParse([toc, .. new byte[size]], out _));
    }

    [Fact]
    public void A_two_byte_length_is_read_and_bounded()
    {
        // 252 + 4 × 255 = 1272 bytes, and 255 + 4 × 255 = 1275, the largest.
        Assert.True(OpusPacket.TryParse([0xFA, 252, 255, .. new byte[1272]], out _));
        Assert.False(OpusPacket.TryParse([0xFA, 252, 255, .. new byte[1271]], out _));
        Assert.True(OpusPacket.TryParse([0xFA, 255, 255, .. new byte[1275]], out _));
    }

    [Fact]
    public void No_input_makes_it_throw()
    {
        Random random = new(7);
        byte[] input = new byte[40];
        for (int i = 0; i < 200_000; i++)
        {
            random.NextBytes(input);
            input[0] |= 3;
            if (OpusPacket.TryParse(input.AsSpan(0, random.Next(input.Length)), out OpusPacket packet))
            {
                Assert.InRange(packet.Duration, 120, OpusPacket.MaxDuration);
            }
        }
    }
}
