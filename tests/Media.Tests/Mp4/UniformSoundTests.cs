using Vod.Media.Mp4;
using Vod.Media.Tests.Mp4.Fragments;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Mp4;

/// <summary>Sound that counts every moment as a sample.</summary>
public sealed class UniformSoundTests
{
    // 16 bits, 2 channels: 4 bytes a moment, and as QuickTime says it, a size of 1.
    private static readonly TrackSpec Sound = Uniform(1, [2500, 100]);

    [Fact]
    public void Chunks_are_cut_into_entries_of_about_a_thousand_moments()
    {
        Mp4Track track = Reading.Track(Sound);
        MediaSample[] samples = Reading.Samples(track);

        Assert.Equal([4096, 4096, 1808, 400], samples.Select(static s => s.Size));
        Assert.Equal([0, 1024, 2048, 2500], samples.Select(static s => s.DecodeTime));
        Assert.Equal([1024L, 1024, 452, 100], samples.Select(static s => s.Duration));
        Assert.Equal([0, 4096, 8192, 10_000], samples.Select(s => s.Offset - samples[0].Offset));
        Assert.False(track.IsTruncated);
    }

    [Fact]
    public void The_size_that_is_written_does_not_matter() =>
        Assert.Equal(Reading.Samples(Reading.Track(Sound)), Reading.Samples(Reading.Track(Uniform(4, [2500, 100]))));

    [Fact]
    public void Packets_of_several_moments_stay_whole()
    {
        // IMA ADPCM: 64 moments in 34 bytes; the last packet is not full.
        byte[] entry = TrackSpec.AudioEntry("ima4", version: 1, extra: Words(64, 34, 34, 2), boxes: []);
        Mp4Track track = Reading.Track(Uniform(1, [2000]) with { SampleEntries = [entry] });

        Assert.Equal([544, 544], Reading.Samples(track).Select(static s => s.Size));
        Assert.Equal([1024L, 976], Reading.Samples(track).Select(static s => s.Duration));
    }

    [Fact]
    public void Three_hours_of_them_are_no_more_than_a_film()
    {
        // 518 million moments at 48 kHz, in chunks of half a second.
        const int Chunks = 21_600;
        int[] chunks = [.. Enumerable.Repeat(24_000, Chunks)];
        byte[] movie = new MovieSpec(Uniform(1, chunks) with
        {
            Sizes = [],
            ChunkOffsets = FullBox("co64", 0, 0, U32(Chunks),
            [.. Enumerable.Range(0, Chunks).SelectMany(static i => U64(100_000_000 + ((ulong)i * 96_000)))])
        }).Build();
        long length = 100_000_000 + (Chunks * 96_000L);
        Mp4ReadStep step = Reading.Read(length, Reading.Sparse(movie), null, out _);
        Mp4Track track = Assert.IsType<Mp4ReadStep.Ready>(step).Movie.Tracks[0];

        Assert.Equal(Mp4TrackFault.None, track.Fault);
        Assert.Equal(Chunks * 24_000L, track.Samples.EndTime);
        Assert.Equal(Chunks * 24, track.Samples.Count);
    }

    [Fact]
    public void What_lies_outside_the_file_or_in_no_chunk_is_missing()
    {
        byte[] file = new MovieSpec(Sound).Build();
        int media = file.AsSpan().IndexOf("mdat"u8) + 4;
        Mp4Track cut = Reading.Movie(file[..(media + 8000)]).Tracks[0];
        Mp4Track without = Reading.Track(Sound with { ChunkOffsets = Table("stco", 0, [40]) });

        Assert.Equal((1, true), (cut.Samples.Count, cut.IsTruncated));
        Assert.Equal((3, true), (without.Samples.Count, without.IsTruncated));
    }

    [Fact]
    public void Chunks_that_all_claim_the_same_bytes_are_refused()
    {
        uint[][] offsets = [.. Enumerable.Repeat(new uint[] { 40 }, 1000)];
        Mp4Track track = Reading.Track(Uniform(1, [.. Enumerable.Repeat(1500, 1000)]) with { Sizes = [50_000], ChunkOffsets = Table("stco", 0, offsets) });

        Assert.Equal(Mp4TrackFault.TooManySamples, track.Fault);
    }

    [Fact]
    public void Four_billion_moments_in_a_chunk_cost_nothing()
    {
        Mp4Track track = Reading.Track(Uniform(1, [2500]) with
        {
            SampleSizes = FullBox("stsz", 0, 0, U32(1), U32(uint.MaxValue)),
            SampleToChunk = Table("stsc", 0, [1, uint.MaxValue, 1]),
        });

        Assert.InRange(track.Samples.Count, 2, 4);
        Assert.True(track.IsTruncated);
    }

    [Fact]
    public void Moments_of_other_lengths_are_ordinary_samples()
    {
        TrackSpec track = Uniform(4, [3]) with { TimeToSample = Table("stts", 0, [3, 2]), Sizes = [4, 4, 4] };

        Assert.Equal([2L, 2, 2], Reading.Samples(Reading.Track(track)).Select(static s => s.Duration));
    }

    [Fact]
    public void Runs_of_fragments_are_cut_alike()
    {
        TrackSpec sound = FragmentedSpec.Audio with { SampleEntries = [TrackSpec.AudioEntry("sowt", boxes: [])] };
        RunSpec run = new(10_000) { DefaultSizes = true, Count = 2500 };
        FragmentSpec fragment = new(new TrackFragmentSpec(2, run, run) { Duration = 1, Size = 4 });
        Mp4Track track = Reading.Movie(new FragmentedSpec(fragment, fragment) { Tracks = [sound] }.Build()).Tracks[0];

        Assert.Equal([1024L, 1024, 452, 1024, 1024, 452], Reading.Samples(track).Take(6).Select(static s => s.Duration));
        Assert.Equal((12, 10_000), (track.Samples.Count, track.Samples.EndTime));
    }

    private static TrackSpec Uniform(uint size, int[] chunks) => TrackSpec.Audio with
    {
        SampleEntries = [TrackSpec.AudioEntry("sowt", boxes: [])],
        Sizes = [.. chunks.Select(static samples => samples * 4)],
        ChunkSamples = [.. chunks.Select(static _ => 1)],
        TimeToSample = Table("stts", 0, [(uint)chunks.Sum(), 1]),
        SampleSizes = FullBox("stsz", 0, 0, U32(size), U32((uint)chunks.Sum())),
        SampleToChunk = Table("stsc", 0, [.. chunks.Select(static (samples, i) => new[] { (uint)i + 1, (uint)samples, 1u })]),
    };
}
