using Vod.Media.Mp4;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Mp4;

/// <summary>Tables that say something rare but allowed, or something wrong that is easily understood.</summary>
public sealed class OddTableTests
{
    [Fact]
    public void Samples_may_last_no_time()
    {
        SampleIndex samples = Index(TrackSpec.Video with { TimeToSample = Table("stts", 0, [1, 40], [2, 0], [1, 40]) });

        Assert.Equal([0, 40, 40, 40], All(samples).Select(static s => s.DecodeTime));
        Assert.Equal([40, 0, 0, 40], All(samples).Select(static s => s.Duration));
        Assert.Equal(3, samples.FindByDecodeTime(40));
        Assert.Equal(80, samples.EndTime);
    }

    [Fact]
    public void A_track_may_last_no_time_at_all()
    {
        SampleIndex samples = Index(TrackSpec.Video with { TimeToSample = Table("stts", 0, [4, 0]) });

        Assert.All(All(samples), static sample => Assert.Equal((0, 0), (sample.CompositionTime, sample.Duration)));
        Assert.Equal((0, 0), (samples.StartTime, samples.EndTime));
        Assert.InRange(samples.FindByCompositionTime(0), 0, 3);
    }

    [Fact]
    public void Without_any_duration_all_samples_come_at_once() =>
        Assert.All(All(Index(TrackSpec.Video with { TimeToSample = Table("stts", 0) })), static sample => Assert.Equal(0, sample.DecodeTime));

    [Fact]
    public void A_chunk_may_hold_no_sample()
    {
        SampleIndex whole = Index(TrackSpec.Video);
        TrackSpec holes = TrackSpec.Video with { ChunkSamples = [2, 0, 0, 2], SampleToChunk = Table("stsc", 0, [1, 2, 1], [2, 0, 1], [4, 2, 1]) };
        SampleIndex samples = Index(holes);

        long moved = samples.GetSample(0).Offset - whole.GetSample(0).Offset;
        Assert.Equal(All(whole).Select(static s => s.Offset), All(samples).Select(s => s.Offset - moved));
    }

    [Fact]
    public void A_run_of_chunks_behind_the_last_chunk_is_not_reached()
    {
        SampleIndex samples = Index(TrackSpec.Video with { SampleToChunk = Table("stsc", 0, [1, 3, 1], [2, 1, 1], [900, 77, 1]) });

        Assert.Equal(4, samples.Count);
    }

    [Fact]
    public void Chunks_may_lie_in_any_order()
    {
        uint start = (uint)Index(TrackSpec.Video).GetSample(0).Offset;
        SampleIndex backward = Index(TrackSpec.Video with { ChunkOffsets = Table("stco", 0, [start + 40], [start]) });

        Assert.Equal([start + 40, start + 90, start + 110, start], All(backward).Select(static s => s.Offset));
        Assert.Equal([0, 40, 80, 120], All(backward).Select(static s => s.DecodeTime));
    }

    [Fact]
    public void Composition_offsets_of_version_1_may_leave_32_bits_together_with_the_decode_times()
    {
        TrackSpec track = TrackSpec.Video with
        {
            TimeToSample = Table("stts", 0, [4, 0xF000_0000]),
            CompositionOffsets = Table("ctts", 1, [1, 0], [1, 0x7FFF_FFFF], [1, 0x8000_0000], [1, 0]),
        };
        MediaSample[] samples = [.. All(Index(track))];

        Assert.Equal([0, 0xF000_0000L + int.MaxValue, (2 * 0xF000_0000L) + int.MinValue, 3 * 0xF000_0000L], samples.Select(static s => s.CompositionTime));
        Assert.All(samples, static sample => Assert.True(sample.DecodeTime <= sample.CompositionTime));
    }

    [Fact]
    public void Times_before_the_start_of_the_presentation_are_negative_beyond_32_bits()
    {
        byte[] edit = FullBox("elst", 1, 0, U32(1), U64(0), U64(1UL << 40), U32(1 << 16));
        TrackSpec track = TrackSpec.Audio with { Edits = edit };

        Assert.Equal(-(1L << 40), Index(track).GetSample(0).CompositionTime);
    }

    [Fact]
    public void Of_two_boxes_of_a_kind_the_first_counts()
    {
        SampleIndex samples = Index(TrackSpec.Video with { MoreTables = Join(Table("stts", 0, [4, 99]), Table("stss", 0, [4]), Table("ctts", 0, [4, 7])) });

        Assert.Equal([0, 40, 80, 120], All(samples).Select(static s => s.DecodeTime));
        Assert.Equal([true, false, true, false], All(samples).Select(static s => s.IsSync));
        Assert.Equal(7, samples.GetSample(0).CompositionTime);
    }

    [Fact]
    public void Junk_in_every_container_changes_nothing()
    {
        byte[] junk = Join(Box("uuid", Zeros(16), Words(1, 2)), Box("free"), Box("skip", Zeros(5)), Box("udta", Box("meta", Zeros(9)), Zeros(4)));
        TrackSpec track = TrackSpec.Video with { MoreTables = junk, Extra = junk, SampleEntries = [TrackSpec.VideoEntry("avc1", junk[..32], Avc, junk)] };
        Mp4Movie movie = Reading.Movie(new MovieSpec(track) { Junk = junk, MovieExtra = junk }.Build());

        Assert.True(Mp4Playability.Decide(movie).IsPlayable);
        Assert.Equal(4, movie.FirstVideo!.Samples.Count);
        Assert.NotNull(movie.FirstVideo.AvcConfiguration);
    }

    [Fact]
    public void A_track_of_text_time_code_or_data_is_passed_over()
    {
        TrackSpec[] others = [.. new[] { "text", "tmcd", "sbtl", "meta", "hint", "data", "clcp" }.Select(static (handler, i) => TrackSpec.Video with { Id = 10 + (uint)i, Handler = handler })];
        Mp4Movie movie = Reading.Movie(new MovieSpec([.. others, TrackSpec.Video, TrackSpec.Audio]).Build());
        Mp4Playability decision = Mp4Playability.Decide(movie);

        Assert.Equal((1u, 2u), (decision.Video!.TrackId, decision.Audio!.TrackId));
        Assert.All(movie.Tracks.Take(others.Length), static track => Assert.Equal((Mp4TrackKind.Other, 0), (track.Kind, track.Samples.Count)));
    }

    private static byte[] Avc => Box("avcC", Convert.FromHexString(TrackSpec.AvcConfiguration));

    private static SampleIndex Index(TrackSpec track)
    {
        Mp4Track read = Reading.Track(track);
        Assert.Equal((Mp4TrackFault.None, false), (read.Fault, read.IsTruncated));
        return read.Samples;
    }

    private static IEnumerable<MediaSample> All(SampleIndex samples) => Enumerable.Range(0, samples.Count).Select(samples.GetSample);
}
