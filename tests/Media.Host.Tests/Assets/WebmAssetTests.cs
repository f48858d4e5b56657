using Microsoft.Extensions.Options;
using Vod.Media.Engine;
using Vod.Media.Host.Assets;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Storage;
using Vod.Media.Host.Tests.Mp4;
using Vod.Media.Host.Tests.Preparation;

namespace Vod.Media.Host.Tests.Assets;

/// <summary>A WebM file is a film like any other, whatever its name.</summary>
public sealed class WebmAssetTests(GeneratedFiles files) : IAsyncDisposable
{
    private readonly PreparationBench _bench = new();
    private readonly TemporaryFolder _folder = new();
    private readonly ListLogger<AssetLoader> _log = new();

    [Theory]
    [InlineData("vp8-live.webm", PictureTreatment.PassedThrough, "")]
    [InlineData("vp9.webm", PictureTreatment.Encoded, "'vp09' is not H.264")]
    [InlineData("no-b-frames.mkv", PictureTreatment.PassedThrough, "")]
    public async Task It_is_told_what_is_in_it_and_how_it_is_played(string name, PictureTreatment treatment, string reason)
    {
        File.Copy(files.Get(name), Path.Combine(_folder.Path, "film.mp4"));
        using AssetCatalog catalog = Open();
        AssetOpenResult result = await catalog.OpenAsync("film.mp4", TestContext.Current.CancellationToken);

        Assert.True(result.Lease is not null, result.Detail);
        PlayedMedia media = result.Lease.Asset.Describe();
        Assert.Equal((true, true, 160, 120), (media.HasVideo, media.HasAudio, media.Width, media.Height));
        Assert.Equal((treatment, reason), (media.Picture, media.PictureReason));
        Assert.InRange(media.Duration.TotalSeconds, 2.95, 3.1);
        result.Lease.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task VP8_can_be_had_in_H264_too_unless_the_settings_refuse_it(bool isTranscoded)
    {
        File.Copy(files.Get("vp8.webm"), Path.Combine(_folder.Path, "film.webm"));
        _bench.Options.TranscodeOtherCodecs = isTranscoded;
        using AssetCatalog catalog = Open();
        AssetOpenResult result = await catalog.OpenAsync("film.webm", TestContext.Current.CancellationToken);

        MediaAsset asset = result.Lease!.Asset;
        Assert.Equal((true, true, PictureCodec.Vp8), (asset.Video!.IsVp8, asset.Video.IsPlayableAsIs, asset.Describe().Codec));
        Assert.Equal(isTranscoded, asset.InH264 is { IsVp8: false, IsPlayableAsIs: false, Prepared: not null });
        Assert.Equal(isTranscoded, asset.Encoded is not null);
        Assert.DoesNotContain(asset.PreparedTracks, static track => track is PictureTrack);
        result.Lease.Dispose();
    }

    [Fact]
    public async Task VP8_with_pictures_that_are_not_shown_is_encoded_anew()
    {
        byte[] file = await File.ReadAllBytesAsync(files.Get("vp8.webm"), TestContext.Current.CancellationToken);
        file[MovieFile.Read(files.Get("vp8.webm"), out _).FirstVideo!.Samples.GetSample(30).Offset] &= 0xEF;
        await File.WriteAllBytesAsync(Path.Combine(_folder.Path, "film.webm"), file, TestContext.Current.CancellationToken);
        using AssetCatalog catalog = Open();
        AssetOpenResult result = await catalog.OpenAsync("film.webm", TestContext.Current.CancellationToken);

        MediaAsset asset = result.Lease!.Asset;
        Assert.Equal((false, false, PictureCodec.H264), (asset.Video!.IsVp8, asset.Video.IsPlayableAsIs, asset.Describe().Codec));
        Assert.Equal((PictureTreatment.Encoded, "VP8 that may have pictures that are not shown"), (asset.Picture.Treatment, asset.Picture.Reason));
        result.Lease.Dispose();
    }

    [Fact]
    public async Task A_recording_that_was_cut_off_is_played_as_far_as_it_goes()
    {
        byte[] file = await File.ReadAllBytesAsync(files.Get("vp8-live.webm"), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(_folder.Path, "cut.webm"), file[..(file.Length / 2)], TestContext.Current.CancellationToken);
        using AssetCatalog catalog = Open();
        AssetOpenResult result = await catalog.OpenAsync("cut.webm", TestContext.Current.CancellationToken);

        Assert.True(result.Lease is not null, result.Detail);
        Assert.InRange(result.Lease.Asset.Duration.TotalSeconds, 0.5, 2.5);
        result.Lease.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        _folder.Dispose();
    }

    private AssetCatalog Open()
    {
        AssetCache cache = AssetCache.Open(_bench.Options, TimeProvider.System, _bench.CacheLog);
        PicturePreparation pictures = new(
            _bench.Options, new FfmpegLocation(TestFfmpeg.Path, null) { Encoders = new HashSet<string> { "libx264" } }, cache, TimeProvider.System, new ListLogger<PicturePreparation>());
        return new(new LocalMediaStorage(_folder.Path), new AssetLoader(_bench.Preparation, pictures, Options.Create(_bench.Options), _log), cache);
    }
}
