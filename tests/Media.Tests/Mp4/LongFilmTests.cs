using System.Buffers.Binary;
using Vod.Media.Mp4;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Mp4;

/// <summary>A day of film: two million pictures with B-frames and a variable rate, four million frames of sound, 90 GB, moov at the end.</summary>
public sealed class LongFilmTests
{
    private const int Pictures = 2_160_000; // 24 h at 25 per second
    private const int SoundFrames = 4_050_000; // 24 h of 1024 moments at 48 kHz, rounded
    private const int PicturesPerChunk = 12;
    private const int FramesPerChunk = 23;
    private const long MediaLength = 90L << 30;
    private const double MostBytesPerSample = 12;

    [Fact]
    public void Its_index_is_small_and_opening_it_reads_moov_and_little_else()
    {
        byte[] head = [.. Box("ftyp", Ascii("isom"), U32(0)), .. U32(1), .. Ascii("mdat"), .. U64((ulong)MediaLength)];
        long movieStart = head.Length - 16 + MediaLength;
        byte[] movie = Movie();
        long read = 0;
        Mp4ReadStep step = Reading.Read(
            movieStart + movie.Length,
            (offset, length) =>
            {
                read += length;
                return offset < movieStart ? [.. head, .. Zeros(length - head.Length)] : movie.AsSpan((int)(offset - movieStart), length).ToArray();
            },
            null,
            out int requests);
        Mp4Movie film = Assert.IsType<Mp4ReadStep.Ready>(step).Movie;
        SampleIndex video = film.FirstVideo!.Samples;
        SampleIndex audio = film.FirstAudio!.Samples;

        Assert.Equal((Pictures, SoundFrames), (video.Count, audio.Count));
        Assert.InRange((double)video.MemoryBytes / Pictures, 1, MostBytesPerSample);
        Assert.InRange((double)audio.MemoryBytes / SoundFrames, 1, MostBytesPerSample);

        // The head, what follows mdat, and moov as a whole because it is longer than that.
        Assert.Equal(3, requests);
        Assert.InRange(read, movie.Length, movie.Length + Mp4IndexReader.ProbeLength + Mp4IndexReader.TailLength);
        Assert.InRange(video.EndTime, 24 * 3600 * 990L, 24 * 3600 * 1010L);
        Assert.True(video.GetSample(Pictures - 1).Offset > 32L << 30);
    }

    private static byte[] Movie()
    {
        Random random = new(24);
        uint[] sizes = [.. Enumerable.Range(0, Pictures).Select(i => (uint)(i % 50 == 0 ? random.Next(60_000, 200_000) : random.Next(2_000, 40_000)))];
        uint[] frames = [.. Enumerable.Range(0, SoundFrames).Select(_ => (uint)random.Next(250, 450))];
        List<ulong> videoChunks = [];
        List<ulong> audioChunks = [];
        ulong position = 1000;
        for (int video = 0, audio = 0; video < Pictures || audio < SoundFrames;)
        {
            position = AddChunk(videoChunks, sizes, ref video, PicturesPerChunk, position);
            position = AddChunk(audioChunks, frames, ref audio, FramesPerChunk, position);
        }

        TrackSpec picture = TrackSpec.Video with
        {
            Timescale = 1000,
            ChunkSamples = [],
            SampleSizes = FullBox("stsz", 0, 0, U32(0), U32(Pictures), Words(sizes)),
            SampleToChunk = Table("stsc", 0, [1, PicturesPerChunk, 1]),
            ChunkOffsets = LargeOffsets(videoChunks),
            TimeToSample = Table("stts", 0, [.. Enumerable.Range(0, Pictures).Select(_ => new[] { 1u, (uint)random.Next(33, 48) })]),
            CompositionOffsets = Table("ctts", 0, [.. Enumerable.Range(0, Pictures).Select(static i => new[] { 1u, (i % 4) switch { 0 => 80u, 1 => 160u, 2 => 40u, _ => 0u } })]),
            SyncSamples = Table("stss", 0, [.. Enumerable.Range(0, Pictures / 50).Select(static i => new[] { (uint)(i * 50) + 1 })]),
        };
        TrackSpec sound = TrackSpec.Audio with
        {
            Timescale = 48000,
            ChunkSamples = [],
            SampleSizes = FullBox("stsz", 0, 0, U32(0), U32(SoundFrames), Words(frames)),
            SampleToChunk = Table("stsc", 0, [1, FramesPerChunk, 1]),
            ChunkOffsets = LargeOffsets(audioChunks),
            TimeToSample = Table("stts", 0, [SoundFrames, 1024]),
        };
        byte[] header = FullBox("mvhd", 0, 0, Words(0, 0, 1000, 24 * 3600 * 1000), Zeros(80));
        return Box("moov", header, picture.Build([]), sound.Build([]));
    }

    private static ulong AddChunk(List<ulong> chunks, uint[] sizes, ref int next, int samples, ulong position)
    {
        if (next < sizes.Length)
        {
            chunks.Add(position);
        }

        for (int end = Math.Min(next + samples, sizes.Length); next < end; next++)
        {
            position += sizes[next];
        }

        return position;
    }

    private static byte[] LargeOffsets(List<ulong> offsets)
    {
        byte[] entries = new byte[offsets.Count * sizeof(ulong)];
        for (int i = 0; i < offsets.Count; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(entries.AsSpan(i * sizeof(ulong)), offsets[i]);
        }

        return FullBox("co64", 0, 0, U32((uint)offsets.Count), entries);
    }
}
