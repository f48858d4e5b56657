using Vod.Media.Mp4;
using Vod.Media.Preparation;
using Vod.Media.Tests.Mp4;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Preparation;

/// <summary>Sound with several edits: 100 units of 1024 moments at 48 kHz, with the edits in moments.</summary>
public sealed class EditedSoundTests
{
    private const uint Rate = 1 << 16;
    private const uint Empty = 0xFFFF_FFFF;
    private const int Unit = 1024;

    [Fact]
    public void Without_several_ranges_there_is_nothing_to_order()
    {
        Assert.Null(Make());
        Assert.Null(Make([10 * Unit, 0, Rate]));
        Assert.Null(Make([10 * Unit, Empty, Rate], [10 * Unit, Unit, Rate]));
    }

    [Fact]
    public void Pieces_follow_each_other_behind_a_unit_for_the_decoder_to_start_with()
    {
        EditedSound sound = Make([3 * Unit, 10 * Unit, Rate], [2 * Unit, 50 * Unit, Rate], [2 * Unit, 0, Rate])!;

        Assert.Equal([9, 10, 11, 12, 50, 51, 0, 1], Samples(sound));
        Assert.Equal((8, Unit, 7 * Unit), (sound.Timeline.FrameCount, sound.Timeline.StartOffset, sound.Timeline.PresentedSamples));
        Assert.True(sound.Timeline.IsValid);
    }

    [Fact]
    public void A_piece_that_begins_inside_a_unit_begins_with_it()
    {
        // 100 moments of unit 0 are cut off, and half of unit 3 with what follows.
        EditedSound sound = Make([(3 * Unit) + 411, 100, Rate], [(2 * Unit) + 10, 50 * Unit, Rate])!;

        Assert.Equal([0, 1, 2, 50, 51, 52], Samples(sound));
        Assert.Equal(100, sound.Timeline.StartOffset);
        Assert.Equal((5 * Unit) + 421, sound.Timeline.PresentedSamples);
    }

    [Fact]
    public void Many_short_pieces_drift_by_half_a_unit_at_most()
    {
        Random random = new(8);
        uint[][] edits = [.. Enumerable.Range(0, 300).Select(_ => new[] { (uint)random.Next(2 * Unit, 6 * Unit), (uint)random.Next(0, 90 * Unit), Rate })];
        EditedSound sound = Make(edits)!;
        long start = 0;
        foreach (uint[] edit in edits)
        {
            // In the middle of the piece, the unit that is heard is the one that the edit says, or a neighbour.
            long middle = start + (edit[0] / 2);
            double heard = sound.SampleOf((int)((middle + sound.Timeline.StartOffset) / Unit)) + ((middle + sound.Timeline.StartOffset) % Unit / (double)Unit);
            Assert.InRange(heard - ((edit[1] + (edit[0] / 2)) / (double)Unit), -0.51, 0.51);
            start += edit[0];
        }

        Assert.Equal(start, sound.Timeline.PresentedSamples);
    }

    [Fact]
    public void A_gap_is_silent()
    {
        EditedSound sound = Make([2 * Unit, 0, Rate], [3 * Unit, Empty, Rate], [2 * Unit, 30 * Unit, Rate])!;

        Assert.Equal([0, 1, -1, -1, -1, 30, 31], Samples(sound));
        Assert.Null(EditedSound.Make(Track([2 * Unit, 0, Rate], [3 * Unit, Empty, Rate], [2 * Unit, 30 * Unit, Rate]), Whole, canBeSilent: false));
        Assert.NotNull(EditedSound.Make(Track([2 * Unit, 0, Rate], [2 * Unit, 30 * Unit, Rate]), Whole, canBeSilent: false));
    }

    [Fact]
    public void A_late_start_stays_before_the_units()
    {
        EditedSound sound = Make([4 * Unit, Empty, Rate], [2 * Unit, 0, Rate], [2 * Unit, 30 * Unit, Rate])!;

        Assert.Equal([0, 1, 30, 31], Samples(sound));
        Assert.Equal((-4 * Unit, 8 * Unit), (sound.Timeline.StartOffset, sound.Timeline.PresentedSamples));
    }

    [Fact]
    public void Pieces_outside_the_track_are_not_heard_and_the_last_may_go_to_its_end()
    {
        EditedSound sound = Make([2 * Unit, 0, Rate], [2 * Unit, 5000 * Unit, Rate], [4 * Unit, 98 * Unit, Rate])!;

        Assert.Equal([0, 1, -1, -1, 98, 99], Samples(sound));
        Assert.Equal([0, 1, 97, 98, 99], Samples(Make([2 * Unit, 0, Rate], [0, 97 * Unit, Rate])!));
        Assert.Equal(5 * Unit, Make([2 * Unit, 0, Rate], [0, 97 * Unit, Rate])!.Timeline.PresentedSamples);
        Assert.Null(Make([2 * Unit, 5000 * Unit, Rate], [2 * Unit, 5000 * Unit, Rate]));
    }

    private static AacTimeline Whole => new(100, 48_000, Unit, 0);

    private static EditedSound? Make(params uint[][] edits) => EditedSound.Make(Track(edits), Whole, canBeSilent: true);

    private static IEnumerable<int> Samples(EditedSound sound) => Enumerable.Range(0, sound.Timeline.FrameCount).Select(sound.SampleOf);

    private static Mp4Track Track(params uint[][] edits)
    {
        TrackSpec track = TrackSpec.Audio with
        {
            Timescale = 48_000,
            Sizes = [.. Enumerable.Repeat(10, 100)],
            ChunkSamples = [100],
            TimeToSample = Table("stts", 0, [100, Unit]),
            Edits = edits.Length == 0 ? [] : Table("elst", 0, edits),
        };
        return Reading.Movie((new MovieSpec(track) with { Timescale = 48_000 }).Build()).Tracks[0];
    }
}
