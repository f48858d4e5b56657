using Vod.Media.Engine;
using Vod.Media.Host.Assets;
using Vod.Media.Host.Capture;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Storage;
using Vod.Media.Host.Tests.Mp4;
using Vod.Media.Host.Tests.Preparation;
using Vod.Media.Mp4;

namespace Vod.Media.Host.Tests.Capture;

/// <summary>Pictures taken out of real files, compared with what ffmpeg itself shows at that moment.</summary>
public sealed class PictureCaptureTests(GeneratedFiles files)
{
    private const int FramesPerSecond = 25;

    [Theory]
    [InlineData("faststart.mp4", 0.0, 0)]
    [InlineData("faststart.mp4", 1.0, 25)]
    [InlineData("faststart.mp4", 1.77, 44)]
    [InlineData("faststart.mp4", 99.0, 74)]
    [InlineData("b-frames-pyramid.mp4", 0.03, 0)]
    [InlineData("b-frames-pyramid.mp4", 1.5, 37)]
    [InlineData("b-frames-flat.mp4", 2.2, 55)]
    [InlineData("open-gop.mp4", 2.13, 53)]
    [InlineData("open-gop.mp4", 1.85, 46)]
    [InlineData("open-gop.mp4", 1.89, 47)]
    [InlineData("open-gop.mp4", 1.97, 49)]
    [InlineData("vp8.webm", 0.0, 0)]
    [InlineData("vp8.webm", 1.77, 44)]
    [InlineData("vp8.webm", 99.0, 74)]
    [InlineData("hevc-b-frames.mp4", 1.5, 37)]
    [InlineData("vp9.webm", 2.23, 55)]
    public async Task The_picture_is_the_one_that_is_on_the_screen_at_that_moment(string name, double seconds, int frame)
    {
        CapturedPicture picture = await TakeAsync(name, TimeSpan.FromSeconds(seconds));

        Assert.Equal(CaptureOutcome.Taken, picture.Outcome);
        byte[] taken = await TestFfmpeg.RunAsync("-f png_pipe -i pipe:0 -pix_fmt rgb24 -f rawvideo pipe:1", picture.Png.ToArray());
        byte[] expected = await TestFfmpeg.RunAsync(
            $"-i {files.Get(name)} -vf select=eq(n\\,{frame}) -vsync passthrough -frames:v 1 -pix_fmt rgb24 -f rawvideo pipe:1");
        Assert.Equal(160 * 120 * 3, taken.Length);
        Assert.InRange(taken.Zip(expected).Average(static pair => Math.Abs(pair.First - pair.Second)), 0, 1);
    }

    [Fact]
    public async Task A_file_without_a_picture_has_none()
    {
        Assert.Equal(CaptureOutcome.NoVideo, (await TakeAsync("audio-8k.m4a", TimeSpan.Zero)).Outcome);
    }

    [Fact]
    public async Task What_the_decoder_cannot_decode_is_no_picture()
    {
        string damaged = Path.Join(Path.GetDirectoryName(files.Get("faststart.mp4")), "damaged.mp4");
        byte[] bytes = await File.ReadAllBytesAsync(files.Get("faststart.mp4"), TestContext.Current.CancellationToken);
        MediaSample key = Mp4.MovieFile.Read(files.Get("faststart.mp4"), out _).FirstVideo!.Samples.GetSample(0);
        bytes.AsSpan((int)key.Offset, key.Size).Clear();
        await File.WriteAllBytesAsync(damaged, bytes, TestContext.Current.CancellationToken);

        CapturedPicture picture = await TakeAsync("damaged.mp4", TimeSpan.Zero);

        Assert.Equal(CaptureOutcome.Failed, picture.Outcome);
        Assert.NotEqual("", picture.Detail);
    }

    [Fact]
    public async Task More_pictures_than_may_wait_are_refused_at_once()
    {
        using PictureCapture capture = Capture();
        using LocalFileContent content = await OpenAsync("faststart.mp4");
        MediaAsset asset = AssetOf(content, "faststart.mp4");

        CapturedPicture[] pictures = await Task.WhenAll(
            Enumerable.Range(0, PictureCapture.MaxAtOnce + PictureCapture.MaxWaiting + 3)
                .Select(_ => capture.TakeAsync(asset, TimeSpan.FromSeconds(1), CancellationToken.None)));

        Assert.Equal(3, pictures.Count(static picture => picture.Outcome == CaptureOutcome.Failed));
        Assert.Equal(CaptureOutcome.Taken, (await capture.TakeAsync(asset, TimeSpan.Zero, CancellationToken.None)).Outcome);
    }

    private static PictureCapture Capture() =>
        new(new PreparationOptions { TranscoderTimeout = TimeSpan.FromSeconds(30) }, new FfmpegLocation(TestFfmpeg.Path, null), TimeProvider.System);

    private async Task<CapturedPicture> TakeAsync(string name, TimeSpan position)
    {
        using PictureCapture capture = Capture();
        using LocalFileContent content = await OpenAsync(name);
        return await capture.TakeAsync(AssetOf(content, name), position, CancellationToken.None);
    }

    private string PathOf(string name) => name == "damaged.mp4" ? Path.Join(Path.GetDirectoryName(files.Get("faststart.mp4")), name) : files.Get(name);

    private async Task<LocalFileContent> OpenAsync(string name)
    {
        string path = PathOf(name);
        StorageOpenResult opened = await new LocalMediaStorage(Path.GetDirectoryName(path)!).OpenAsync(Path.GetFileName(path), CancellationToken.None);
        return Assert.IsType<LocalFileContent>(opened.Content);
    }

    private MediaAsset AssetOf(LocalFileContent content, string name)
    {
        Mp4Movie movie = Mp4.MovieFile.Read(PathOf(name), out _);
        AssetFile file = new(content, movie, new AssetSounds(content, movie, static (_, _) => throw new InvalidOperationException("nobody listens")));
        return new(file, movie.FirstVideo, video: null, picture: default, sound: null);
    }
}
