using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Vod.Media.Engine;
using Vod.Media.Host.Assets;
using Vod.Media.Host.Library;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Tests.Assets;
using Vod.Media.Tests.Mp4;

namespace Vod.Media.Host.Tests.Library;

/// <summary>A folder whose files take as long to open as a test wants.</summary>
public sealed class MediaLibraryTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly FakeFolder _files = new();
    private readonly TemporaryFolder _cache = new();
    private readonly HeldStorage _storage = new(new MovieSpec(TrackSpec.Video).Build());
    private readonly AudioPreparation _sound;
    private readonly AssetCatalog _catalog;
    private readonly FileFactsTable _facts;
    private readonly PreparationQueue _queue = new(new ScriptedPreparation(), NullLogger<PreparationQueue>.Instance);
    private readonly MediaLibrary _library;

    public MediaLibraryTests()
    {
        PreparationOptions options = new() { CacheDirectory = _cache.Path };
        FfmpegLocation none = new("/nowhere/ffmpeg", null);
        AssetCache cache = AssetCache.Open(options, TimeProvider.System, NullLogger<AssetCache>.Instance);
        _sound = new AudioPreparation(options, none, cache, TimeProvider.System, NullLogger<AudioPreparation>.Instance);
        PicturePreparation pictures = new(options, none, cache, TimeProvider.System, NullLogger<PicturePreparation>.Instance);
        AssetLoader loader = new(_sound, pictures, Options.Create(options), NullLogger<AssetLoader>.Instance);
        _catalog = new AssetCatalog(_storage, loader, cache);
        _facts = new FileFactsTable(_catalog, NullLogger<FileFactsTable>.Instance);
        _library = new MediaLibrary(_files, _facts, _queue, cache, _clock);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_listing_does_not_wait_long_for_files_that_do_not_open()
    {
        _files.Put("a.mp4");
        Task<LibraryListing> listing = _library.ListAsync(Token);
        SpinWait.SpinUntil(() => _storage.Opened == 1, TimeSpan.FromSeconds(30));
        while (!listing.IsCompleted)
        {
            _clock.Advance(MediaLibrary.Patience);
            await Task.Yield();
        }

        Assert.Equal(PreparationState.Unknown, Assert.Single((await listing).Files).State);
        Assert.Equal(PreparationState.Unknown, (await PassAsync(_library.FindAsync("a.mp4", Token)))!.State);
        Assert.Equal(1, _storage.Opened);
    }

    [Fact]
    public async Task A_file_is_read_once_however_often_it_is_listed_and_again_when_it_has_changed()
    {
        _storage.LetGo();
        _files.Put("a.mp4");
        _files.Put("b.mp4");
        for (int i = 0; i < 3; i++)
        {
            Assert.All((await _library.ListAsync(Token)).Files, static file => Assert.Equal(PreparationState.Ready, file.State));
        }

        Assert.Equal(2, _storage.Opened);
        _files.Put("b.mp4", size: 2000);
        await _library.ListAsync(Token);

        Assert.Equal(3, _storage.Opened);
        Assert.Equal(0, _catalog.Count);
    }

    [Fact]
    public async Task Few_files_are_read_at_a_time_and_a_limited_number_waits()
    {
        for (int i = 0; i < FileFactsTable.MaxWaiting + 10; i++)
        {
            _files.Put($"{i:D3}.mp4");
        }

        Task<LibraryListing> first = _library.ListAsync(Token);
        SpinWait.SpinUntil(() => _storage.Opened == FileFactsTable.MaxReaders, TimeSpan.FromSeconds(30));
        Assert.Null(_facts.Read(FakeFolder.File("one more.mp4")));
        _storage.LetGo();

        Assert.Equal(FileFactsTable.MaxWaiting, (await first).Files.Count(static file => file.State == PreparationState.Ready));
        Assert.All((await _library.ListAsync(Token)).Files, static file => Assert.Equal(PreparationState.Ready, file.State));
    }

    [Fact]
    public async Task A_storage_that_fails_is_asked_again()
    {
        _storage.LetGo();
        _storage.Failure = static () => new IOException("the disk is gone");
        _files.Put("a.mp4");
        LibraryFile failed = (await _library.FindAsync("a.mp4", Token))!;
        _storage.Failure = null;

        Assert.Equal((PreparationState.Failed, "the disk is gone"), (failed.State, failed.Problem));
        Assert.Equal(PreparationState.Ready, (await _library.FindAsync("a.mp4", Token))!.State);
    }

    public async ValueTask DisposeAsync()
    {
        _storage.LetGo();
        _catalog.Dispose();
        _queue.Dispose();
        await _sound.DisposeAsync();
        _cache.Dispose();
        _facts.Dispose();
    }

    private async Task<T> PassAsync<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            _clock.Advance(MediaLibrary.Patience);
            await Task.Yield();
        }

        return await task;
    }
}
