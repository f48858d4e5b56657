using System.Buffers;
using Vod.Media.Matroska;

namespace Vod.Media.Tests.Matroska;

public sealed class MatroskaWriterTests
{
    private static readonly MatroskaTrack Video = new() { Type = MatroskaTrackType.Video, CodecId = "V_AV1", Width = 640, Height = 360 };

    [Fact]
    public void A_stream_begins_with_the_header_of_RFC_8794_and_a_segment_without_an_end()
    {
        ArrayBufferWriter<byte> output = new();

        MatroskaWriter.WriteStart(output, Video);

        string hex = Convert.ToHexString(output.WrittenSpan);
        Assert.StartsWith("1A45DFA3" + "1000002A" + "4282" + "10000008" + Convert.ToHexString("matroska"u8), hex, StringComparison.Ordinal);
        Assert.Contains("18538067" + "01FFFFFFFFFFFFFF" + "1549A966", hex, StringComparison.Ordinal);
        Assert.Contains("86" + "10000005" + Convert.ToHexString("V_AV1"u8), hex, StringComparison.Ordinal);
        Assert.Contains("B0" + "10000008" + "0000000000000280", hex, StringComparison.Ordinal);
        Assert.Contains("BA" + "10000008" + "0000000000000168", hex, StringComparison.Ordinal);
    }

    [Fact]
    public void Frames_are_blocks_relative_to_their_cluster()
    {
        Assert.Equal(
            "1F43B675" + "01FFFFFFFFFFFFFF" + "E7" + "10000008" + "0000000000000064" + "A3" + "10000007" + "81000080",
            Frames((100, true)));
        Assert.EndsWith("A3" + "10000007" + "81FFD800", Frames((100, true), (60, false)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(32_767, 1)]
    [InlineData(32_768, 2)]
    [InlineData(2_000_000_000_000, 2)]
    public void A_cluster_ends_where_sixteen_bits_do(long time, int clusters)
    {
        Assert.Equal(clusters, Frames((0, true), (time, false)).Split("1F43B675").Length - 1);
    }

    [Fact]
    public void Every_frame_says_which_track_it_is_of()
    {
        MatroskaTrack sound = new() { Type = MatroskaTrackType.Audio, CodecId = "A_AAC" };
        ArrayBufferWriter<byte> output = new();
        MatroskaWriter.WriteStart(output, Video, sound);
        new MatroskaWriter().WriteFrameStart(output, 0, isKey: true, size: 3, track: 2);

        string hex = Convert.ToHexString(output.WrittenSpan);
        Assert.Contains("D7" + "10000008" + "0000000000000001" + "73C5", hex, StringComparison.Ordinal);
        Assert.Contains("D7" + "10000008" + "0000000000000002" + "73C5", hex, StringComparison.Ordinal);
        Assert.EndsWith("A3" + "10000007" + "82000080", hex, StringComparison.Ordinal);
    }

    [Fact]
    public void More_tracks_than_a_byte_can_tell_apart_are_a_defect()
    {
        MatroskaTrack[] tracks = [.. Enumerable.Repeat(Video, MatroskaWriter.MaxTracks)];
        MatroskaWriter.WriteStart(new ArrayBufferWriter<byte>(), tracks);

        Assert.Throws<ArgumentOutOfRangeException>(() => MatroskaWriter.WriteStart(new ArrayBufferWriter<byte>(), [.. tracks, Video]));
    }

    [Fact]
    public void A_frame_larger_than_a_size_can_say_is_a_defect()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new MatroskaWriter().WriteFrameStart(new ArrayBufferWriter<byte>(), 0, true, MatroskaWriter.MaxFrameSize + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MatroskaWriter().WriteFrameStart(new ArrayBufferWriter<byte>(), -1, true, 1));
    }

    private static string Frames(params (long Time, bool IsKey)[] frames)
    {
        MatroskaWriter writer = new();
        ArrayBufferWriter<byte> output = new();
        foreach ((long time, bool isKey) in frames)
        {
            writer.WriteFrameStart(output, time, isKey, 3);
        }

        return Convert.ToHexString(output.WrittenSpan);
    }
}
