using Vod.Media.Mp4;
using Vod.Media.Playback;
using Vod.Media.Tests.Mp4;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Playback;

public sealed class PictureChunkTableTests
{
    [Fact]
    public void Groups_of_one_to_three_seconds_are_chunks_as_they_are()
    {
        PictureChunkTable table = TableOf([100, 120, 130], frameTime: 10);

        Assert.Equal([(0, 0), (1000, 100), (2200, 220)], Cuts(table));
        Assert.Equal(3500, table.EndOf(2));
    }

    [Fact]
    public void Short_groups_are_put_together()
    {
        Assert.Equal([(0, 0), (1200, 30), (2400, 60)], Cuts(TableOf([15, 15, 15, 15, 15, 15], frameTime: 40)));
    }

    [Fact]
    public void Long_groups_are_cut_and_decoded_from_their_key_frame()
    {
        Assert.Equal([(0, 0), (2000, 0), (4000, 0), (6000, 150)], Cuts(TableOf([150, 50], frameTime: 40)));
    }

    [Fact]
    public void A_cut_between_key_frames_is_decoded_from_the_last_before_it_even_if_that_begins_no_chunk()
    {
        Assert.Equal([(0, 0), (2000, 10), (4000, 10)], Cuts(TableOf([10, 140], frameTime: 40)));
    }

    [Fact]
    public void A_gap_of_an_hour_between_two_pictures_is_no_thousand_chunks()
    {
        TrackSpec spec = Spec([4], 0) with { TimeToSample = Table("stts", 0, [1, 3_600_000], [3, 40]) };

        Assert.Equal([(0, 0), (3_600_000, 0)], Cuts(TableOf(spec)));
    }

    [Fact]
    public void Chunks_hold_their_pictures_in_the_order_they_are_shown_in()
    {
        ReorderedFile file = new(groups: 2);
        PictureChunkTable table = PictureChunkTable.For(file.Track.Samples, 1000);

        Assert.Equal(Enumerable.Range(1, 20).Select(static i => i * 100L), table.TimesOf(0));
        Assert.Equal(Enumerable.Range(21, 20).Select(static i => i * 100L), table.TimesOf(1));
    }

    [Fact]
    public void What_an_edit_list_cuts_off_in_front_is_not_made()
    {
        TrackSpec spec = Spec([100], 40) with { Edits = FullBox("elst", 0, 0, Words(1, 2000, 1000, 1 << 16)) };
        PictureChunkTable table = TableOf(spec);

        Assert.Equal((0, 0), Cuts(table)[0]);
        Assert.Equal(0, table.TimesOf(0)[0]);
    }

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(0, 0)]
    [InlineData(999, 0)]
    [InlineData(1000, 1)]
    [InlineData(99_999, 2)]
    public void A_time_finds_its_chunk(long time, int chunk)
    {
        Assert.Equal(chunk, TableOf([100, 120, 130], frameTime: 10).Find(time));
    }

    [Fact]
    public void Pictures_without_end_at_one_moment_are_cut_short()
    {
        TrackSpec spec = Spec([5000], 0);

        PictureChunkTable table = TableOf(spec);

        Assert.Equal(1, table.Count);
        Assert.Equal(PictureChunkTable.MaxPictures, table.TimesOf(0).Length);
    }

    [Fact]
    public void A_picture_from_before_the_key_frame_begins_no_chunk_behind_it()
    {
        // Decoded second and shown after 100 s, when what is decoded begins with the key frame at 1 s.
        TrackSpec spec = Spec([2, 2], 0) with
        {
            TimeToSample = Table("stts", 0, [1, 10], [1, 990], [2, 10]),
            CompositionOffsets = Table("ctts", 0, [1, 0], [1, 99_990], [1, 0], [1, 198_990]),
        };

        PictureChunkTable table = TableOf(spec);

        Assert.All(Enumerable.Range(0, table.Count), chunk => Assert.Equal(table.StartOf(chunk), table.TimesOf(chunk)[0]));
    }

    [Fact]
    public void One_picture_that_is_shown_days_later_makes_no_long_search_of_every_cut()
    {
        // A day at 25 pictures a second behind one key frame, from an index of a few bytes.
        const int Frames = 24 * 3600 * 25;
        TrackSpec spec = Spec([Frames], 40) with
        {
            CompositionOffsets = Table("ctts", 0, [1, 0], [1, 1_000_000_000], [Frames - 2, 0]),
        };

        PictureChunkTable table = TableOf(spec);

        Assert.Equal(43_200, table.Find(86_399_000) + 1);
        Assert.Equal(50, table.TimesOf(21_600).Length);
    }

    [Fact]
    public void A_key_frame_that_is_decoded_long_before_it_is_shown_has_a_place_all_the_same()
    {
        TrackSpec spec = Spec([1, 5000], 40) with
        {
            CompositionOffsets = Table("ctts", 0, [1, 0], [1, 1_000_000], [4999, 0]),
        };

        PictureChunkTable table = TableOf(spec);

        Assert.Equal(1_000_040, table.StartOf(table.Count - 1));
        Assert.All(Enumerable.Range(0, table.Count), chunk => Assert.Equal(table.StartOf(chunk), table.TimesOf(chunk)[0]));
    }

    private static PictureChunkTable TableOf(int[] groups, uint frameTime) => TableOf(Spec(groups, frameTime));

    private static PictureChunkTable TableOf(TrackSpec spec)
    {
        Mp4Track track = Reading.Movie(new MovieSpec(spec).Build()).FirstVideo!;
        return PictureChunkTable.For(track.Samples, track.Timescale);
    }

    private static TrackSpec Spec(int[] groups, uint frameTime)
    {
        int frames = groups.Sum();
        return TrackSpec.Video with
        {
            Timescale = 1000,
            Sizes = [.. Enumerable.Repeat(10, frames)],
            ChunkSamples = [frames],
            TimeToSample = Table("stts", 0, [(uint)frames, frameTime]),
            SyncSamples = Table("stss", 0, [.. groups.Select((_, i) => new[] { (uint)groups.Take(i).Sum() + 1 })]),
        };
    }

    private static List<(long Start, int Sync)> Cuts(PictureChunkTable table) =>
        [.. Enumerable.Range(0, table.Count).Select(chunk => (table.StartOf(chunk), table.SyncOf(chunk)))];
}
