using Vod.Media.Mp4;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Mp4;

public sealed class Mp4PlayabilityTests
{
    [Fact]
    public void H264_with_AAC_or_either_alone_is_playable()
    {
        Mp4Playability both = Decide(TrackSpec.Video, TrackSpec.Audio);

        Assert.True(both.IsPlayable);
        Assert.Equal((1u, 2u, ""), (both.Video!.TrackId, both.Audio!.TrackId, both.Detail));
        Assert.Null(Decide(TrackSpec.Video).Audio);
        Assert.True(Decide(TrackSpec.Video).IsPlayable);
        Assert.Null(Decide(TrackSpec.Audio).Video);
        Assert.True(Decide(TrackSpec.Audio).IsPlayable);
    }

    [Fact]
    public void Other_tracks_beside_them_do_not_matter()
    {
        TrackSpec chapterPictures = TrackSpec.Video with { Flags = 0, SampleEntries = [TrackSpec.VideoEntry("jpeg")] };
        TrackSpec text = TrackSpec.Video with { Handler = "text", SampleEntries = [] };

        Assert.True(Decide(TrackSpec.Audio, chapterPictures, text).IsPlayable);
        Assert.True(Decide(TrackSpec.Video with { SampleEntries = [TrackSpec.VideoEntry("hvc1")] }, TrackSpec.Video).IsPlayable);
    }

    [Fact]
    public void An_audio_track_without_samples_counts_as_none()
    {
        Mp4Playability decision = Decide(TrackSpec.Video, TrackSpec.Audio with { Sizes = [], ChunkSamples = [] });

        Assert.True(decision.IsPlayable);
        Assert.Null(decision.Audio);
    }

    [Theory]
    [InlineData("hvc1", "ConfigurationMissing")]
    [InlineData("xyz1", "UnknownCodec")]
    [InlineData("encv", "Encrypted")]
    [InlineData("drmi", "Encrypted")]
    public void Video_that_nothing_can_decode_is_refused(string format, string reason) =>
        AssertRefused(reason, $"video track 1 ('{format}')", TrackSpec.Video with { SampleEntries = [TrackSpec.VideoEntry(format)] }, TrackSpec.Audio);

    [Theory]
    [InlineData("QDM2", "UnknownCodec")]
    [InlineData("Opus", "ConfigurationMissing")]
    [InlineData("enca", "Encrypted")]
    [InlineData("drms", "Encrypted")]
    public void Audio_that_nothing_can_decode_is_refused(string format, string reason) =>
        AssertRefused(reason, $"audio track 2 ('{format}')", TrackSpec.Audio with { SampleEntries = [TrackSpec.AudioEntry(format)] });

    [Theory]
    [InlineData("hvc1", "hvcC")]
    [InlineData("av01", "av1C")]
    [InlineData("vp09", "vpcC")]
    [InlineData("apch", "free")]
    public void Video_of_another_kind_needs_transcoding(string format, string configuration)
    {
        byte[] entry = TrackSpec.VideoEntry(format, Box(configuration, Zeros(20)));
        Mp4Playability decision = Decide(TrackSpec.Video with { SampleEntries = [entry] }, TrackSpec.Audio);

        Assert.True(decision.IsPlayable);
        Assert.Equal($"'{format}' is not H.264", TranscodingNeed.OfVideo(decision.Video!));
        Assert.Null(decision.Silence);
    }

    [Theory]
    [InlineData("ac-3", "dac3")]
    [InlineData("Opus", "dOps")]
    [InlineData("sowt", "free")]
    public void Audio_of_another_kind_is_played_like_any(string format, string configuration)
    {
        byte[] entry = TrackSpec.AudioEntry(format, boxes: Box(configuration, Zeros(20)));
        Mp4Playability decision = Decide(TrackSpec.Video, TrackSpec.Audio with { SampleEntries = [entry] });

        Assert.True(decision.IsPlayable);
        Assert.NotNull(decision.Audio);
        Assert.Null(decision.Silence);
    }

    [Theory]
    [InlineData("QDM2", "is of a kind that is not known here")]
    [InlineData("fLaC", "has no usable decoder configuration")]
    public void A_sound_that_cannot_be_decoded_does_not_keep_the_picture_from_being_seen(string format, string problem)
    {
        TrackSpec sound = TrackSpec.Audio with { SampleEntries = [TrackSpec.AudioEntry(format)] };
        Mp4Playability decision = Decide(TrackSpec.Video, sound);

        Assert.True(decision.IsPlayable);
        Assert.NotNull(decision.Video);
        Assert.Null(decision.Audio);
        Assert.EndsWith(problem, decision.Silence);
        Assert.False(Decide(sound).IsPlayable);

        Mp4Playability asked = Mp4Playability.Decide(Reading.Movie(new MovieSpec(TrackSpec.Video, sound).Build()), new Mp4TrackSelection(Audio: 1));
        Assert.EndsWith(problem, asked.Detail);
        Assert.False(asked.IsPlayable);
    }

    // Profile and level in front, then the sequence parameter set.
    [Theory]
    [InlineData("42C00B", "6742C00BD902847E5C0440000003004000000C83C50A92", null)]
    [InlineData("6E000B", "676E000BA6CD942847E5C044000003000400000300C83C50A658", "H.264 with 10 bits per sample")]
    [InlineData("7A000B", "677A000BBCD942847E27011000000300100000030320F1429960", "H.264 with other colour sampling than 4:2:0")]
    [InlineData("F4000B", "67F4000B919B28508FC4E022000003000200000300641E28532C", "H.264 with other colour sampling than 4:2:0")]
    [InlineData("640015", "67640015ACD94288FDE022000003000200000300643E28532C01", "interlaced H.264")]
    [InlineData("6E000B", "", "H.264 in profile 110")]
    [InlineData("64000B", "", null)]
    public void H264_needs_transcoding_if_browsers_do_not_take_it(string head, string set, string? reason)
    {
        string sets = set.Length == 0 ? "E000" : $"E1{set.Length / 2:X4}{set}00";
        byte[] entry = TrackSpec.VideoEntry("avc1", Box("avcC", Convert.FromHexString($"01{head}FF{sets}")));
        Mp4Playability decision = Decide(TrackSpec.Video with { SampleEntries = [entry] });

        Assert.Equal(reason, TranscodingNeed.OfVideo(decision.Video!));
    }

    [Fact]
    public void A_track_can_be_asked_for_by_its_number()
    {
        byte[] file = new MovieSpec(TrackSpec.Audio, TrackSpec.Video, TrackSpec.Audio with { Id = 7, Flags = 0 }).Build();
        Mp4Movie movie = Reading.Movie(file);

        Assert.Equal((1u, 2u), Chosen(default));
        Assert.Equal((1u, 2u), Chosen(new(Video: 1, Audio: 1)));
        Assert.Equal((1u, 7u), Chosen(new(Audio: 2)));

        (uint? Video, uint? Audio) Chosen(Mp4TrackSelection selection)
        {
            Mp4Playability decision = Mp4Playability.Decide(movie, selection);
            return (decision.Video?.TrackId, decision.Audio?.TrackId);
        }
    }

    [Theory]
    [InlineData(3, "there is no audio track 3, the file has 2")]
    [InlineData(0, "there is no audio track 0, the file has 2")]
    [InlineData(-1, "there is no audio track -1, the file has 2")]
    [InlineData(int.MaxValue, "there is no audio track 2147483647, the file has 2")]
    public void A_track_that_does_not_exist_is_refused(int number, string detail)
    {
        Mp4Movie movie = Reading.Movie(new MovieSpec(TrackSpec.Video, TrackSpec.Audio, TrackSpec.Audio with { Id = 3 }).Build());
        Mp4Playability decision = Mp4Playability.Decide(movie, new Mp4TrackSelection(Audio: number));

        Assert.Equal((Mp4RefusalReason.NoSuchTrack, detail), (decision.Reason, decision.Detail));
        Assert.Equal("there is no video track 2, the file has 1", Mp4Playability.Decide(movie, new Mp4TrackSelection(Video: 2)).Detail);
    }

    [Fact]
    public void A_track_that_was_asked_for_is_not_replaced_by_another()
    {
        TrackSpec encrypted = TrackSpec.Audio with { Id = 3, SampleEntries = [TrackSpec.AudioEntry("enca")] };
        Mp4Movie movie = Reading.Movie(new MovieSpec(TrackSpec.Video, encrypted, TrackSpec.Audio).Build());

        Assert.Equal(2u, Mp4Playability.Decide(movie).Audio!.TrackId);
        Assert.Equal(Mp4RefusalReason.Encrypted, Mp4Playability.Decide(movie, new Mp4TrackSelection(Audio: 1)).Reason);
    }

    [Fact]
    public void Of_several_pictures_the_one_that_can_be_sent_is_taken_but_of_several_sounds_the_first()
    {
        TrackSpec hevc = TrackSpec.Video with { SampleEntries = [TrackSpec.VideoEntry("hvc1", Box("hvcC", Zeros(30)))] };
        TrackSpec dolby = TrackSpec.Audio with { SampleEntries = [TrackSpec.AudioEntry("ac-3")] };
        Mp4Playability decision = Decide(hevc, TrackSpec.Video with { Id = 4 }, dolby with { Id = 8 }, TrackSpec.Audio);

        Assert.Equal((4u, 8u), (decision.Video!.TrackId, decision.Audio!.TrackId));
        Assert.Equal(1u, Decide(hevc, TrackSpec.Video with { Id = 4, Flags = 0 }).Video!.TrackId);
    }

    [Fact]
    public void Without_a_decoder_configuration_there_is_nothing_to_play()
    {
        AssertRefused("ConfigurationMissing", "video", TrackSpec.Video with { SampleEntries = [TrackSpec.VideoEntry("avc1", Box("free"))] });
        AssertRefused("ConfigurationMissing", "audio", TrackSpec.Audio with { SampleEntries = [TrackSpec.AudioEntry(boxes: Box("free"))] });
        AssertRefused("ConfigurationMissing", "audio", TrackSpec.Audio with { SampleEntries = [TrackSpec.AudioEntry(boxes: TrackSpec.Descriptor(config: "07"))] });
    }

    [Fact]
    public void A_broken_track_is_refused_rather_than_left_out() =>
        AssertRefused("TrackFault", "SampleTables", TrackSpec.Video with { TimeToSample = [] }, TrackSpec.Audio);

    [Fact]
    public void A_file_cut_before_its_first_sample_is_refused_and_one_cut_later_is_not()
    {
        byte[] file = new MovieSpec(TrackSpec.Video).Build();
        int media = file.AsSpan().IndexOf("mdat"u8) + 4;

        Assert.Equal(Mp4RefusalReason.Truncated, Mp4Playability.Decide(Reading.Movie(file[..(media + 49)])).Reason);
        Assert.True(Mp4Playability.Decide(Reading.Movie(file[..(media + 50)])).IsPlayable);
    }

    [Fact]
    public void A_movie_of_nothing_is_refused()
    {
        AssertRefused("NoTracks", "neither", TrackSpec.Video with { Handler = "text" });
        AssertRefused("NoSamples", "no samples", TrackSpec.Video with { Sizes = [], ChunkSamples = [] });
    }

    private static Mp4Playability Decide(params TrackSpec[] tracks) => Mp4Playability.Decide(Reading.Movie(new MovieSpec(tracks).Build()));

    private static void AssertRefused(string reason, string detail, params TrackSpec[] tracks)
    {
        Mp4Playability decision = Decide(tracks);
        Assert.False(decision.IsPlayable);
        Assert.Equal(reason, decision.Reason.ToString());
        Assert.Contains(detail, decision.Detail, StringComparison.Ordinal);
        Assert.Null(decision.Video);
        Assert.Null(decision.Audio);
    }
}
