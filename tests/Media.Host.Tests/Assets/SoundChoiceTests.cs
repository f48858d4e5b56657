using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vod.Media.Engine;
using Vod.Media.Host.Assets;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Tests.Preparation;
using Vod.Media.Tests.Mp4;

namespace Vod.Media.Host.Tests.Assets;

/// <summary>Which of the sounds of a file is played, and what happens to those that cannot be.</summary>
public sealed class SoundChoiceTests : IAsyncDisposable
{
    private static readonly TrackSpec Unknown = TrackSpec.Audio with { Id = 3, SampleEntries = [TrackSpec.AudioEntry("QDM2")] };

    // Known by name, but no decoder can be told of it.
    private static readonly TrackSpec Narrowband = TrackSpec.Audio with { Id = 4, SampleEntries = [TrackSpec.AudioEntry("samr")] };
    private static readonly TrackSpec Second = TrackSpec.Audio with { Id = 7, Flags = 0 };

    private readonly PreparationBench _bench = new();
    private readonly ListLogger<AssetLoader> _log = new();
    private readonly List<AssetCatalog> _catalogs = [];

    [Fact]
    public async Task Two_viewers_of_one_asset_may_listen_to_different_tracks()
    {
        AssetCatalog catalog = Of(TrackSpec.Video, TrackSpec.Audio, Second);

        MediaAsset first = await OpenAsync(catalog, "a.mp4");
        MediaAsset same = await OpenAsync(catalog, "a.mp4?audio=1");
        MediaAsset second = await OpenAsync(catalog, "a.mp4?audio=2");
        MediaAsset again = await OpenAsync(catalog, "a.mp4?audio=2");

        Assert.Same(first, same);
        Assert.Same(first.Video, second.Video);
        Assert.Same(first.File, second.File);
        Assert.NotSame(first.Sound, second.Sound);
        Assert.Same(second.Sound, again.Sound);
        Assert.NotSame(first.LoopedSound, second.LoopedSound);
        Assert.Same(second.LoopedSound, again.LoopedSound);
        Assert.Equal(1, catalog.Count);
        Assert.Equal(4, first.File.Sounds.Prepared.Count);
    }

    [Theory]
    [InlineData("a.mp4?audio=3", SessionEndReason.WrongFormat, "there is no audio track 3, the file has 2")]
    [InlineData("a.mp4?audio=0", SessionEndReason.BadUri, "what follows ?audio= is not the number of a sound track")]
    public async Task A_number_that_is_wrong_is_refused_with_the_reason(string address, SessionEndReason reason, string detail)
    {
        AssetOpenResult result = await Of(TrackSpec.Video, TrackSpec.Audio, Second).OpenAsync(address, TestContext.Current.CancellationToken);

        Assert.Null(result.Lease);
        Assert.Equal((reason, detail), (result.Reason, result.Detail));
    }

    [Theory]
    [InlineData(false, "audio track 3 ('QDM2') is of a kind that is not known here")]
    [InlineData(true, "audio track 4 ('samr') is of a kind that cannot be decoded here")]
    public async Task A_picture_is_played_without_the_sound_that_cannot_be_and_the_log_says_so(bool isNarrowband, string reason)
    {
        MediaAsset asset = await OpenAsync(Of(TrackSpec.Video, isNarrowband ? Narrowband : Unknown), "a.mp4");

        Assert.NotNull(asset.Video);
        Assert.Null(asset.Sound);
        Assert.Null(asset.LoopedSound);
        Assert.False(asset.Describe().HasAudio);
        Assert.Equal($"a.mp4 plays without sound: {reason}", Assert.Single(_log.Entries, static entry => entry.Level == LogLevel.Warning).Text);
    }

    [Theory]
    [InlineData("a.mp4", false)]
    [InlineData("a.mp4", true)]
    [InlineData("a.mp4?audio=1", false)]
    [InlineData("a.mp4?audio=1", true)]
    public async Task Alone_or_asked_for_it_is_refused(string address, bool isNarrowband)
    {
        TrackSpec sound = isNarrowband ? Narrowband : Unknown;
        AssetOpenResult result = await (address == "a.mp4" ? Of(sound) : Of(TrackSpec.Video, sound)).OpenAsync(address, TestContext.Current.CancellationToken);

        Assert.Null(result.Lease);
        Assert.Equal(SessionEndReason.WrongFormat, result.Reason);
        Assert.Contains("is of a kind that", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_sound_is_played_if_the_first_cannot_be()
    {
        AssetCatalog catalog = Of(TrackSpec.Video, Narrowband, Second);

        MediaAsset asset = await OpenAsync(catalog, "a.mp4");

        Assert.NotNull(asset.Sound);
        Assert.Same(asset.Sound, (await OpenAsync(catalog, "a.mp4?audio=2")).Sound);
        Assert.DoesNotContain(_log.Entries, static entry => entry.Level == LogLevel.Warning);
    }

    public async ValueTask DisposeAsync()
    {
        _catalogs.ForEach(static catalog => catalog.Dispose());
        await _bench.DisposeAsync();
    }

    private static async Task<MediaAsset> OpenAsync(AssetCatalog catalog, string address)
    {
        AssetOpenResult result = await catalog.OpenAsync(address, TestContext.Current.CancellationToken);
        Assert.True(result.Lease is not null, result.Detail);
        return result.Lease.Asset;
    }

    private AssetCatalog Of(params TrackSpec[] tracks)
    {
        HeldStorage storage = new(new MovieSpec(tracks).Build());
        storage.LetGo();
        AssetCache cache = AssetCache.Open(_bench.Options, TimeProvider.System, _bench.CacheLog);
        PicturePreparation pictures = new(
            _bench.Options, new FfmpegLocation(null, "none"), cache, TimeProvider.System, new ListLogger<PicturePreparation>());
        AssetCatalog catalog = new(storage, new AssetLoader(_bench.Preparation, pictures, Options.Create(_bench.Options), _log), cache);
        _catalogs.Add(catalog);
        return catalog;
    }
}
