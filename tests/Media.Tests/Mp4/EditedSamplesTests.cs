using Vod.Media.Mp4;
using Vod.Media.Tests.Mp4.Fragments;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Mp4;

/// <summary>What is shown and heard of a file with several edits.</summary>
public sealed class EditedSamplesTests
{
    private const uint Rate = 1 << 16;
    private const uint Empty = 0xFFFF_FFFF;

    [Fact]
    public void A_cut_continues_with_the_key_frame_before_the_next_piece()
    {
        // 12 pictures of 40 ms, key frames 0, 4 and 8. Shown: pictures 1 to 3, then 6 and 7.
        Mp4Track track = Film(12, 4, [120, 40, Rate], [80, 240, Rate]);
        MediaSample[] samples = Samples(track);

        Assert.Equal([100, 101, 102, 103, 104, 105, 106, 107], samples.Select(static s => s.Size));
        Assert.Equal([0, 0, 40, 80, 120, 120, 120, 160], samples.Select(static s => s.CompositionTime));
        Assert.Equal([true, false, false, false, true, false, false, false], samples.Select(static s => s.IsSync));
        Assert.False(track.Samples.HasReordering);
    }

    [Fact]
    public void Pieces_may_be_repeated_and_come_in_any_order()
    {
        MediaSample[] samples = Samples(Film(12, 4, [80, 320, Rate], [80, 0, Rate], [80, 320, Rate]));

        Assert.Equal([108, 109, 100, 101, 108, 109], samples.Select(static s => s.Size));
        Assert.Equal([0, 40, 80, 120, 160, 200], samples.Select(static s => s.CompositionTime));
        Assert.Equal(samples[0].Offset, samples[4].Offset);
    }

    [Fact]
    public void A_gap_between_two_pieces_holds_the_last_picture()
    {
        Mp4Track track = Film(8, 4, [80, 0, Rate], [1000, Empty, Rate], [80, 160, Rate]);

        Assert.Equal([0, 40, 1080, 1120], Samples(track).Select(static s => s.CompositionTime));
        Assert.Equal(1, track.Samples.FindByCompositionTime(1000));
        Assert.Equal(1160, track.Samples.EndTime);
        Assert.Equal([new(0, 0, 80), new PresentedRange(1080, 1080, 80)], track.PresentedRanges);
    }

    [Fact]
    public void What_is_cut_off_in_front_and_behind_is_not_there()
    {
        // Starts in the third group, ends in the middle of a picture.
        Mp4Track track = Film(20, 4, [190, 400, Rate]);

        Assert.Equal([108, 109, 110, 111, 112, 113, 114], Samples(track).Select(static s => s.Size));
        Assert.Equal([0, 0, 0, 40, 80, 120, 160], Samples(track).Select(static s => s.CompositionTime));
        Assert.Equal(190, track.Samples.EndTime);
    }

    [Fact]
    public void What_is_cut_off_inside_the_first_group_is_decoded_and_thrown_away_as_ever()
    {
        Mp4Track track = Film(8, 4, [240, 80, Rate]);

        Assert.Equal([-80, -40, 0, 40, 80, 120, 160, 200], Samples(track).Select(static s => s.CompositionTime));
        Assert.Equal([new PresentedRange(0, 0, 240)], track.PresentedRanges);
    }

    [Fact]
    public void Pictures_in_another_order_than_they_are_decoded_are_shown_where_they_belong()
    {
        // Decoded I0 P3 B1 B2 | I4 P7 B5 B6, shown 0 to 7. From picture 3 on, then from picture 6 on.
        uint[][] offsets = [.. Enumerable.Range(0, 2).SelectMany(static _ => new uint[][] { [1, 40], [1, 120], [2, 0] })];
        Mp4Track track = Reading.Track(Spec(8, 4, offsets, [40, 160, Rate], [80, 280, Rate]));
        MediaSample[] samples = Samples(track);

        // B1 and B2 would replace picture 3 if they were not before it.
        Assert.Equal([100, 101, 102, 103, 104, 105, 106, 107], samples.Select(static s => s.Size));
        Assert.Equal([0, 0, -1, -1, 40, 80, 40, 40], samples.Select(static s => s.CompositionTime));
        Assert.Equal(101, Shown(track, 0));
        Assert.Equal(107, Shown(track, 40));
        Assert.Equal(105, Shown(track, 80));
        Assert.All(samples, static s => Assert.InRange(s.DecodeTime, long.MinValue, s.CompositionTime));
    }

    [Fact]
    public void A_leading_picture_of_an_open_group_needs_the_group_before()
    {
        // Decoded I0 P1 | I4 B2 B3 P5: pictures 2 and 3 are shown before the key frame they come behind. The piece begins with picture 2.
        uint[][] offsets = [[2, 80], [1, 160], [2, 40], [1, 80]];
        TrackSpec track = Spec(6, 2, offsets, [80, 160, Rate], [40, 80, Rate]) with { SyncSamples = Table("stss", 0, [1], [3]) };
        MediaSample[] samples = Samples(Reading.Track(track));

        Assert.Equal([100, 101, 102, 103, 104], samples.Take(5).Select(static s => s.Size));
        Assert.Equal([0, 0, 80, 0, 40], samples.Take(5).Select(static s => s.CompositionTime));
    }

    [Fact]
    public void At_every_moment_the_picture_of_the_media_is_shown_that_the_edits_say()
    {
        Random random = new(5);
        for (int round = 0; round < 200; round++)
        {
            bool reordered = round % 2 == 0;
            uint[][] offsets = reordered ? [.. Enumerable.Range(0, 25).SelectMany(static _ => new uint[][] { [1, 40], [1, 120], [2, 0] })] : [];
            int firstShown = reordered ? 40 : 0;
            uint[][] edits = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => new[] { (uint)random.Next(1, 900), (uint)random.Next(firstShown, 3500), Rate })];
            int group = random.Next(1, 5) * 4;
            Mp4Track media = Reading.Track(Spec(100, group, offsets));
            Mp4Track edited = Reading.Track(Spec(100, group, offsets, edits));
            long start = 0;
            foreach (uint[] edit in edits)
            {
                for (long time = start; time < start + edit[0] - 1; time += random.Next(1, 60))
                {
                    MediaSample expected = media.Samples.GetSample(media.Samples.FindByCompositionTime(edit[1] + time - start));
                    Assert.Equal(expected.Size, Shown(edited, time));
                }

                start += edit[0];
            }

            // The media may end before its last edit does.
            long missing = edits[^1][1] + edits[^1][0] - media.Samples.EndTime;
            Assert.Equal(start - Math.Max(0, missing), edited.Samples.EndTime);
            AssertDecodable(edited, media);
        }
    }

    [Fact]
    public void Sound_is_left_in_one_piece_with_a_list_of_what_is_heard()
    {
        TrackSpec sound = TrackSpec.Audio with { Edits = Table("elst", 0, [10, Empty, Rate], [20, 1024, Rate], [10, 2048, Rate]), Timescale = 1000 };
        Mp4Track track = Reading.Track(sound);

        Assert.Equal([-1014, 10, 1034, 2058], Samples(track).Select(static s => s.CompositionTime));
        Assert.Equal([new(10, 10, 20), new PresentedRange(30, 1034, 10)], track.PresentedRanges);
    }

    [Fact]
    public void Without_an_edit_list_there_are_no_ranges() => Assert.Empty(Reading.Track(TrackSpec.Video).PresentedRanges);

    [Fact]
    public void The_ranges_of_a_recording_that_begins_late_are_those_of_its_samples()
    {
        TrackSpec sound = FragmentedSpec.Audio with { Edits = Table("elst", 0, [20, 5000, Rate], [20, 7000, Rate]), Timescale = 1000 };
        FragmentSpec fragment = new(new TrackFragmentSpec(2, new RunSpec([.. Enumerable.Repeat(10, 8)])) { DecodeTime = 4000 });
        Mp4Track track = Reading.Movie(new FragmentedSpec(fragment) { Tracks = [sound] }.Build()).Tracks[0];

        Assert.Equal(-5000, track.Samples.GetSample(0).CompositionTime);
        Assert.Equal([new(0, -4000, 20), new PresentedRange(20, -2000, PresentedRange.Unlimited)], track.PresentedRanges);
    }

    [Fact]
    public void A_list_that_repeats_without_end_is_not_followed_by_any_track()
    {
        // 4000 edits that show the whole film each: 12 bytes for 400 pictures.
        uint[][] edits = [.. Enumerable.Repeat(new uint[] { 16_000, 0, Rate }, 4000)];
        byte[] file = new MovieSpec(Spec(400, 4, [], edits), TrackSpec.Audio with { Edits = Table("elst", 0, [20, 1024, Rate], [10, 2048, Rate]) }).Build();
        Mp4Movie movie = Reading.Movie(file);

        Assert.True(movie.IgnoresEdits);
        Assert.Equal(400, movie.Tracks[0].Samples.Count);
        Assert.Equal([new PresentedRange(0, 0, PresentedRange.Unlimited)], movie.Tracks[0].PresentedRanges);
        Assert.Equal([new PresentedRange(0, 0, PresentedRange.Unlimited)], movie.Tracks[1].PresentedRanges);
        Assert.Equal(Mp4TrackFault.None, movie.Tracks[0].Fault);
    }

    [Fact]
    public void A_short_loop_may_be_repeated_often_and_a_long_film_some_times()
    {
        uint[][] edits = [.. Enumerable.Repeat(new uint[] { 160, 0, Rate }, 100)];
        byte[] file = new MovieSpec(Spec(4, 4, [], edits)).Build();

        Assert.Equal(400, Reading.Movie(file, new Mp4Limits { FreeEditedSamples = 368 }).Tracks[0].Samples.Count);
        Assert.True(Reading.Movie(file, new Mp4Limits { FreeEditedSamples = 367 }).IgnoresEdits);
        Assert.True(Reading.Movie(file, new Mp4Limits { FreeEditedSamples = 368, MaxEditRepeats = 7 }).IgnoresEdits);
    }

    [Fact]
    public void Edits_outside_the_media_show_its_first_or_last_picture()
    {
        Mp4Track behind = Film(4, 4, [100, 0x7FFF_FFFF, Rate], [40, 0, Rate]);
        Mp4Track before = Reading.Track(Spec(4, 4, [[4, 4000]], [100, 0, Rate], [40, 4000, Rate]));

        Assert.Equal([103, 100], [Shown(behind, 0), Shown(behind, 100)]);
        Assert.Equal(140, behind.Samples.EndTime);
        Assert.Equal(140, before.Samples.EndTime);
    }

    [Fact]
    public void A_group_longer_than_an_offset_can_say_is_still_in_order()
    {
        TrackSpec track = Spec(5, 5, [], [1, 3, Rate], [1, 4, Rate]) with { TimeToSample = Table("stts", 0, [5, 0xE000_0000]) };
        byte[] edits = FullBox("elst", 1, 0, U32(2), U64(1), U64(3 * 0xE000_0000UL), U32(Rate), U64(1), U64(4 * 0xE000_0000UL), U32(Rate));
        MediaSample[] samples = Samples(Reading.Track(track with { Edits = edits }));

        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1, 1], samples.Select(static s => s.CompositionTime));
        Assert.Equal(samples.Select(static s => s.DecodeTime).Order(), samples.Select(static s => s.DecodeTime));
    }

    private static void AssertDecodable(Mp4Track edited, Mp4Track media)
    {
        // Every sample but a sync one comes behind the one that it does in the media. Sizes tell the samples apart.
        int[] order = [.. Samples(media).Select(static sample => sample.Size)];
        int previous = -1;
        foreach (MediaSample sample in Samples(edited))
        {
            int place = Array.IndexOf(order, sample.Size);
            Assert.True(sample.IsSync || place == previous + 1);
            previous = place;
        }
    }

    private static int Shown(Mp4Track track, long time) => track.Samples.GetSample(track.Samples.FindByCompositionTime(time)).Size;

    private static MediaSample[] Samples(Mp4Track track) => Reading.Samples(track);

    private static Mp4Track Film(int pictures, int group, params uint[][] edits) => Reading.Track(Spec(pictures, group, [], edits));

    // Picture i has 100 + i bytes and is decoded at 40·i.
    private static TrackSpec Spec(int pictures, int group, uint[][] offsets, params uint[][] edits) => TrackSpec.Video with
    {
        Sizes = [.. Enumerable.Range(100, pictures)],
        ChunkSamples = [pictures],
        TimeToSample = Table("stts", 0, [(uint)pictures, 40]),
        CompositionOffsets = offsets.Length == 0 ? [] : Table("ctts", 0, offsets),
        SyncSamples = Table("stss", 0, [.. Enumerable.Range(0, (pictures + group - 1) / group).Select(i => new[] { (uint)(i * group) + 1 })]),
        Edits = edits.Length == 0 ? [] : Table("elst", 0, edits),
    };
}
