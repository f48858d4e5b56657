using Vod.Media.Aac;

namespace Vod.Media.Tests.Aac;

/// <summary>ADTS as it comes out of a pipe.</summary>
public sealed class AdtsReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void Frames_are_found_however_the_stream_is_cut(int piece)
    {
        byte[] stream = [.. Enumerable.Range(0, 50).SelectMany(i => Frame(10 + (i * 7)))];
        AdtsReader reader = new();
        List<byte[]> frames = [];
        for (int i = 0; i < stream.Length; i += piece)
        {
            reader.Append(stream.AsSpan(i, Math.Min(piece, stream.Length - i)));
            while (reader.TryRead(out ReadOnlySpan<byte> frame))
            {
                frames.Add(frame.ToArray());
            }
        }

        Assert.Equal(Enumerable.Range(0, 50).Select(static i => 10 + (i * 7)), frames.Select(static frame => frame.Length));
        Assert.All(frames, static frame => Assert.All(frame, static b => Assert.Equal(0xA5, b)));
        Assert.Equal((48_000, 2, false), (reader.SampleRate, reader.Channels, reader.IsBroken));
    }

    [Fact]
    public void A_checksum_is_passed_over()
    {
        byte[] frame = Frame(12, hasChecksum: true);
        AdtsReader reader = new();
        reader.Append(frame);

        Assert.True(reader.TryRead(out ReadOnlySpan<byte> found));
        Assert.Equal(12, found.Length);
    }

    [Fact]
    public void What_is_no_header_ends_it()
    {
        AdtsReader reader = new();
        reader.Append([0xFF, 0xFE, 0, 0, 0, 0, 0, 0]);

        Assert.False(reader.TryRead(out _));
        Assert.True(reader.IsBroken);
    }

    private static byte[] Frame(int length, bool hasChecksum = false)
    {
        int total = length + 7 + (hasChecksum ? 2 : 0);
        byte[] header = [0xFF, (byte)(hasChecksum ? 0xF0 : 0xF1), 0x4C, (byte)(0x80 | (total >> 11)), (byte)(total >> 3), (byte)((total << 5) | 0x1F), 0xFC];
        return [.. header, .. hasChecksum ? new byte[2] : [], .. Enumerable.Repeat((byte)0xA5, length)];
    }
}
