using Vod.Media.Mp4;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Mp4;

public sealed class EditListTests
{
    private const uint Rate = 1 << 16;
    private const uint Empty = 0xFFFF_FFFF;

    [Fact]
    public void The_first_edit_says_what_the_presentation_starts_with()
    {
        EditList edits = Parse(0, [1000, 2048, Rate]);

        Assert.Equal((0, 2048, 48000, false), Summary(edits));
        Assert.Equal(-2048, edits.Offset);
    }

    [Fact]
    public void Empty_edits_in_front_delay_the_media()
    {
        EditList edits = Parse(0, [500, Empty, Rate], [250, Empty, Rate], [1000, 1024, Rate]);

        Assert.Equal((36000, 1024, 48000, false), Summary(edits));
        Assert.Equal(34976, edits.Offset);
    }

    [Fact]
    public void Every_real_edit_is_a_range_and_empty_ones_are_gaps()
    {
        EditList edits = Parse(0, [100, Empty, Rate], [1000, 0, Rate], [0, 77, Rate], [500, Empty, Rate], [250, 5000, Rate]);

        Assert.Equal([new(4800, 0, 48000), new PresentedRange(76800, 5000, 12000)], edits.Ranges);
        Assert.True(edits.HasFurtherEdits);
    }

    [Fact]
    public void Where_the_timescales_do_not_fit_no_gap_opens_between_the_ranges()
    {
        EditList edits = EditList.Parse(Table("elst", 0, [1, 0, Rate], [1, 0, Rate], [1, 0, Rate]).AsSpan(8), 3, 1000, false, Context);

        Assert.Equal([new(0, 0, 333), new(333, 0, 334), new PresentedRange(667, 0, 333)], edits.Ranges);
    }

    [Fact]
    public void The_last_edit_of_a_fragmented_movie_or_one_without_a_length_goes_on_to_the_end()
    {
        byte[] body = Table("elst", 0, [1000, 0, Rate], [500, 9, Rate]);

        Assert.Equal([48000, PresentedRange.Unlimited], EditList.Parse(body.AsSpan(8), 1000, 48000, true, Context).Ranges.Select(static r => r.Duration));
        Assert.Equal([48000, PresentedRange.Unlimited], Parse(0, [1000, 0, Rate], [0, 9, Rate]).Ranges.Select(static r => r.Duration));
        Assert.Equal(0, Parse(0, [0, 9, Rate]).PresentedDuration);
    }

    [Fact]
    public void Other_rates_are_told_of()
    {
        Assert.False(Parse(0, [1000, 0, Rate]).HasOtherRates);
        Assert.True(Parse(0, [1000, 0, Rate], [1000, 0, Rate / 2]).HasOtherRates);
        Assert.True(Parse(0, [1000, 0, 0]).HasOtherRates);
    }

    [Fact]
    public void Edits_are_limited()
    {
        byte[] body = Table("elst", 0, [1000, 0, Rate], [1000, 0, Rate]);

        Assert.Empty(EditList.Parse(body.AsSpan(8), 1000, 1000, false, new ParseContext(1000, new Mp4Limits { MaxEdits = 1 })).Ranges);
        Assert.Equal(2, EditList.Parse(body.AsSpan(8), 1000, 1000, false, new ParseContext(1000, new Mp4Limits { MaxEdits = 2 })).Ranges.Count);
    }

    [Fact]
    public void Version_1_has_64_bits()
    {
        byte[] body = [1, 0, 0, 0, .. U32(2), .. U64(500), .. U64(ulong.MaxValue), .. U32(Rate), .. U64(1000), .. U64(1UL << 33), .. U32(Rate)];

        Assert.Equal((24000, 1L << 33, 48000, false), Summary(EditList.Parse(body, 1000, 48000, false, Context)));
    }

    [Theory]
    [InlineData(-2L, 0L)]
    [InlineData(long.MinValue, 0L)]
    [InlineData(long.MaxValue, 0L)]
    [InlineData(0L, long.MaxValue)]
    [InlineData(0L, -1L)]
    [InlineData(-1L, 1L << 51)]
    public void Absurd_times_count_as_no_edit_list(long mediaTime, long duration)
    {
        byte[] entry = [.. U64((ulong)duration), .. U64((ulong)mediaTime), .. U32(Rate)];
        byte[] body = [1, 0, 0, 0, .. U32(3), .. entry, .. entry, .. entry];

        Assert.Same(EditList.None, EditList.Parse(body, 1000, 48000, false, Context));
    }

    [Fact]
    public void Nothing_but_empty_edits_or_more_entries_than_bytes_count_as_no_edit_list()
    {
        Assert.Same(EditList.None, Parse(0, [1000, Empty, Rate]));
        Assert.Same(EditList.None, Parse(0));
        byte[] valid = [0, 0, 0, 0, .. U32(1), .. Words(1000, 2048, Rate)];
        for (int length = 0; length < valid.Length; length++)
        {
            Assert.Same(EditList.None, EditList.Parse(valid.AsSpan(0, length), 1000, 48000, false, Context));
        }
    }

    [Fact]
    public void The_offset_moves_all_times_of_the_track()
    {
        Mp4Track track = Reading.Track(TrackSpec.Video with
        {
            CompositionOffsets = Table("ctts", 0, [4, 80]),
            Edits = Table("elst", 0, [10, Empty, Rate], [160, 80, Rate]),
        });

        Assert.Equal(10, track.Samples.GetSample(0).CompositionTime);
        Assert.Equal(-70, track.Samples.GetSample(0).DecodeTime);
        Assert.Equal((10, 170), (track.Samples.StartTime, track.Samples.EndTime));
    }

    private static EditList Parse(byte version, params uint[][] entries) =>
        EditList.Parse(Table("elst", version, entries).AsSpan(8), movieTimescale: 1000, trackTimescale: 48000, false, Context);

    private static ParseContext Context => new(1000, Mp4Limits.Default);

    private static (long Delay, long MediaTime, long Duration, bool Further) Summary(EditList edits) =>
        (edits.Delay, edits.MediaTime, edits.PresentedDuration, edits.HasFurtherEdits);
}
