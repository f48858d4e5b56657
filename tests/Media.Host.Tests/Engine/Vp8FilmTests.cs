using Vod.Media.Engine;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Tests.Mp4;
using Vod.Media.Host.Tests.Preparation;

namespace Vod.Media.Host.Tests.Engine;

/// <summary>A film in VP8: every viewer gets the codec that his browser knows.</summary>
public sealed class Vp8FilmTests(GeneratedFiles files)
{
    private static readonly string WithoutVp8 = EngineFixture.ChromiumOffer.Replace("VP8", "VP0", StringComparison.Ordinal);
    private static readonly string WithoutH264 = EngineFixture.ChromiumOffer.Replace("H264", "H999", StringComparison.Ordinal);
    private static readonly FfmpegLocation Ffmpeg = new(TestFfmpeg.Path, null) { Encoders = new HashSet<string> { "libx264", "libopus" } };

    [Fact]
    public async Task It_is_sent_in_VP8_and_encoded_for_who_does_not_know_that()
    {
        await using EngineFixture fixture = new(ffmpeg: Ffmpeg);
        File.Copy(files.Get("vp8.webm"), Path.Join(fixture.MediaFolder, "film.webm"));

        Assert.Equal("VP8", await AnswerAsync(fixture, EngineFixture.ChromiumOffer));
        Assert.Equal("VP8", await AnswerAsync(fixture, WithoutH264));
        Assert.Equal("H264", await AnswerAsync(fixture, WithoutVp8));
    }

    [Fact]
    public async Task Without_an_encoder_it_is_for_those_who_know_VP8()
    {
        await using EngineFixture fixture = new();
        File.Copy(files.Get("vp8.webm"), Path.Join(fixture.MediaFolder, "film.webm"));

        Assert.Equal("VP8", await AnswerAsync(fixture, EngineFixture.ChromiumOffer));
        Assert.Equal(SessionEndReason.NoCommonCodec, await fixture.RefusalOf("film.webm", WithoutVp8));
    }

    private static async Task<string> AnswerAsync(EngineFixture fixture, string offer)
    {
        fixture.Open("film.webm", offer);
        SessionAnswered answered = Assert.IsType<SessionAnswered>(await fixture.NextAsync());
        Assert.Equal(PictureCodec.Vp8, answered.File.Codec);
        return Assert.Single(["VP8", "H264"], codec => answered.Answer.Contains($" {codec}/90000", StringComparison.Ordinal));
    }
}
