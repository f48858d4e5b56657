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

        Assert.Equal(new EditList(0, 2048, 48000, false), edits);
        Assert.Equal(-2048, edits.Offset);
    }

    [Fact]
    public void Empty_edits_in_front_delay_the_media()
    {
        EditList edits = Parse(0, [500, Empty, Rate], [250, Empty, Rate], [1000, 1024, Rate]);

        Assert.Equal(new EditList(36000, 1024, 48000, false), edits);
        Assert.Equal(34976, edits.Offset);
    }

    [Fact]
    public void Edits_after_the_first_are_only_told_of() =>
        Assert.True(Parse(0, [1000, 0, Rate], [1000, 5000, Rate]).HasFurtherEdits);

    [Fact]
    public void Version_1_has_64_bits()
    {
        byte[] body = [1, 0, 0, 0, .. U32(2), .. U64(500), .. U64(ulong.MaxValue), .. U32(Rate), .. U64(1000), .. U64(1UL << 33), .. U32(Rate)];

        Assert.Equal(new EditList(24000, 1L << 33, 48000, false), EditList.Parse(body, 1000, 48000));
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

        Assert.Equal(default, EditList.Parse(body, 1000, 48000));
    }

    [Fact]
    public void Nothing_but_empty_edits_or_more_entries_than_bytes_count_as_no_edit_list()
    {
        Assert.Equal(default, Parse(0, [1000, Empty, Rate]));
        Assert.Equal(default, Parse(0));
        byte[] valid = [0, 0, 0, 0, .. U32(1), .. Words(1000, 2048, Rate)];
        for (int length = 0; length < valid.Length; length++)
        {
            Assert.Equal(default, EditList.Parse(valid.AsSpan(0, length), 1000, 48000));
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
        EditList.Parse(Table("elst", version, entries).AsSpan(8), movieTimescale: 1000, trackTimescale: 48000);
}
