using Vod.Media.Flv;

namespace Vod.Media.Tests.Flv;

public sealed class FlvVideoReaderTests
{
    private static readonly byte[] Header = [.. "FLV"u8, 1, 1, 0, 0, 0, 9, 0, 0, 0, 0];

    private static readonly byte[] Stream =
    [
        .. Header,
        .. Tag(18, 0, [2, 0, 10, 1, 2, 3]),
        .. Tag(9, 0, [0x17, 0, 0, 0, 0, 0xAA, 0xBB]),
        .. Tag(9, 40, [0x17, 1, 0, 0, 0, 1, 2, 3]),
        .. Tag(8, 41, [0xAF, 1, 9]),
        .. Tag(9, 0x0102_0304, [0x27, 1, 0xFF, 0xFF, 0xFE, 4]),
        .. Tag(9, 0x0102_0304, [0x17, 2, 0, 0, 0]),
    ];

    private static readonly string[] Expected = ["Configuration 0+0 key AABB", "Frame 40+0 key 010203", "Frame 16909060-2 04"];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Video_tags_come_with_their_times_whatever_the_portions(int portion)
    {
        Assert.Equal(Expected, ReadAll(Stream, portion, out FlvReadStatus end));
        Assert.Equal(FlvReadStatus.Incomplete, end);
    }

    [Fact]
    public void A_stream_cut_at_any_byte_gives_what_is_whole()
    {
        for (int length = 0; length < Stream.Length; length++)
        {
            List<string> read = ReadAll(Stream[..length], 1000, out FlvReadStatus end);

            Assert.Equal(FlvReadStatus.Incomplete, end);
            Assert.Equal(Expected.Take(read.Count), read);
        }
    }

    public static TheoryData<string, byte[]> Foreign => new()
    {
        { "another file", [.. "MP4 is not FLV"u8] },
        { "a header of another length", [.. "FLV"u8, 1, 1, 0, 0, 0, 13, 0, 0, 0, 0] },
        { "encrypted", [.. Header, .. Tag(9 | 0x20, 0, [0x17, 1, 0, 0, 0, 1])] },
        { "Sorenson's codec", [.. Header, .. Tag(9, 0, [0x12, 1, 0, 0, 0, 1])] },
        { "a tag too short for its header", [.. Header, .. Tag(9, 0, [0x17, 1])] },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public void Anything_else_is_invalid_for_good(string what, byte[] bytes)
    {
        FlvVideoReader reader = new();
        reader.Append(bytes);

        Assert.True(reader.TryRead(out _) == FlvReadStatus.Invalid, what);
        reader.Append(Stream);
        Assert.Equal(FlvReadStatus.Invalid, reader.TryRead(out _));
    }

    private static byte[] Tag(byte type, uint time, byte[] body) =>
    [
        type, (byte)(body.Length >> 16), (byte)(body.Length >> 8), (byte)body.Length, (byte)(time >> 16), (byte)(time >> 8), (byte)time, (byte)(time >> 24), 0, 0, 0,
        .. body, 0, 0, 0, (byte)(11 + body.Length),
    ];

    private static List<string> ReadAll(byte[] stream, int portion, out FlvReadStatus end)
    {
        FlvVideoReader reader = new();
        List<string> read = [];
        end = FlvReadStatus.Incomplete;
        for (int at = 0; at < stream.Length; at += portion)
        {
            reader.Append(stream.AsSpan(at, Math.Min(portion, stream.Length - at)));
            while ((end = reader.TryRead(out FlvVideoTag tag)) is FlvReadStatus.Frame or FlvReadStatus.Configuration)
            {
                read.Add($"{end} {tag.Timestamp}{tag.CompositionOffset:+0;-0;+0}{(tag.IsKey ? " key" : "")} {Convert.ToHexString(tag.Data)}");
            }
        }

        return read;
    }
}
