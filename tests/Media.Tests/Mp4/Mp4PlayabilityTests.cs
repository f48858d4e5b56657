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
    [InlineData("hvc1", "NoH264Video")]
    [InlineData("av01", "NoH264Video")]
    [InlineData("encv", "Encrypted")]
    public void Video_of_another_kind_is_refused(string format, string reason) =>
        AssertRefused(reason, $"video track 1 ('{format}')", TrackSpec.Video with { SampleEntries = [TrackSpec.VideoEntry(format)] }, TrackSpec.Audio);

    [Theory]
    [InlineData("ac-3", "NoAacAudio")]
    [InlineData("Opus", "NoAacAudio")]
    [InlineData("enca", "Encrypted")]
    public void Audio_of_another_kind_is_refused(string format, string reason) =>
        AssertRefused(reason, $"audio track 2 ('{format}')", TrackSpec.Video, TrackSpec.Audio with { SampleEntries = [TrackSpec.AudioEntry(format)] });

    [Fact]
    public void MP3_under_the_name_of_mp4a_is_not_AAC()
    {
        TrackSpec mp3 = TrackSpec.Audio with { SampleEntries = [TrackSpec.AudioEntry(boxes: TrackSpec.Descriptor(objectType: 0x6B))] };

        AssertRefused("NoAacAudio", "is not AAC", TrackSpec.Video, mp3);
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
