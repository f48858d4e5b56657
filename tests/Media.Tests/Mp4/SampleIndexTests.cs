using Vod.Media.Mp4;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Mp4;

/// <summary>Every form of every sample table.</summary>
public sealed class SampleIndexTests
{
    [Fact]
    public void Samples_lie_one_after_another_in_their_chunks()
    {
        byte[] file = new MovieSpec(TrackSpec.Video, TrackSpec.Audio).Build();
        int media = file.AsSpan().IndexOf("mdat"u8) + 4;
        Mp4Movie movie = Reading.Movie(file);

        // Chunk 1 of the video, chunk 1 of the audio, chunk 2 of the video, chunk 2 of the audio.
        Assert.Equal([media, media + 50, media + 70, media + 710], Offsets(movie.Tracks[0].Samples));
        Assert.Equal([media + 100, media + 400, media + 750, media + 1070], Offsets(movie.Tracks[1].Samples));
        Assert.Equal([50, 20, 30, 40], All(movie.Tracks[0].Samples).Select(static s => s.Size));
        Assert.Equal(50, movie.Tracks[0].Samples.MaxSampleSize);
        Assert.Equal(140, movie.Tracks[0].Samples.TotalBytes);
    }

    [Theory]
    [InlineData(4, new byte[] { 0x5F, 0x0A })]
    [InlineData(8, new byte[] { 5, 15, 0, 10 })]
    [InlineData(16, new byte[] { 0, 5, 0, 15, 0, 0, 0, 10 })]
    public void Compact_sizes_have_4_8_or_16_bits(int bits, byte[] entries)
    {
        SampleIndex samples = Index(TrackSpec.Video with { SampleSizes = FullBox("stz2", 0, 0, U32((uint)bits), U32(4), entries) });

        Assert.Equal([5, 15, 0, 10], All(samples).Select(static s => s.Size));
    }

    [Fact]
    public void All_samples_may_have_one_size()
    {
        SampleIndex samples = Index(TrackSpec.Video with { SampleSizes = FullBox("stsz", 0, 0, U32(20), U32(4)) });

        Assert.Equal([20, 20, 20, 20], All(samples).Select(static s => s.Size));
        Assert.Equal(20, samples.GetSample(1).Offset - samples.GetSample(0).Offset);
    }

    [Fact]
    public void A_sample_of_no_bytes_is_a_sample()
    {
        SampleIndex samples = Index(TrackSpec.Video with { Sizes = [0, 20, 0, 0] });

        Assert.Equal([0, 20, 0, 0], All(samples).Select(static s => s.Size));
        Assert.Equal([0, 40, 80, 120], All(samples).Select(static s => s.DecodeTime));
    }

    [Fact]
    public void A_run_of_chunks_shares_one_entry_and_may_refer_to_another_sample_entry()
    {
        Mp4Track track = Reading.Track(TrackSpec.Video with
        {
            SampleEntries = [TrackSpec.VideoEntry(), TrackSpec.VideoEntry()],
            Sizes = [1, 2, 3, 4, 5, 6, 7],
            ChunkSamples = [2, 2, 1, 2],
            SampleToChunk = Table("stsc", 0, [1, 2, 1], [3, 1, 2], [4, 2, 99]),
        });

        Assert.Equal([1, 2, 3, 4, 5, 6, 7], All(track.Samples).Select(static s => s.Size));
        Assert.Equal([0, 1, 3, 6, 10, 15, 21], All(track.Samples).Select(s => s.Offset - track.Samples.GetSample(0).Offset));
        Assert.Equal([0, 0, 0, 0, 1, 1, 1], Enumerable.Range(0, 7).Select(track.Samples.GetSampleEntry));
    }

    [Fact]
    public void Durations_come_in_runs_and_the_last_goes_on()
    {
        SampleIndex samples = Index(TrackSpec.Video with { TimeToSample = Table("stts", 0, [0, 7], [1, 10], [1, 0], [0, 3], [1, 30]) });

        Assert.Equal([0, 10, 10, 40], All(samples).Select(static s => s.DecodeTime));
        Assert.Equal([10L, 0, 30, 30], All(samples).Select(static s => s.Duration));
        Assert.Equal(70, samples.EndTime);
    }

    [Fact]
    public void A_duration_that_was_meant_to_be_negative_does_not_move_the_track_by_2_to_the_32()
    {
        SampleIndex samples = Index(TrackSpec.Video with { TimeToSample = Table("stts", 0, [2, 40], [1, 0xFFFF_FFF6], [1, 40]) });

        Assert.Equal([0, 40, 80, 80], All(samples).Select(static s => s.DecodeTime));
    }

    [Fact]
    public void Times_go_beyond_32_bits()
    {
        SampleIndex samples = Index(TrackSpec.Video with { TimeToSample = Table("stts", 0, [4, 0xF000_0000]) });

        Assert.Equal(3 * 0xF000_0000L, samples.GetSample(3).DecodeTime);
        Assert.Equal(0xF000_0000L, samples.GetSample(3).Duration);
        Assert.Equal(2, samples.FindByDecodeTime(3 * 0xF000_0000L - 1));
    }

    [Fact]
    public void Composition_offsets_of_version_0_reorder()
    {
        SampleIndex samples = Index(TrackSpec.Video with { CompositionOffsets = Table("ctts", 0, [1, 40], [1, 80], [1, 0], [1, 40]) });

        Assert.Equal([40, 120, 80, 160], All(samples).Select(static s => s.CompositionTime));
        Assert.True(samples.HasReordering);
        Assert.Equal((40, 200), (samples.StartTime, samples.EndTime));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Negative_composition_offsets_move_decoding_back_and_showing_not_at_all(byte version)
    {
        byte[] offsets = Table("ctts", version, [1, 0], [1, 40], [1, unchecked((uint)-40)], [1, 0]);
        SampleIndex samples = Index(TrackSpec.Video with { CompositionOffsets = offsets });

        Assert.Equal([0, 80, 40, 120], All(samples).Select(static s => s.CompositionTime));
        Assert.Equal([-40, 0, 40, 80], All(samples).Select(static s => s.DecodeTime));
        Assert.True(samples.HasReordering);
    }

    [Fact]
    public void A_constant_composition_offset_is_no_reordering()
    {
        Assert.False(Index(TrackSpec.Video with { CompositionOffsets = Table("ctts", 0, [4, 80]) }).HasReordering);
        Assert.False(Index(TrackSpec.Video).HasReordering);
    }

    [Fact]
    public void Behind_the_end_of_the_composition_offsets_there_is_none()
    {
        SampleIndex samples = Index(TrackSpec.Video with { CompositionOffsets = Table("ctts", 0, [1, 80]) });

        Assert.Equal([80, 40, 80, 120], All(samples).Select(static s => s.CompositionTime));
    }

    [Fact]
    public void Without_a_sync_table_every_sample_is_a_sync_sample()
    {
        SampleIndex samples = Index(TrackSpec.Video with { SyncSamples = [] });

        Assert.All(All(samples), static sample => Assert.True(sample.IsSync));
        Assert.Equal(4, samples.SyncCount);
        Assert.Equal(2, samples.FindSyncAtOrBefore(2));
    }

    [Fact]
    public void Before_the_first_sync_sample_playing_starts_at_the_first_sample()
    {
        SampleIndex none = Index(TrackSpec.Video with { SyncSamples = Table("stss", 0) });
        SampleIndex late = Index(TrackSpec.Video with { SyncSamples = Table("stss", 0, [3]) });

        Assert.Equal([false, false, false, false], All(none).Select(static s => s.IsSync));
        Assert.Equal(0, none.FindSyncAtOrBefore(3));
        Assert.Equal([0, 0, 2, 2], Enumerable.Range(0, 4).Select(late.FindSyncAtOrBefore));
    }

    [Fact]
    public void Starts_of_open_groups_are_sync_samples_too()
    {
        byte[] otherGroup = FullBox("sbgp", 0, 0, Ascii("roll"), Words(1, 4, 1));
        byte[] group = FullBox("sbgp", 0, 0, Ascii("rap "), Words(2, 1, 0, 1, 1));
        byte[] groupWithParameter = FullBox("sbgp", 1, 0, Ascii("rap "), Words(77, 2, 1, 0, 1, 1));

        Assert.Equal([true, false, true, true], Syncs(Table("stps", 0, [4])));
        Assert.Equal([true, true, true, false], Syncs(Join(otherGroup, group)));
        Assert.Equal([true, true, true, false], Syncs(groupWithParameter));

        static bool[] Syncs(byte[] more) => [.. All(Index(TrackSpec.Video with { MoreTables = more })).Select(static s => s.IsSync)];
    }

    [Fact]
    public void A_sample_that_no_chunk_holds_ends_the_track()
    {
        Mp4Track track = Reading.Track(TrackSpec.Video with { ChunkSamples = [2, 1] });

        Assert.Equal(3, track.Samples.Count);
        Assert.True(track.IsTruncated);
    }

    [Fact]
    public void Offsets_outside_the_file_end_the_track_even_where_they_overflow()
    {
        foreach (ulong offset in new ulong[] { 1UL << 40, long.MaxValue - 10UL, long.MaxValue, ulong.MaxValue - 10, ulong.MaxValue })
        {
            Mp4Track track = Reading.Track(TrackSpec.Video with { ChunkOffsets = FullBox("co64", 0, 0, U32(2), U64(40), U64(offset)) });

            Assert.Equal(3, track.Samples.Count);
            Assert.True(track.IsTruncated);
        }
    }

    [Theory]
    [InlineData("stsz")]
    [InlineData("stz2")]
    [InlineData("stts")]
    [InlineData("ctts")]
    [InlineData("stss")]
    [InlineData("stps")]
    [InlineData("sbgp")]
    [InlineData("stsc")]
    [InlineData("stco")]
    [InlineData("co64")]
    public void Four_billion_entries_in_16_bytes_are_a_fault_of_the_track_and_cost_nothing(string table)
    {
        uint[] counts = [uint.MaxValue, 0x8000_0000, 0x4000_0001, 0x2000_0000, 1_000_000];
        foreach (uint count in counts)
        {
            byte[] bomb = table switch
            {
                "stsz" => FullBox(table, 0, 0, U32(0), U32(count)),
                "stz2" => FullBox(table, 0, 0, U32(4), U32(count)),
                "sbgp" => FullBox(table, 0, 0, Ascii("rap "), U32(count), Zeros(4)),
                _ => FullBox(table, 0, 0, U32(count), Zeros(4)),
            };
            TrackSpec track = table switch
            {
                "stsz" or "stz2" => TrackSpec.Video with { SampleSizes = bomb },
                "stts" => TrackSpec.Video with { TimeToSample = bomb },
                "ctts" => TrackSpec.Video with { CompositionOffsets = bomb },
                "stss" => TrackSpec.Video with { SyncSamples = bomb },
                "stps" or "sbgp" => TrackSpec.Video with { MoreTables = bomb },
                "stsc" => TrackSpec.Video with { SampleToChunk = bomb },
                _ => TrackSpec.Video with { ChunkOffsets = bomb },
            };
            byte[] file = new MovieSpec(track).Build();
            Reading.Movie(file);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Mp4Movie movie = Reading.Movie(file);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

            Assert.Equal(Mp4TrackFault.SampleTables, Assert.Single(movie.Tracks).Fault);
            Assert.InRange(allocated, 0, 20_000);
        }
    }

    [Theory]
    [InlineData(new uint[] { 2, 1, 1 })]
    [InlineData(new uint[] { 0, 1, 1 })]
    [InlineData(new uint[] { 1, 1, 1, 1, 2, 1 })]
    [InlineData(new uint[] { 1, 1, 1, 5, 2, 1, 4, 2, 1 })]
    public void Chunk_runs_that_do_not_ascend_from_1_are_a_fault(uint[] runs)
    {
        byte[] table = Table("stsc", 0, [.. runs.Chunk(3)]);

        Assert.Equal(Mp4TrackFault.SampleTables, Reading.Track(TrackSpec.Video with { SampleToChunk = table }).Fault);
    }

    [Fact]
    public void Missing_tables_are_a_fault()
    {
        Assert.Equal(Mp4TrackFault.SampleTables, Reading.Track(TrackSpec.Video with { TimeToSample = [] }).Fault);
        Assert.Equal(Mp4TrackFault.SampleTables, Reading.Track(TrackSpec.Video with { SampleSizes = [] }).Fault);
        Assert.Equal(Mp4TrackFault.SampleTables, Reading.Track(TrackSpec.Video with { SampleToChunk = [] }).Fault);
        Assert.Equal(Mp4TrackFault.SampleTables, Reading.Track(TrackSpec.Video with { ChunkOffsets = [] }).Fault);
    }

    [Fact]
    public void Samples_are_limited_over_all_tracks()
    {
        byte[] file = new MovieSpec(TrackSpec.Video, TrackSpec.Audio).Build();
        Mp4Movie movie = Reading.Movie(file, new Mp4Limits { MaxSamples = 7 });

        Assert.Equal(Mp4TrackFault.None, movie.Tracks[0].Fault);
        Assert.Equal(Mp4TrackFault.TooManySamples, movie.Tracks[1].Fault);
        Assert.Equal(Mp4TrackFault.None, Reading.Movie(file, new Mp4Limits { MaxSamples = 8 }).Tracks[1].Fault);
    }

    [Fact]
    public void Samples_of_one_size_must_fit_the_file_together()
    {
        // Each chunk claims to hold the same bytes: a few hundred bytes of tables would otherwise become millions of samples.
        TrackSpec bomb = TrackSpec.Video with
        {
            SampleSizes = FullBox("stsz", 0, 0, U32(1), U32(10_000_000)),
            SampleToChunk = Table("stsc", 0, [1, 5_000_000, 1]),
        };

        Assert.Equal(Mp4TrackFault.TooManySamples, Reading.Track(bomb).Fault);
    }

    [Fact]
    public void The_size_of_a_sample_is_limited()
    {
        Assert.Equal(Mp4TrackFault.SampleTooLarge, Reading.Track(TrackSpec.Video, new Mp4Limits { MaxSampleBytes = 49 }).Fault);
        Assert.Equal(Mp4TrackFault.None, Reading.Track(TrackSpec.Video, new Mp4Limits { MaxSampleBytes = 50 }).Fault);
    }

    [Fact]
    public void Indexes_outside_are_refused()
    {
        SampleIndex samples = Index(TrackSpec.Video);

        Assert.Throws<ArgumentOutOfRangeException>(() => samples.GetSample(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => samples.GetSample(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => samples.FindSyncAtOrBefore(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => samples.GetSampleEntry(-1));
        Assert.Equal(-1, SampleIndex.Empty.FindByDecodeTime(0));
        Assert.Equal(-1, SampleIndex.Empty.FindByCompositionTime(0));
        Assert.Equal(0, SampleIndex.Empty.EndTime);
    }

    private static SampleIndex Index(TrackSpec track)
    {
        Mp4Track read = Reading.Track(track);
        Assert.Equal(Mp4TrackFault.None, read.Fault);
        return read.Samples;
    }

    private static IEnumerable<MediaSample> All(SampleIndex samples) => Enumerable.Range(0, samples.Count).Select(samples.GetSample);

    private static long[] Offsets(SampleIndex samples) => [.. All(samples).Select(static sample => sample.Offset)];
}
