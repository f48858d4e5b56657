using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Vod.Media.Engine;
using Vod.Media.Host.Assets;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Storage;
using Vod.Media.Matroska;
using Vod.Media.Tests.Mp4;

namespace Vod.Media.Host.Tests.Assets;

public sealed class AssetCatalogTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly AudioPreparation _preparation;
    private readonly HeldStorage _storage = new(new MovieSpec(TrackSpec.Video).Build());
    private readonly AssetCache _cache;
    private readonly AssetLoader _loader;
    private readonly AssetCatalog _catalog;

    public AssetCatalogTests()
    {
        PreparationOptions options = new() { CacheDirectory = _folder.Path, MaxCacheBytes = 1000 };
        _cache = AssetCache.Open(options, TimeProvider.System, NullLogger<AssetCache>.Instance);
        _preparation = new AudioPreparation(
            options, new FfmpegLocation("/nowhere/ffmpeg", null), _cache, TimeProvider.System, NullLogger<AudioPreparation>.Instance);
        PicturePreparation pictures = new(
            options, new FfmpegLocation("/nowhere/ffmpeg", null), _cache, TimeProvider.System, NullLogger<PicturePreparation>.Instance);
        _loader = new AssetLoader(_preparation, pictures, Options.Create(options), NullLogger<AssetLoader>.Instance);
        _catalog = new AssetCatalog(_storage, _loader, _cache);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Viewers_of_one_file_share_its_index_and_read_it_once()
    {
        Task<AssetOpenResult>[] openings = [.. Enumerable.Range(0, 100).Select(_ => _catalog.OpenAsync("a.mp4", Token))];
        _storage.LetGo();
        AssetOpenResult[] opened = await Task.WhenAll(openings);

        Assert.Single(opened.Select(static result => result.Lease!.Asset).Distinct());
        Assert.Equal(1, _storage.Reads);
        Assert.Equal(99, _storage.Closed);
    }

    [Fact]
    public async Task An_asset_nobody_watches_stays_for_the_next_viewer()
    {
        _storage.LetGo();
        AssetOpenResult first = await _catalog.OpenAsync("a.mp4", Token);
        first.Lease!.Dispose();
        first.Lease.Dispose();
        AssetOpenResult second = await _catalog.OpenAsync("a.mp4", Token);

        Assert.Same(first.Lease.Asset, second.Lease!.Asset);
        Assert.Equal(1, _storage.Reads);
    }

    [Fact]
    public async Task Only_so_many_unwatched_assets_stay_open()
    {
        _storage.LetGo();
        for (int i = 0; i < AssetCatalog.MaxIdle + 10; i++)
        {
            (await _catalog.OpenAsync($"{i}.mp4", Token)).Lease!.Dispose();
        }

        Assert.Equal(AssetCatalog.MaxIdle, _catalog.Count);
        Assert.Equal(10, _storage.Closed);
    }

    [Fact]
    public async Task What_was_only_looked_into_is_closed_at_once_unless_a_viewer_came_meanwhile()
    {
        _storage.LetGo();
        AssetOpenResult seen = await _catalog.LookIntoAsync("a.mp4", Token);
        AssetOpenResult played = await _catalog.OpenAsync("b.mp4", Token);
        AssetOpenResult seenToo = await _catalog.LookIntoAsync("b.mp4", Token);
        Assert.Same(played.Lease!.Asset, seenToo.Lease!.Asset);

        seen.Lease!.Dispose();
        played.Lease.Dispose();
        seenToo.Lease.Dispose();

        Assert.Equal(1, _catalog.Count);
        Assert.Same(played.Lease.Asset, (await _catalog.OpenAsync("b.mp4", Token)).Lease!.Asset);
    }

    [Fact]
    public async Task A_watched_asset_is_never_closed()
    {
        _storage.LetGo();
        using AssetLease watched = (await _catalog.OpenAsync("watched.mp4", Token)).Lease!;
        for (int i = 0; i < AssetCatalog.MaxIdle + 10; i++)
        {
            (await _catalog.OpenAsync($"{i}.mp4", Token)).Lease!.Dispose();
        }

        Assert.Same(watched.Asset, (await _catalog.OpenAsync("watched.mp4", Token)).Lease!.Asset);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_tried_anew_by_the_next_viewer()
    {
        _storage.LetGo();
        _storage.Failure = static () => new IOException("the disk is gone");
        AssetOpenResult failed = await _catalog.OpenAsync("a.mp4", Token);
        _storage.Failure = null;
        AssetOpenResult opened = await _catalog.OpenAsync("a.mp4", Token);

        Assert.Equal(SessionEndReason.ReadFailed, failed.Reason);
        Assert.NotNull(opened.Lease);
        Assert.Equal(1, _storage.Closed);
    }

    [Fact]
    public async Task A_file_that_is_replaced_while_its_index_is_read_is_opened_again()
    {
        _storage.LetGo();
        _storage.Failure = () =>
        {
            _storage.Failure = null;
            _storage.Version = "2";
            return new ContentChangedException("another ETag");
        };

        AssetOpenResult opened = await _catalog.OpenAsync("a.mp4", Token);

        Assert.Equal("2", opened.Lease!.Content.Key.Version);
        Assert.Equal(["2"], _storage.Open);
    }

    [Fact]
    public async Task A_file_that_is_replaced_again_and_again_is_not_opened_for_ever()
    {
        _storage.LetGo();
        _storage.Failure = static () => new ContentChangedException("another ETag");

        AssetOpenResult failed = await _catalog.OpenAsync("a.mp4", Token);

        Assert.Equal((SessionEndReason.ReadFailed, "another ETag"), (failed.Reason, failed.Detail));
        Assert.Equal(2, _storage.Opened);
        Assert.Empty(_storage.Open);
    }

    [Fact]
    public async Task A_new_version_closes_the_one_nobody_watches()
    {
        _storage.LetGo();
        AssetOpenResult first = await _catalog.OpenAsync("a.mp4", Token);
        first.Lease!.Dispose();
        (await _catalog.OpenAsync("b.mp4", Token)).Lease!.Dispose();
        _storage.Version = "2";

        AssetOpenResult second = await _catalog.OpenAsync("a.mp4", Token);

        Assert.NotSame(first.Lease.Asset, second.Lease!.Asset);
        Assert.Equal("2", second.Lease.Content.Key.Version);
        Assert.Equal(["1", "2"], _storage.Open);
        Assert.Equal(2, _catalog.Count);
    }

    [Fact]
    public async Task An_old_version_plays_to_its_end_and_is_closed_then()
    {
        _storage.LetGo();
        AssetOpenResult old = await _catalog.OpenAsync("a.mp4", Token);
        _storage.Version = "2";
        (await _catalog.OpenAsync("a.mp4", Token)).Lease!.Dispose();
        Assert.Equal(["1", "2"], _storage.Open);

        old.Lease!.Dispose();

        Assert.Equal(["2"], _storage.Open);
        Assert.Equal(1, _catalog.Count);
    }

    [Fact]
    public async Task What_was_made_of_a_watched_asset_outlives_what_is_newer()
    {
        _storage.LetGo();
        AssetOpenResult watched = await _catalog.OpenAsync("watched.mp4", Token);
        AssetOpenResult seen = await _catalog.LookIntoAsync("seen.mp4", Token);
        await KeepAsync(watched.Lease!, 400);
        await KeepAsync(seen.Lease!, 500);
        Assert.Equal(900, _cache.Bytes);

        await KeepAsync(seen.Lease!, 700);
        Assert.Equal((400L, 0L), (KeptOf(watched), KeptOf(seen)));

        watched.Lease!.Dispose();
        await KeepAsync(seen.Lease!, 700);
        Assert.Equal((0L, 700L), (KeptOf(watched), KeptOf(seen)));
    }

    [Fact]
    public async Task An_opening_that_is_given_up_leaves_nothing_open()
    {
        using CancellationTokenSource patience = new();
        Task<AssetOpenResult> opening = _catalog.OpenAsync("a.mp4", patience.Token);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        Assert.Equal(0, _catalog.Count);
        Assert.Equal(1, _storage.Closed);
    }

    [Fact]
    public async Task An_opening_that_has_read_much_goes_on_for_who_asks_again()
    {
        byte[] film = LongWebm();
        HeldStorage storage = new(film) { HeldFrom = film.Length / 2 };
        using AssetCatalog catalog = new(storage, _loader, _cache);
        using CancellationTokenSource patience = new();
        Task<AssetOpenResult> opening = catalog.OpenAsync("long.webm", patience.Token);
        await storage.IsHeld;
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        Assert.Equal((1, 0), (catalog.Count, storage.Closed));
        int reads = storage.Reads;

        storage.LetGo();
        AssetOpenResult again = await catalog.OpenAsync("long.webm", Token);

        Assert.True(again.Lease is not null, again.Detail);
        Assert.InRange(storage.Reads, reads, reads * 2 + 2);
        again.Lease.Dispose();
        Assert.Equal(1, catalog.Count);
    }

    [Fact]
    public async Task One_that_nobody_asks_for_again_is_closed_in_the_end()
    {
        byte[] film = LongWebm();
        HeldStorage storage = new(film) { HeldFrom = film.Length / 2 };
        FakeTimeProvider clock = new();
        using AssetCatalog catalog = new(storage, _loader, _cache, clock);
        using CancellationTokenSource patience = new();
        Task<AssetOpenResult> opening = catalog.OpenAsync("long.webm", patience.Token);
        await storage.IsHeld;
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);

        clock.Advance(AssetCatalog.AbandonedPatience);
        Assert.True(SpinWait.SpinUntil(() => catalog.Count == 0, TimeSpan.FromSeconds(10)));

        Assert.Equal(1, storage.Closed);
        storage.LetGo();
    }

    // Twice as long as what has to be read for an opening to go on.
    private static byte[] LongWebm()
    {
        WebmWriter writer = new();
        List<ReadOnlyMemory<byte>> pieces = [];
        using MemoryStream file = new();
        writer.WriteStart(pieces, new MatroskaTrack { Type = MatroskaTrackType.Video, CodecId = "V_VP8", Width = 640, Height = 360 });
        pieces.ForEach(piece => file.Write(piece.Span));
        byte[] frame = new byte[50_000];
        frame[0] = 0x10;
        for (int i = 0; file.Length < 2.5 * AssetCatalog.LeastAbandoned; i++)
        {
            pieces.Clear();
            writer.WriteCluster(file.Length, [new WebmFrame(1, i * 40, frame, IsKey: true)], pieces);
            pieces.ForEach(piece => file.Write(piece.Span));
        }

        return file.ToArray();
    }

    private Task KeepAsync(AssetLease lease, int bytes) => _cache.WriteAsync(lease.Content.Key, "v", "f", new byte[bytes], Token);

    private long KeptOf(AssetOpenResult opened) => _cache.BytesOf(opened.Lease!.Content.Key);

    public async ValueTask DisposeAsync()
    {
        _storage.LetGo();
        _catalog.Dispose();
        await _preparation.DisposeAsync();
        _folder.Dispose();
    }
}
