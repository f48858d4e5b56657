using System.Buffers.Binary;
using System.Text;
using Vod.Media.Matroska;

namespace Vod.Media.Tests.Matroska;

/// <summary>A WebM file while it runs, when it is finished, and when its writer was killed.</summary>
public sealed class WebmWriterTests
{
    private static readonly MatroskaTrack Picture = new() { Type = MatroskaTrackType.Video, CodecId = "V_VP8", Width = 640, Height = 360 };
    private static readonly MatroskaTrack Sound = new() { Type = MatroskaTrackType.Audio, CodecId = "A_OPUS", SampleRate = 48_000, Channels = 2 };

    [Fact]
    public void A_file_that_runs_is_a_segment_without_an_end()
    {
        byte[] file = Start(new WebmWriter());

        Assert.Equal("1A45DFA3", Convert.ToHexString(file.AsSpan(0, 4)));
        Assert.Contains("webm", Encoding.ASCII.GetString(file), StringComparison.Ordinal);
        Assert.Equal("1853806701FFFFFFFFFFFFFF", Convert.ToHexString(file.AsSpan(WebmWriter.DataStart - 12, 12)));
        Assert.Equal(0xEC, file[(int)WebmWriter.SeekHeadPosition]);
        Assert.Equal(0xEC, file[(int)WebmWriter.DurationPosition]);
    }

    [Fact]
    public void Key_frames_without_end_are_not_all_cues()
    {
        WebmWriter writer = new();
        for (int i = 0; i < 10_000; i++)
        {
            writer.Note(WebmWriter.DataStart + (i * 20L), [new WebmFrame(1, i, default, IsKey: true)]);
        }

        long cues = 10_000 / WebmWriter.CueInterval;
        Assert.InRange(writer.Finish(1_000_000, 10_000)[0].Bytes.Length, cues * 20, cues * 100);
    }

    [Fact]
    public void A_finished_file_says_where_everything_is()
    {
        byte[] file = Finished(out List<long> clusters);

        Assert.Equal((ulong)(file.Length - WebmWriter.DataStart), BinaryPrimitives.ReadUInt64BigEndian(file.AsSpan(WebmWriter.DataStart - 8)) & 0x00FF_FFFF_FFFF_FFFF);
        ReadOnlySpan<byte> head = file.AsSpan((int)WebmWriter.SeekHeadPosition);
        Assert.Equal(0x114D9B74u, BinaryPrimitives.ReadUInt32BigEndian(head));
        foreach ((int entry, uint id) in new[] { (0, 0x1549A966u), (1, 0x1654AE6Bu), (2, 0x1C53BB6Bu) })
        {
            ReadOnlySpan<byte> seek = head[(8 + (entry * 30))..];
            Assert.Equal(id, BinaryPrimitives.ReadUInt32BigEndian(seek[12..]));
            long position = (long)BinaryPrimitives.ReadUInt64BigEndian(seek[22..]);
            Assert.Equal(id, BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan((int)(WebmWriter.DataStart + position))));
        }

        Assert.Equal("44891000" + "0008" + "40AF400000000000", Convert.ToHexString(file.AsSpan((int)WebmWriter.DurationPosition, 14)));
        Assert.All(clusters, at => Assert.Equal(0x1F43B675u, BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan((int)at))));
    }

    [Fact]
    public void Clusters_that_begin_with_a_key_picture_are_where_playing_can_start()
    {
        WebmWriter writer = new();
        Start(writer);
        writer.Note(1000, [new WebmFrame(2, 0, default, true), new WebmFrame(1, 5, default, true)]);
        writer.Note(2000, [new WebmFrame(1, 900, default, false)]);
        writer.Note(3000, [new WebmFrame(2, 1800, default, true)]);
        writer.Note(4000, [new WebmFrame(1, 2700, default, true)]);
        byte[] cues = writer.Finish(5000, 1)[0].Bytes.ToArray();

        // ID and size of the whole; then of each point 4 elements of 13 and less.
        Assert.Equal(2, Enumerable.Range(0, cues.Length - 5).Count(i => cues[i] == 0xBB && cues[i + 1] == 0x10));
    }

    [Fact]
    public void Wherever_a_file_is_cut_off_its_whole_clusters_are_finished()
    {
        WebmWriter writer = new();
        byte[] file = Whole(writer, out List<long> clusters);
        clusters.Add(file.Length);
        for (int length = (int)clusters[1]; length <= file.Length; length++)
        {
            WebmWriter salvaged = new();
            long end = WebmSalvage.Gather(Source(file[..length]), length, salvaged, out long last);

            int whole = clusters.Count(at => at <= length) - 1;
            Assert.Equal(clusters[whole], end);
            Assert.Equal(((whole - 1) * 800) + 440, last);
        }

        WebmWriter again = new();
        WebmSalvage.Gather(Source(file), file.Length, again, out _);
        Assert.Equal(writer.Finish(file.Length, 4000).Select(static s => Convert.ToHexString(s.Bytes.Span)), again.Finish(file.Length, 4000).Select(static s => Convert.ToHexString(s.Bytes.Span)));
    }

    [Fact]
    public void A_finished_file_is_told_from_one_that_is_not()
    {
        Assert.False(WebmSalvage.IsFinished(Source(Start(new WebmWriter()))));
        Assert.True(WebmSalvage.IsFinished(Source(Finished(out _))));
    }

    private static WebmSalvage.Source Source(byte[] file) => (offset, destination) =>
    {
        int length = (int)Math.Clamp(file.Length - offset, 0, destination.Length);
        file.AsSpan((int)Math.Min(offset, file.Length), length).CopyTo(destination);
        return length;
    };

    private static byte[] Start(WebmWriter writer)
    {
        List<ReadOnlyMemory<byte>> pieces = [];
        writer.WriteStart(pieces, Picture, Sound);
        return [.. pieces.SelectMany(static piece => piece.ToArray())];
    }

    private static byte[] Whole(WebmWriter writer, out List<long> clusters)
    {
        List<byte> file = [.. Start(writer)];
        clusters = [];
        for (int i = 0; i < 5; i++)
        {
            clusters.Add(file.Count);
            List<ReadOnlyMemory<byte>> pieces = [];
            WebmFrame[] frames = [.. Enumerable.Range(0, 12).Select(f => new WebmFrame(1 + (f % 2), (i * 800) + (f * 40), new byte[7], f % 2 == 1 || (f == 0 && i % 2 == 0)))];
            Assert.Equal(writer.WriteCluster(file.Count, frames, pieces), pieces.Sum(static piece => (long)piece.Length));
            file.AddRange(pieces.SelectMany(static piece => piece.ToArray()));
        }

        return [.. file];
    }

    private static byte[] Finished(out List<long> clusters)
    {
        WebmWriter writer = new();
        byte[] file = Whole(writer, out clusters);
        foreach ((long position, ReadOnlyMemory<byte> bytes) in writer.Finish(file.Length, 4000))
        {
            Array.Resize(ref file, (int)Math.Max(file.Length, position + bytes.Length));
            bytes.Span.CopyTo(file.AsSpan((int)position));
        }

        return file;
    }
}
