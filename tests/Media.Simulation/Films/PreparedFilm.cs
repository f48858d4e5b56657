using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Vod.Media.Host.Assets;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Storage;
using Vod.Media.Playback;

namespace Vod.Media.Simulation.Films;

/// <summary>A file on disk as the product opens it, with sound and picture prepared to the end, so that it can be played in virtual time.</summary>
internal sealed class PreparedFilm : IFilm, IAsyncDisposable
{
    private readonly DirectoryInfo _cache;
    private readonly AudioPreparation _sound;
    private readonly PicturePreparation _pictures;
    private readonly AssetLoader _loader;
    private readonly IAssetContent _content;

    private PreparedFilm(DirectoryInfo cache, AudioPreparation sound, PicturePreparation pictures, AssetLoader loader, IAssetContent content, MediaAsset asset) =>
        (_cache, _sound, _pictures, _loader, _content, Asset) = (cache, sound, pictures, loader, content, asset);

    public MediaAsset Asset { get; }

    /// <summary>What is played of VP8: H.264, or what is in the file.</summary>
    public bool IsPlayedAsVp8 { get; init; }

    public VideoSource? Video => IsPlayedAsVp8 ? Asset.Video : Asset.InH264;

    public IOpusSource? Audio => Asset.Sound;

    public TimeSpan Duration => Asset.Duration;

    public LoopPeriod LoopPeriod => Asset.LoopPeriod;

    public static async Task<PreparedFilm> OpenAsync(string path, bool asVp8 = false)
    {
        DirectoryInfo cacheFolder = Directory.CreateTempSubdirectory("vod-film-");
        PreparationOptions options = new() { CacheDirectory = cacheFolder.FullName };
        FfmpegLocation ffmpeg = await new FfmpegLocator(options, TimeProvider.System).LocateAsync(TestContext.Current.CancellationToken);
        AssetCache cache = AssetCache.Open(options, TimeProvider.System, NullLogger<AssetCache>.Instance);
        AudioPreparation sound = new(options, ffmpeg, cache, TimeProvider.System, NullLogger<AudioPreparation>.Instance);
        PicturePreparation pictures = new(options, ffmpeg, cache, TimeProvider.System, NullLogger<PicturePreparation>.Instance);
        AssetLoader loader = new(sound, pictures, Options.Create(options), NullLogger<AssetLoader>.Instance);
        StorageOpenResult opened = await new LocalMediaStorage(Path.GetDirectoryName(path)!).OpenAsync(Path.GetFileName(path), TestContext.Current.CancellationToken);
        AssetLoadResult loaded = await loader.LoadAsync(opened.Content!);
        Assert.True(loaded.Asset is not null, $"{Path.GetFileName(path)}: {loaded.Detail}");
        PreparedFilm film = new(cacheFolder, sound, pictures, loader, opened.Content!, loaded.Asset) { IsPlayedAsVp8 = asVp8 };
        await film.PrepareAsync();
        return film;
    }

    public void Read(in ReadRequest request)
    {
        // Virtual time stands still meanwhile.
        ValueTask<int> read = _content.ReadAsync(request.Offset, request.Destination.AsMemory(0, request.Length), CancellationToken.None);
        Assert.Equal(request.Length, read.AsTask().GetAwaiter().GetResult());
    }

    public async ValueTask DisposeAsync()
    {
        _loader.Unload(_content, Asset);
        await _sound.DisposeAsync();
        await _pictures.DisposeAsync();
        _cache.Delete(recursive: true);
    }

    // As viewers would ask, one chunk after the other.
    private async Task PrepareAsync()
    {
        for (int packet = 0; Asset.Sound is { } sound && packet < sound.PacketCount; packet++)
        {
            if (!sound.TryGetPacket(packet, out _))
            {
                sound.RequestAhead(packet);
                await _sound.WhenIdleAsync();
            }

            Assert.True(sound.TryGetPacket(packet, out _), $"packet {packet}: {sound.FailureReason}");
        }

        for (int chunk = 0; !IsPlayedAsVp8 && Asset.Encoded is { } picture && chunk < picture.Chunks.Count; chunk++)
        {
            if (!picture.Open(chunk).IsComplete)
            {
                picture.RequestAhead(chunk, loops: false);
                await _pictures.WhenIdleAsync();
            }

            Assert.True(picture.Open(chunk).IsComplete, $"chunk {chunk}: {picture.FailureReason}");
        }
    }
}
