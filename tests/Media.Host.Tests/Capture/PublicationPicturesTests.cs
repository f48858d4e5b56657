using Microsoft.Extensions.Time.Testing;
using Vod.Media.Engine;
using Vod.Media.H264;
using Vod.Media.Host.Capture;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Tests.Mp4;
using Vod.Media.Host.Tests.Preparation;
using Vod.Media.Live;
using Vod.Media.Mp4;
using Vod.Media.Publish;
using Vod.Media.Timing;

namespace Vod.Media.Host.Tests.Capture;

/// <summary>Pictures of publications: the last key picture, or a new one where that is old.</summary>
public sealed class PublicationPicturesTests : IDisposable
{
    private static readonly byte[] PngSignature = [0x89, 0x50, 0x4E, 0x47];
    private readonly FakeTimeProvider _time = new();
    private readonly PictureCapture _capture;
    private readonly PublicationPictures _pictures;
    private readonly LiveStream _stream;
    private readonly GeneratedFiles _files;
    private int _wanted;

    public PublicationPicturesTests(GeneratedFiles files)
    {
        _files = files;
        PreparationOptions options = new() { TranscoderTimeout = TimeSpan.FromSeconds(30) };
        _capture = new PictureCapture(options, new FfmpegLocation(TestFfmpeg.Path, null), TimeProvider.System);
        _pictures = new PublicationPictures(_capture, _time);
        _stream = new LiveStream(hasPicture: true, hasSound: true, () => _wanted++);
    }

    [Fact]
    public async Task The_last_key_picture_is_taken_and_nobody_is_asked_while_it_is_fresh()
    {
        AddFilmFrame(TimeSpan.Zero);

        CapturedPicture picture = await TakeAsync();

        Assert.Equal((CaptureOutcome.Taken, 0), (picture.Outcome, _wanted));
        Assert.Equal(PngSignature, picture.Png[..4].ToArray());
    }

    [Fact]
    public async Task A_key_picture_of_Vp8_is_one_as_well()
    {
        byte[] ivf = await TestFfmpeg.RunAsync("-f lavfi -i testsrc=size=160x120:rate=1 -frames:v 1 -c:v libvpx -f ivf pipe:1");
        _stream.Add(new PublishedPicture { Time = TimeSpan.Zero, IsKey = true, Codec = PublishedCodec.Vp8, Width = 160, Height = 120 }, ivf.AsSpan(44), MonotonicTime.Zero);

        CapturedPicture picture = await TakeAsync();

        Assert.Equal((CaptureOutcome.Taken, ""), (picture.Outcome, picture.Detail));
    }

    [Fact]
    public async Task Where_the_last_one_is_old_a_new_one_is_ordered_and_taken()
    {
        AddFilmFrame(TimeSpan.Zero);
        AddFilmFrame(PublicationPictures.MaxAge + TimeSpan.FromSeconds(1), isKey: false);
        Task<CapturedPicture> taking = TakeAsync();
        Assert.Equal((1, false), (_wanted, taking.IsCompleted));

        AddFilmFrame(PublicationPictures.MaxAge + TimeSpan.FromSeconds(2));
        CapturedPicture picture = await PassAsync(taking);

        Assert.Equal(CaptureOutcome.Taken, picture.Outcome);
    }

    [Fact]
    public async Task A_publisher_who_makes_none_in_time_leaves_the_old_one()
    {
        AddFilmFrame(TimeSpan.Zero);
        AddFilmFrame(PublicationPictures.MaxAge + TimeSpan.FromSeconds(1), isKey: false);

        DateTimeOffset before = _time.GetUtcNow();
        CapturedPicture picture = await PassAsync(TakeAsync());

        Assert.Equal(CaptureOutcome.Taken, picture.Outcome);
        Assert.InRange(_time.GetUtcNow() - before, PublicationPictures.MaxWait, PublicationPictures.MaxWait * 1.1);
    }

    [Fact]
    public async Task Of_sound_alone_there_is_none_and_none_of_what_has_not_begun_or_is_over()
    {
        Assert.Equal(CaptureOutcome.NotPlaying, (await TakeAsync()).Outcome);
        AddFilmFrame(TimeSpan.Zero);
        _stream.End();
        Assert.Equal(CaptureOutcome.NotPlaying, (await TakeAsync()).Outcome);

        LiveStream sound = new(hasPicture: false, hasSound: true, static () => { });
        Assert.Equal(CaptureOutcome.NoVideo, (await _pictures.TakeAsync(sound, TestContext.Current.CancellationToken)).Outcome);
    }

    public void Dispose() => _capture.Dispose();

    private Task<CapturedPicture> TakeAsync() => _pictures.TakeAsync(_stream, TestContext.Current.CancellationToken);

    private async Task<CapturedPicture> PassAsync(Task<CapturedPicture> taking)
    {
        for (int i = 0; i < 100 && !taking.IsCompleted && _time.GetUtcNow() - _time.Start < PublicationPictures.MaxWait * 1.1; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        return await taking;
    }

    private void AddFilmFrame(TimeSpan time, bool isKey = true)
    {
        string path = _files.Get("faststart.mp4");
        Mp4Track track = MovieFile.Read(path, out _).FirstVideo!;
        AvcConfiguration configuration = track.AvcConfiguration!;
        MediaSample sample = track.Samples.GetSample(0);
        PublishedPicture picture = new() { Time = time, IsKey = isKey, Codec = PublishedCodec.H264, Configuration = configuration, Width = 160, Height = 120 };
        _stream.Add(picture, File.ReadAllBytes(path).AsSpan((int)sample.Offset, sample.Size), MonotonicTime.Zero + time);
    }
}
