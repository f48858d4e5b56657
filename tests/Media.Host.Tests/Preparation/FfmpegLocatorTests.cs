using Vod.Media.Host.Preparation;

namespace Vod.Media.Host.Tests.Preparation;

public sealed class FfmpegLocatorTests
{
    [Fact]
    public async Task The_installed_ffmpeg_is_found_and_has_the_codecs()
    {
        FfmpegLocation location = await LocateAsync("");

        Assert.Null(location.Problem);
        Assert.Equal(TestFfmpeg.Path, location.Path);
    }

    [Fact]
    public async Task A_path_without_ffmpeg_gives_one_line_that_says_what_to_do()
    {
        FfmpegLocation location = await LocateAsync("/nowhere/ffmpeg");

        Assert.Null(location.Path);
        Assert.Equal(
            "ffmpeg was not found at /nowhere/ffmpeg: install it (Debian: apt-get install ffmpeg) or name it with --ffmpeg (Preparation:Ffmpeg)",
            location.Problem);
    }

    [Fact]
    public async Task A_program_that_fails_is_not_taken()
    {
        FfmpegLocation location = await LocateAsync("/bin/false");

        Assert.Null(location.Path);
        Assert.StartsWith("/bin/false does not run (Exited, exit code 1)", location.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_without_the_codecs_is_not_taken()
    {
        FfmpegLocation location = await LocateAsync("/bin/true");

        Assert.Null(location.Path);
        Assert.StartsWith("/bin/true was built without an AAC decoder and libopus", location.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_encoder_alone_is_not_a_decoder()
    {
        Assert.Equal(["an AAC decoder"], FfmpegLocator.Missing(" .EA.L. aac  AAC\n DEA.L. opus  Opus (encoders: libopus )"));
        Assert.Empty(FfmpegLocator.Missing(" DEA.L. aac  AAC\n DEA.L. opus  Opus (encoders: libopus )"));
    }

    [Fact]
    public void Relative_and_empty_folders_of_the_path_are_not_searched()
    {
        Assert.Null(FfmpegLocator.Find("", ""));
        Assert.Null(FfmpegLocator.Find("", ":.:bin:/nowhere"));
    }

    private static Task<FfmpegLocation> LocateAsync(string configured) =>
        new FfmpegLocator(new PreparationOptions { Ffmpeg = configured }, TimeProvider.System).LocateAsync(CancellationToken.None);
}
