using Vod.Media.Matroska;
using Vod.Media.Matroska.Reading;
using Vod.Media.Mp4;
using static Vod.Media.Tests.Matroska.Reading.Ebml;
using FilmReading = Vod.Media.Tests.Mp4.Reading;

namespace Vod.Media.Tests.Matroska.Reading;

/// <summary>Files of every shape that muxers give them, built from bytes.</summary>
public sealed class MatroskaIndexReaderTests
{
    // 20 ms of CELT in one frame.
    private const byte Opus20 = 0xFC;
    private static readonly byte[] Head = [.. Info(), .. Tracks(Picture(), Sound())];

    [Fact]
    public void Frames_are_where_their_blocks_are_at_the_times_of_those()
    {
        byte[] file = File(Head, Cluster(1000, Simple(1, 0, true, 7, 7, 7), Simple(2, 0, true, Opus20, 8), Simple(1, 33, false, 9)), Cluster(1100, Simple(1, -10, true, 5)));
        Mp4Movie movie = Read(file);

        MediaSample[] pictures = Samples(movie.FirstVideo!);
        Assert.Equal([(0L, 33L, true, 3), (33, 57, false, 1), (90, 57, true, 1)], pictures.Select(static p => (p.CompositionTime, p.Duration, p.IsSync, p.Size)));
        Assert.All(pictures.Zip(new byte[] { 7, 9, 5 }), pair => Assert.Equal(pair.Second, file[pair.First.Offset]));
        Assert.Equal((640, 360, Mp4Codec.Vp8, 1000u), (movie.FirstVideo!.Width, movie.FirstVideo.Height, movie.FirstVideo.Codec, movie.FirstVideo.Timescale));
        Assert.Equal((Mp4Codec.Opus, 48_000u), (movie.FirstAudio!.Codec, movie.FirstAudio.Timescale));
        Assert.False(movie.IsCutOff);
        Assert.True(Mp4Playability.Decide(movie).IsPlayable);
    }

    [Theory]
    [InlineData("V_VP8", 0x11, false)]
    [InlineData("V_VP8", 0x01, true)]
    [InlineData("V_VP9", 0x01, false)]
    public void A_picture_that_is_not_shown_is_told_of(string codec, byte first, bool isHidden)
    {
        Mp4Movie movie = Read(File(Info(), Tracks(Picture(1, codec)), Cluster(0, Simple(1, 0, true, 0x10, 7), Simple(1, 40, false, first, 7), Simple(1, 40, false, 0x11))));

        Assert.Equal((3, !isHidden), (movie.FirstVideo!.Samples.Count, movie.FirstVideo.ShowsEverySample));
    }

    [Fact]
    public void What_the_opus_decoder_gives_before_the_first_sound_is_before_the_start()
    {
        byte[] block = Cluster(500, Simple(2, 0, true, Opus20), Simple(2, 20, true, Opus20));
        long[] bySkip = Times(File(Info(), Tracks(Sound()), block));
        long[] byDelay = Times(File(Info(), Tracks(Sound(2, "A_OPUS", OpusHead, Number(MatroskaElement.CodecDelay, 6_500_000))), block));
        long[] other = Times(File(Info(), Tracks(Sound(2, "A_OPUS", OpusHead, Number(MatroskaElement.CodecDelay, 20_000_000))), block));

        Assert.Equal([-312, 648], bySkip);
        Assert.Equal([-312, 648], byDelay);
        Assert.Equal([-960, 0], other);
    }

    [Fact]
    public void Sound_has_no_gaps_from_rounding_and_keeps_those_of_the_recording()
    {
        // Packets of 20 ms whose times stray by some milliseconds; then one is missing, then a second.
        int[] times = [0, 21, 39, 62, 80, 120, 140, 1160, 1180];
        byte[] file = File(Info(), Tracks(Sound(2, "A_OPUS", OpusHead, Number(MatroskaElement.CodecDelay, 1_000_000))), Cluster(0, [.. times.Select(static t => Simple(2, t, true, Opus20))]));

        Assert.Equal([0, 960, 1920, 2880, 3840, 5760, 6720, 55_680, 56_640], Times(file).Select(static t => t + 48));
    }

    [Fact]
    public void A_group_says_what_a_simple_block_cannot()
    {
        byte[] reference = Element(MatroskaElement.ReferenceBlock, [0xFF]);
        Mp4Movie movie = Read(File(
            Head,
            Cluster(0, Group(1, 0, [1, 1]), Group(1, 40, [2], reference), Group(2, 0, [Opus20], Number(MatroskaElement.DiscardPadding, 10_000_000)), Group(1, 80, [3], Number(MatroskaElement.BlockDuration, 70)))));

        Assert.Equal([(true, 40L), (false, 40), (true, 70)], Samples(movie.FirstVideo!).Select(static p => (p.IsSync, p.Duration)));
        Assert.Equal(480, Samples(movie.FirstAudio!)[0].Duration);
    }

    [Fact]
    public void The_last_picture_lasts_as_long_as_the_one_before_or_as_the_track_says()
    {
        byte[] cluster = Cluster(0, Simple(1, 0, true, 1), Simple(1, 100, true, 1));
        byte[] late = Cluster(0, Simple(1, 0, true, 1), Simple(1, 9000, true, 1));

        Assert.Equal(100, Samples(Read(File(Info(), Tracks(Picture()), cluster)).FirstVideo!)[1].Duration);
        Assert.Equal(33, Samples(Read(File(Info(), Tracks(Picture(1, "V_VP8", Number(MatroskaElement.DefaultDuration, 33_000_000))), cluster)).FirstVideo!)[1].Duration);
        Assert.Equal(PictureSamples.LongestGuess.TotalMilliseconds, Samples(Read(File(Info(), Tracks(Picture()), late)).FirstVideo!)[1].Duration);
        Assert.Equal(PictureSamples.UsualGuess.TotalMilliseconds, Samples(Read(File(Info(), Tracks(Picture()), Cluster(7, Simple(1, 0, true, 1)))).FirstVideo!)[0].Duration);
    }

    [Theory]
    [InlineData(1_000_000, 1000, 40)]
    [InlineData(100_000, 10_000, 40)]
    [InlineData(1, 1_000_000, 0)]
    [InlineData(20_833, 1_000_000, 833)]
    public void Times_have_the_scale_of_the_segment(ulong scale, uint timescale, long second)
    {
        Mp4Track track = Read(File(Info(scale), Tracks(Picture()), Cluster(0, Simple(1, 0, true, 1), Simple(1, 40, true, 1)))).FirstVideo!;

        Assert.Equal(timescale, track.Timescale);
        Assert.Equal(second, Samples(track)[1].CompositionTime);
    }

    [Fact]
    public void Pictures_that_are_not_shown_in_the_order_of_decoding_get_times_of_decoding()
    {
        // I P B B P B B
        int[] shown = [0, 120, 40, 80, 240, 160, 200];
        Mp4Track track = Read(File(Info(), Tracks(Picture(1, "V_MPEG2")), Cluster(0, [.. shown.Select(static t => Simple(1, t, t == 0, 1))]))).FirstVideo!;
        MediaSample[] samples = Samples(track);

        Assert.Equal(shown.Select(static t => (long)t), samples.Select(static s => s.CompositionTime));
        Assert.Equal([-40L, 0, 40, 80, 120, 160, 200], samples.Select(static s => s.DecodeTime));
        Assert.True(track.Samples.HasReordering);
    }

    [Fact]
    public void A_clock_that_starts_again_does_not_move_what_was_there()
    {
        int[] shown = [0, 40, 80, 0, 40];

        Assert.Equal(
            [0L, 40, 80, 120, 160],
            Samples(Read(File(Info(), Tracks(Picture()), Cluster(0, [.. shown.Select(static t => Simple(1, t, true, 1))]))).FirstVideo!).Select(static s => s.CompositionTime));
    }

    [Fact]
    public void What_lies_between_is_passed_over()
    {
        byte[] junk = [.. Element(MatroskaElement.Void, new byte[50]), .. Element(0xBF, new byte[4]), .. Element(MatroskaElement.Tags, new byte[9]), .. Element(0x4DFF, new byte[3])];
        byte[] file = File(junk, Info(), junk, Tracks(Sound(), Picture()), junk, Cluster(0, Simple(1, 0, true, 1), Simple(9, 0, true, 1)), junk, Open(MatroskaElement.Cluster, Number(MatroskaElement.Timestamp, 40), Simple(1, 0, true, 2)), Element(MatroskaElement.Cues, new byte[30]), Cluster(80, Simple(1, 0, true, 3)));

        Assert.Equal([0L, 40, 80], Samples(Read(file).FirstVideo!).Select(static s => s.CompositionTime));
    }

    [Fact]
    public void A_segment_ends_where_another_begins()
    {
        byte[] first = File(Head, Open(MatroskaElement.Cluster, Number(MatroskaElement.Timestamp, 0), Simple(1, 0, true, 1)));
        byte[] sized = [.. Header(), .. Element(MatroskaElement.Segment, Head, Cluster(0, Simple(1, 0, true, 1)))];

        Assert.Single(Samples(Read([.. first, .. first]).FirstVideo!));
        Assert.Single(Samples(Read([.. sized, .. sized]).FirstVideo!));
        Assert.False(Read([.. sized, .. "garbage"u8]).IsCutOff);
        Assert.True(Read([.. first, .. new byte[100]]).IsCutOff);
    }

    [Theory]
    [InlineData("avi", nameof(Mp4RejectReason.NotMatroska))]
    [InlineData("version", nameof(Mp4RejectReason.NotMatroska))]
    [InlineData("ids", nameof(Mp4RejectReason.NotMatroska))]
    [InlineData("scale", nameof(Mp4RejectReason.MovieMalformed))]
    [InlineData("no tracks", nameof(Mp4RejectReason.TracksMissing))]
    [InlineData("tracks behind", nameof(Mp4RejectReason.TracksMissing))]
    [InlineData("cut", nameof(Mp4RejectReason.Truncated))]
    [InlineData("large", nameof(Mp4RejectReason.MovieTooLarge))]
    [InlineData("many", nameof(Mp4RejectReason.TooManyTracks))]
    public void What_cannot_be_read_is_refused_with_the_reason(string what, string reason)
    {
        byte[] cluster = Cluster(0, Simple(1, 0, true, 1));
        byte[] file = what switch
        {
            "avi" => [.. Header("avi"), .. Open(MatroskaElement.Segment, Head, cluster)],
            "version" => [.. Header("webm", Number(MatroskaElement.DocTypeReadVersion, 5)), .. Open(MatroskaElement.Segment, Head, cluster)],
            "ids" => [.. Header("webm", Number(MatroskaElement.MaxIdLength, 5)), .. Open(MatroskaElement.Segment, Head, cluster)],
            "scale" => File(Info(0), Head, cluster),
            "no tracks" => File(Info()),
            "tracks behind" => File(cluster, Head),
            "cut" => File(Info(), Tracks(Picture()))[..^9],
            "large" => File(Tracks(Picture(1, "V_VP8", Element(MatroskaElement.CodecPrivate, new byte[Mp4Limits.Default.MaxHeadBytes])))),
            _ => File(Tracks([.. Enumerable.Range(1, Mp4Limits.Default.MaxTracks + 1).Select(static i => Picture(i))])),
        };

        Assert.Equal(reason, FilmReading.Rejection(file).ToString());
    }

    [Theory]
    [InlineData(0, "video track 1 ('vp08') has frames that are compressed once more (ContentEncodings), which is not undone here")]
    [InlineData(1, "video track 1 ('encv') is encrypted")]
    public void Frames_that_are_not_there_as_they_are_are_refused(byte type, string detail)
    {
        byte[] encodings = Element(MatroskaElement.ContentEncodings, Element(MatroskaElement.ContentEncoding, Number(MatroskaElement.ContentEncodingType, type)));

        Assert.Equal(detail, Mp4Playability.Decide(Read(File(Tracks(Picture(1, "V_VP8", encodings)), Cluster(0, Simple(1, 0, true, 1))))).Detail);
    }

    [Fact]
    public void The_author_says_which_track_is_played_and_in_which_language_it_is()
    {
        Mp4Movie movie = Read(File(
            Tracks(Sound(1, more: Number(MatroskaElement.FlagDefault, 0)), Sound(2, more: [Text(MatroskaElement.Language, "ger"), Text(MatroskaElement.LanguageTag, "de-AT")]), Sound(3, "A_ODD")),
            Cluster(0, Simple(1, 0, true, Opus20), Simple(2, 0, true, Opus20))));

        Assert.Equal(2u, movie.FirstAudio!.TrackId);
        Assert.Equal(["eng", "de", "eng"], movie.Tracks.Select(static track => track.Language));
        Assert.Equal((Mp4Codec.Unknown, "ODD "), (movie.Tracks[2].Codec, movie.Tracks[2].Format.ToString()));
    }

    [Fact]
    public void Large_frames_are_jumped_over_and_the_storage_is_told_that_it_goes_on()
    {
        const int large = 5 << 20;
        byte[] file = File(Head, Cluster(0, Simple(1, 0, true, new byte[large])), Cluster(40, Simple(1, 0, true, new byte[large])));
        List<Mp4ReadStep.NeedBytes> asked = [];
        MatroskaIndexReader reader = new(file.Length, Mp4Limits.Default);
        while (reader.Next is Mp4ReadStep.NeedBytes need)
        {
            asked.Add(need);
            reader.Provide(file.AsSpan((int)need.Offset, need.Length));
        }

        Assert.Equal([false, true], asked.Select(static need => need.GoesOn));
        Assert.Equal(Mp4IndexReader.ProbeLength, asked[0].Length);
        Assert.Equal(2, Assert.IsType<Mp4ReadStep.Ready>(reader.Next).Movie.FirstVideo!.Samples.Count);
    }

    private static Mp4Movie Read(byte[] file) => FilmReading.Movie(file);

    private static MediaSample[] Samples(Mp4Track track) => FilmReading.Samples(track);

    private static long[] Times(byte[] file) => [.. Samples(Read(file).FirstAudio!).Select(static sample => sample.CompositionTime)];
}
