using Vod.Media.Mp4;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Mp4.Fragments;

/// <summary>Every form in which fragments say where, when and what their samples are.</summary>
public sealed class FragmentTests
{
    private static readonly RunSpec TwoPictures = new(50, 20) { FirstFlags = FragmentedSpec.Sync };
    private static readonly RunSpec TwoFrames = new(300, 310);

    [Theory]
    [InlineData(OffsetBase.Fragment)]
    [InlineData(OffsetBase.Absolute)]
    [InlineData(OffsetBase.Implicit)]
    public void Samples_lie_where_the_base_of_the_offsets_says(object offsets)
    {
        TrackFragmentSpec video = new(1, TwoPictures, new RunSpec(30)) { Base = (OffsetBase)offsets };
        TrackFragmentSpec audio = new(2, TwoFrames) { Base = (OffsetBase)offsets };
        byte[] file = new FragmentedSpec(new FragmentSpec(video, audio), new FragmentSpec(audio, video)).Build();
        int first = MediaData(file, 1);
        int second = MediaData(file, 2);
        Mp4Movie movie = Reading.Movie(file);

        Assert.Equal([first, first + 50, first + 70, second + 610, second + 660, second + 680], Offsets(movie.Tracks[0]));
        Assert.Equal([first + 100, first + 400, second, second + 300], Offsets(movie.Tracks[1]));
        Assert.Equal([50, 20, 30, 50, 20, 30], Reading.Samples(movie.Tracks[0]).Select(static s => s.Size));
    }

    [Fact]
    public void A_run_without_an_offset_follows_the_one_before()
    {
        TrackFragmentSpec video = new(1, TwoPictures, new RunSpec(30) { HasDataOffset = false });
        byte[] file = new FragmentedSpec(new FragmentSpec(video) { Padding = 7 }).Build();
        int media = MediaData(file, 1);

        Assert.Equal([media + 7, media + 57, media + 77], Offsets(Reading.Movie(file).Tracks[0]));
    }

    [Fact]
    public void Fragments_need_not_come_from_moov_only()
    {
        // A hybrid: the film begins in moov and goes on in fragments.
        TrackFragmentSpec video = new(1, TwoPictures) { DecodeTime = 160 };
        byte[] file = new FragmentedSpec(new FragmentSpec(video)) { Tracks = [TrackSpec.Video] }.Build();
        Mp4Track track = Reading.Movie(file).Tracks[0];

        Assert.Equal([50, 20, 30, 40, 50, 20], Reading.Samples(track).Select(static s => s.Size));
        Assert.Equal([0, 40, 80, 120, 160, 200], Reading.Samples(track).Select(static s => s.DecodeTime));
        Assert.Equal([true, false, true, false, true, false], Reading.Samples(track).Select(static s => s.IsSync));
    }

    [Fact]
    public void Durations_sizes_and_flags_come_from_the_sample_the_fragment_or_the_track()
    {
        TrackFragmentSpec all = new(1, new RunSpec(5, 6) { Durations = [7, 8], Flags = [FragmentedSpec.Sync, FragmentedSpec.NonSync] });
        TrackFragmentSpec fragment = new(1, new RunSpec(9, 9) { DefaultSizes = true }) { Duration = 11, Size = 9, Flags = FragmentedSpec.Sync };
        TrackFragmentSpec track = new(1, new RunSpec(4, 4) { DefaultSizes = true });
        FragmentedSpec file = new(new FragmentSpec(all), new FragmentSpec(fragment), new FragmentSpec(track))
        {
            Extends = [FragmentedSpec.TrackExtends(1, duration: 13, size: 4, FragmentedSpec.NonSync)],
        };
        MediaSample[] samples = Reading.Samples(Reading.Movie(file.Build()).Tracks[0]);

        Assert.Equal([5, 6, 9, 9, 4, 4], samples.Select(static s => s.Size));
        Assert.Equal([7L, 8, 11, 11, 13, 13], samples.Select(static s => s.Duration));
        Assert.Equal([true, false, true, true, false, false], samples.Select(static s => s.IsSync));
    }

    [Theory]
    [InlineData(0u, true)]
    [InlineData(0x0200_0000u, true)]
    [InlineData(0x0001_0000u, false)]
    [InlineData(0x0101_0000u, false)]
    [InlineData(0x0100_0000u, false)]
    public void A_picture_is_a_sync_sample_if_nothing_speaks_against_it(uint flags, bool expected)
    {
        byte[] file = new FragmentedSpec(new FragmentSpec(new TrackFragmentSpec(1, new RunSpec(5) { Flags = [flags] }))).Build();

        Assert.Equal(expected, Reading.Samples(Reading.Movie(file).Tracks[0])[0].IsSync);
    }

    [Fact]
    public void The_first_sample_of_a_run_may_have_flags_of_its_own_and_sound_is_always_sync()
    {
        RunSpec pictures = new(1, 2, 3) { FirstFlags = FragmentedSpec.Sync };
        RunSpec frames = new(1, 2) { Flags = [FragmentedSpec.NonSync, FragmentedSpec.NonSync] };
        byte[] file = new FragmentedSpec(new FragmentSpec(new TrackFragmentSpec(1, pictures), new TrackFragmentSpec(2, frames))).Build();
        Mp4Movie movie = Reading.Movie(file);

        Assert.Equal([true, false, false], Reading.Samples(movie.Tracks[0]).Select(static s => s.IsSync));
        Assert.Equal([true, true], Reading.Samples(movie.Tracks[1]).Select(static s => s.IsSync));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Composition_offsets_may_be_negative(byte version)
    {
        RunSpec run = new(1, 2, 3) { CompositionOffsets = [0, 40, -40], Version = version };
        MediaSample[] samples = Reading.Samples(Reading.Movie(new FragmentedSpec(new FragmentSpec(new TrackFragmentSpec(1, run))).Build()).Tracks[0]);

        Assert.Equal([0, 80, 40], samples.Select(static s => s.CompositionTime));
        Assert.Equal([-40, 0, 40], samples.Select(static s => s.DecodeTime));
    }

    [Fact]
    public void A_gap_makes_the_sample_before_last_longer()
    {
        MediaSample[] samples = Times(0, 80, 1000);

        Assert.Equal([0, 40, 80, 120, 1000, 1040], samples.Select(static s => s.DecodeTime));
        Assert.Equal([40L, 40, 40, 880, 40, 40], samples.Select(static s => s.Duration));
    }

    [Fact]
    public void The_end_of_the_track_takes_gaps_and_overlaps_into_account()
    {
        TrackFragmentSpec shownLate = new(1, TwoPictures with { CompositionOffsets = [0, 500] }) { DecodeTime = 0 };
        FragmentSpec[] gap = [new(shownLate), new(new TrackFragmentSpec(1, TwoPictures) { DecodeTime = 400 })];
        FragmentSpec[] nothingThere = [new(shownLate), new(new TrackFragmentSpec(1) { DecodeTime = 1_000_000 })];

        Assert.Equal(540 + 360, Reading.Movie(new FragmentedSpec(gap).Build()).Tracks[0].Samples.EndTime);
        Assert.Equal(540 + 40, Reading.Movie(new FragmentedSpec(nothingThere).Build()).Tracks[0].Samples.EndTime);
    }

    [Fact]
    public void A_slight_overlap_makes_it_shorter_and_a_clock_that_starts_again_is_not_followed()
    {
        Assert.Equal([0, 40, 70, 110], Times(0, 70).Select(static s => s.DecodeTime));
        Assert.Equal([0, 40, 40, 80], Times(0, 40).Select(static s => s.DecodeTime));
        Assert.Equal([0, 40, 80, 120, 160, 200], Times(0, 39, 0).Select(static s => s.DecodeTime));
    }

    [Fact]
    public void Without_a_decode_time_or_with_an_absurd_one_fragments_follow_each_other()
    {
        Assert.Equal([0, 40, 80, 120], Times(null, null).Select(static s => s.DecodeTime));
        Assert.Equal([0, 40, 80, 120], Times(0, ulong.MaxValue).Select(static s => s.DecodeTime));
        Assert.Equal([0, 40, 80, 120], Times(0, (1UL << 52) + 1).Select(static s => s.DecodeTime));
    }

    [Fact]
    public void Decode_times_have_32_or_64_bits()
    {
        TrackFragmentSpec narrow = new(1, TwoPictures) { DecodeTime = 0x1_0000_0000, DecodeTimeVersion = 0 };
        TrackFragmentSpec wide = new(1, TwoPictures) { DecodeTime = 0x1_0000_0000 };
        MediaSample[] samples = Reading.Samples(Reading.Movie(new FragmentedSpec(new(narrow), new(wide)).Build()).Tracks[0]);

        Assert.Equal([0, 40, 0x1_0000_0000, 0x1_0000_0028], samples.Select(static s => s.DecodeTime));
    }

    [Fact]
    public void A_recording_that_begins_in_the_middle_of_a_live_stream_begins_at_0()
    {
        // An hour into the stream; the sound starts a tenth of a second after the picture.
        TrackFragmentSpec video = new(1, TwoPictures) { DecodeTime = 3_600_000 };
        TrackFragmentSpec audio = new(2, TwoFrames) { DecodeTime = (3600 * 44100) + 4410 };
        Mp4Movie movie = Reading.Movie(new FragmentedSpec(new FragmentSpec(video, audio)).Build());

        Assert.Equal([0, 40], Reading.Samples(movie.Tracks[0]).Select(static s => s.CompositionTime));
        Assert.Equal([4410, 5434], Reading.Samples(movie.Tracks[1]).Select(static s => s.CompositionTime));
    }

    [Fact]
    public void An_edit_list_moves_fragments_too()
    {
        TrackSpec video = FragmentedSpec.Video with { Edits = Table("elst", 0, [10, 0xFFFF_FFFF, 1 << 16], [0, 80, 1 << 16]) };
        TrackFragmentSpec fragment = new(1, TwoPictures with { CompositionOffsets = [80, 80] }) { DecodeTime = 0 };
        byte[] file = new FragmentedSpec(new FragmentSpec(fragment)) { Tracks = [video] }.Build();

        Assert.Equal([10, 50], Reading.Samples(Reading.Movie(file).Tracks[0]).Select(static s => s.CompositionTime));
    }

    [Fact]
    public void A_fragment_may_use_another_sample_entry()
    {
        TrackSpec video = FragmentedSpec.Video with { SampleEntries = [TrackSpec.VideoEntry(), TrackSpec.VideoEntry()] };
        FragmentSpec[] fragments = [new(new TrackFragmentSpec(1, TwoPictures)), new(new TrackFragmentSpec(1, TwoPictures) { Description = 2 }),
            new(new TrackFragmentSpec(1, TwoPictures) { Description = 99 }), new(new TrackFragmentSpec(1, TwoPictures) { Description = 0 })];
        Mp4Track track = Reading.Movie(new FragmentedSpec(fragments) { Tracks = [video] }.Build()).Tracks[0];

        Assert.Equal([0, 0, 1, 1, 1, 1, 0, 0], Enumerable.Range(0, 8).Select(track.Samples.GetSampleEntry));
    }

    [Fact]
    public void Fragments_of_tracks_that_are_not_indexed_only_move_what_follows()
    {
        TrackSpec text = FragmentedSpec.Video with { Id = 3, Handler = "text", SampleEntries = [] };
        TrackFragmentSpec textFragment = new(3, new RunSpec(10, 10) { DefaultSizes = true }) { Base = OffsetBase.Implicit, Size = 10 };
        TrackFragmentSpec video = new(1, TwoPictures) { Base = OffsetBase.Implicit };
        byte[] file = new FragmentedSpec(new FragmentSpec(textFragment, video)) { Tracks = [FragmentedSpec.Video, text] }.Build();

        Assert.Equal([MediaData(file, 1) + 20, MediaData(file, 1) + 70], Offsets(Reading.Movie(file).Tracks[0]));
    }

    [Fact]
    public void Without_defaults_a_fragment_says_all_itself_and_one_of_no_known_track_says_nothing()
    {
        TrackFragmentSpec video = new(1, new RunSpec(5, 6) { Durations = [7, 8], Flags = [0, FragmentedSpec.NonSync] });
        TrackFragmentSpec stranger = new(77, TwoPictures);
        Mp4Movie movie = Reading.Movie(new FragmentedSpec(new FragmentSpec(stranger, video)) { Extends = [] }.Build());

        Assert.Equal([7L, 8], Reading.Samples(movie.Tracks[0]).Select(static s => s.Duration));
        Assert.Equal(0, movie.Tracks[1].Samples.Count);
    }

    [Fact]
    public void Tables_may_be_left_out_of_moov()
    {
        TrackSpec bare = FragmentedSpec.Video with { TimeToSample = [], SampleSizes = [], SampleToChunk = [], ChunkOffsets = [] };
        byte[] file = new FragmentedSpec(new FragmentSpec(new TrackFragmentSpec(1, TwoPictures))) { Tracks = [bare] }.Build();

        Assert.Equal(2, Reading.Movie(file).Tracks[0].Samples.Count);
        Assert.True(Mp4Playability.Decide(Reading.Movie(file)).IsPlayable);
    }

    private static MediaSample[] Times(params ulong?[] decodeTimes)
    {
        FragmentSpec[] fragments = [.. decodeTimes.Select(static time => new FragmentSpec(new TrackFragmentSpec(1, TwoPictures) { DecodeTime = time }))];
        return Reading.Samples(Reading.Movie(new FragmentedSpec(fragments).Build()).Tracks[0]);
    }

    private static long[] Offsets(Mp4Track track) => [.. Reading.Samples(track).Select(static sample => sample.Offset)];

    // Where the data of the n-th fragment starts; there is an empty mdat behind moov.
    private static int MediaData(byte[] file, int fragment)
    {
        int position = file.AsSpan().IndexOf("mdat"u8) + 4;
        for (; fragment > 0; fragment--)
        {
            position += file.AsSpan(position).IndexOf("mdat"u8) + 4;
        }

        return position;
    }
}
