using Vod.Media.Mp4;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Mp4.Fragments;

/// <summary>Fragments that were made to do harm. Work is counted in steps by <see cref="Reading"/>, for every file here.</summary>
public sealed class HostileFragmentTests
{
    [Theory]
    [InlineData(0u)]
    [InlineData(1u)]
    [InlineData(1000u)]
    public void Counted_samples_without_bytes_are_not_free(uint size)
    {
        // 4 billion samples in a box of 20 bytes: sample_count alone, all fields left to the defaults.
        RunSpec bomb = new() { DefaultSizes = true, Count = uint.MaxValue };
        byte[] file = new FragmentedSpec(new FragmentSpec(new TrackFragmentSpec(1, bomb) { Size = size })).Build();
        Mp4Movie movie = Reading.Movie(file);

        Assert.Equal(Mp4TrackFault.TooManySamples, movie.Tracks[0].Fault);
        Assert.Equal(0, movie.Tracks[0].Samples.Count);
    }

    [Fact]
    public void Counted_samples_of_all_runs_and_tracks_together_must_fit_the_file()
    {
        RunSpec run = new() { DefaultSizes = true, Count = 300 };
        TrackFragmentSpec fragment = new(2, [.. Enumerable.Repeat(run, 50)]) { Size = 0 };
        byte[] file = new FragmentedSpec(new FragmentSpec(fragment)).Build();

        Assert.Equal(Mp4TrackFault.TooManySamples, Reading.Movie(file).Tracks[1].Fault);
    }

    [Fact]
    public void A_run_with_more_samples_than_bytes_ends_the_track()
    {
        RunSpec good = new(50, 20);
        FragmentSpec bad = new(new TrackFragmentSpec(1, good with { Count = 3 }));
        Mp4Movie movie = Reading.Movie(new FragmentedSpec(new(new TrackFragmentSpec(1, good)), bad, new(new TrackFragmentSpec(1, good))).Build());

        Assert.Equal(2, movie.Tracks[0].Samples.Count);
        Assert.True(movie.Tracks[0].IsTruncated);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(-1L)]
    [InlineData(1L << 40)]
    public void Offsets_outside_the_file_end_the_track_even_where_they_overflow(long offset)
    {
        byte[] file = new FragmentedSpec(new FragmentSpec(new TrackFragmentSpec(1, new RunSpec(50, 20)) { Base = OffsetBase.Absolute })).Build();
        U64((ulong)offset).CopyTo(file, file.AsSpan().IndexOf("tfhd"u8) + 12);
        Mp4Track track = Reading.Movie(file).Tracks[0];

        Assert.Equal(0, track.Samples.Count);
        Assert.True(track.IsTruncated);
    }

    [Fact]
    public void Samples_that_lie_on_each_other_are_limited()
    {
        // Each run claims the same bytes: 100 times the file to read, from a few KB.
        RunSpec run = new(500);
        TrackFragmentSpec[] tracks = [.. Enumerable.Repeat(new TrackFragmentSpec(1, run) { Base = OffsetBase.Absolute }, 200)];
        byte[] file = new FragmentedSpec(new FragmentSpec(tracks)).Build();
        int data = file.AsSpan().LastIndexOf("mdat"u8) + 4;
        file = file[..(data + 500)];
        for (int at = 0; file.AsSpan(at).IndexOf("trun"u8) is >= 0 and int next; at += next + 4)
        {
            U32(0).CopyTo(file, at + next + 12);
        }

        U32(508).CopyTo(file, data - 8);
        Mp4Movie movie = Reading.Movie(file, new Mp4Limits { MaxOverlap = 2 });
        Assert.Equal(Mp4TrackFault.SampleTables, movie.Tracks[0].Fault);
        Assert.Equal(200, Reading.Movie(file, new Mp4Limits { MaxOverlap = 100 }).Tracks[0].Samples.Count);
    }

    [Fact]
    public void The_size_of_a_sample_their_number_and_the_index_are_limited_over_all_fragments()
    {
        FragmentSpec fragment = new(new TrackFragmentSpec(1, new RunSpec(50, 20)));
        byte[] file = new FragmentedSpec([.. Enumerable.Repeat(fragment, 200)]).Build();

        Assert.Equal(Mp4TrackFault.SampleTooLarge, Reading.Movie(file, new Mp4Limits { MaxSampleBytes = 49 }).Tracks[0].Fault);
        Assert.Equal(Mp4TrackFault.TooManySamples, Reading.Movie(file, new Mp4Limits { MaxSamples = 399 }).Tracks[0].Fault);
        Assert.Equal(Mp4TrackFault.TooManySamples, Reading.Movie(file, new Mp4Limits { MaxIndexBytes = 500 }).Tracks[0].Fault);
        Assert.Equal(Mp4TrackFault.None, Reading.Movie(file, new Mp4Limits { MaxSamples = 400 }).Tracks[0].Fault);
    }

    [Fact]
    public void A_fault_of_one_track_leaves_the_others_whole()
    {
        RunSpec bomb = new() { DefaultSizes = true, Count = uint.MaxValue };
        FragmentSpec fragment = new(new TrackFragmentSpec(1, bomb), new TrackFragmentSpec(2, new RunSpec(30, 31)));
        Mp4Movie movie = Reading.Movie(new FragmentedSpec(fragment, fragment).Build());

        Assert.Equal(Mp4TrackFault.TooManySamples, movie.Tracks[0].Fault);
        Assert.Equal(4, movie.Tracks[1].Samples.Count);
    }

    [Fact]
    public void No_change_of_any_byte_or_field_does_harm()
    {
        RunSpec pictures = new(50, 20) { FirstFlags = FragmentedSpec.Sync, CompositionOffsets = [80, -40], Durations = [40, 41], Version = 1 };
        TrackFragmentSpec video = new(1, pictures) { DecodeTime = 80, Base = OffsetBase.Absolute, Duration = 7, Size = 8, Flags = 9, Description = 1 };
        TrackFragmentSpec audio = new(2, new RunSpec(5, 5) { DefaultSizes = true }) { DecodeTime = 2048, Size = 5 };
        byte[] file = new FragmentedSpec(new(video, audio), new(video, audio)).Build();
        byte[] saved = new byte[4];
        foreach (uint value in new uint[] { 0, 1, 7, 0x0101_0101, 0x7FFF_FFFF, 0xFFFF_FFFF })
        {
            for (int i = 0; i + 4 <= file.Length; i++)
            {
                file.AsSpan(i, 4).CopyTo(saved);
                U32(value).CopyTo(file, i);
                Reading.AssertSound(Reading.Read(file), file.Length);
                saved.CopyTo(file, i);
            }
        }
    }
}
