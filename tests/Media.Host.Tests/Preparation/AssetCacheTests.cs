using Vod.Media.Host.Preparation;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Tests.Preparation;

public sealed class AssetCacheTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vod-cache-");
    private readonly PreparationOptions _options;
    private readonly ListLogger<AssetCache> _log = new();
    private readonly SteppingClock _clock = new();

    public AssetCacheTests() => _options = new() { CacheDirectory = Path.Combine(_folder.FullName, "cache"), MaxCacheBytes = 1000 };

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_file_is_read_as_it_was_written()
    {
        AssetCache cache = Open();

        await WriteAsync(cache, "a", 300);

        Assert.Equal(new byte[300], await ReadAsync(cache, "a"));
        Assert.Null(await ReadAsync(cache, "b"));
        Assert.Equal(300, cache.Bytes);
    }

    [Fact]
    public async Task Writing_again_replaces_the_file_and_leaves_nothing_beside_it()
    {
        AssetCache cache = Open();

        await WriteAsync(cache, "a", 300);
        await WriteAsync(cache, "a", 200);

        Assert.Equal(200, cache.Bytes);
        Assert.Single(new DirectoryInfo(_options.CacheDirectory).GetFiles("*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task The_asset_unused_for_longest_leaves_when_the_limit_is_passed()
    {
        AssetCache cache = Open();
        await WriteAsync(cache, "a", 400);
        await WriteAsync(cache, "b", 400);
        cache.MarkUsed(Key("a"));

        await WriteAsync(cache, "c", 400);

        Assert.NotNull(await ReadAsync(cache, "a"));
        Assert.Null(await ReadAsync(cache, "b"));
        Assert.NotNull(await ReadAsync(cache, "c"));
        Assert.Equal(800, cache.Bytes);
    }

    [Fact]
    public async Task A_restart_knows_what_is_there_and_what_was_used_last()
    {
        AssetCache cache = Open();
        await WriteAsync(cache, "a", 400);
        await WriteAsync(cache, "b", 400);
        cache.MarkUsed(Key("b"));
        cache.MarkUsed(Key("a"));

        _options.MaxCacheBytes = 700;
        AssetCache next = Open();

        Assert.Equal(400, next.Bytes);
        Assert.NotNull(await ReadAsync(next, "a"));
        Assert.Null(await ReadAsync(next, "b"));
    }

    [Fact]
    public async Task What_is_not_ours_is_neither_counted_nor_deleted()
    {
        string foreign = Path.Combine(_options.CacheDirectory, "photos", "a.jpg");
        Directory.CreateDirectory(Path.GetDirectoryName(foreign)!);
        await File.WriteAllBytesAsync(foreign, new byte[5000], TestContext.Current.CancellationToken);

        AssetCache cache = Open();
        await WriteAsync(cache, "a", 400);

        Assert.Equal(400, cache.Bytes);
        Assert.True(File.Exists(foreign));
    }

    [Fact]
    public async Task Files_left_half_written_by_a_dead_process_are_deleted_at_the_start()
    {
        AssetCache cache = Open();
        await WriteAsync(cache, "a", 300);
        string left = Path.Combine(_options.CacheDirectory, Key("a").ToFolderName(), "v", "chunk.tmp");
        await File.WriteAllBytesAsync(left, new byte[100], TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(left, _clock.GetUtcNow().UtcDateTime.AddHours(-2));

        Assert.Equal(300, Open().Bytes);
        Assert.False(File.Exists(left));
    }

    [Fact]
    public async Task A_file_longer_than_it_can_be_is_read_as_empty()
    {
        AssetCache cache = Open();
        await WriteAsync(cache, "a", 300);

        Assert.Empty((await cache.ReadAsync(Key("a"), "v", "f", 299, CancellationToken.None))!);
    }

    [Fact]
    public async Task An_asset_larger_than_the_limit_loses_its_own_oldest_files()
    {
        AssetCache cache = Open();
        for (int chunk = 0; chunk < 50; chunk++)
        {
            await WriteAsync(cache, "a", 100, $"{chunk:D2}");
            Assert.InRange(cache.Bytes, 100, 1000);
            Assert.Equal(cache.Bytes, BytesOnDisk);
        }

        Assert.NotNull(await ReadAsync(cache, "a", "49"));
        Assert.NotNull(await ReadAsync(cache, "a", "40"));
        Assert.Null(await ReadAsync(cache, "a", "39"));
    }

    [Fact]
    public async Task A_file_that_is_read_is_not_the_oldest()
    {
        AssetCache cache = Open();
        for (int chunk = 0; chunk < 10; chunk++)
        {
            await WriteAsync(cache, "a", 100, $"{chunk}");
        }

        Assert.NotNull(await ReadAsync(cache, "a", "0"));
        await WriteAsync(cache, "a", 100, "10");

        Assert.NotNull(await ReadAsync(cache, "a", "0"));
        Assert.Null(await ReadAsync(cache, "a", "1"));
        Assert.Null(await ReadAsync(cache, "a", "2"));
        Assert.NotNull(await ReadAsync(cache, "a", "3"));
    }

    [Fact]
    public async Task A_single_file_larger_than_the_limit_stays()
    {
        AssetCache cache = Open();
        await WriteAsync(cache, "a", 100, "0");
        await WriteAsync(cache, "a", 2000, "1");

        Assert.Equal(2000, cache.Bytes);
        Assert.Equal(2000, BytesOnDisk);
        await WriteAsync(cache, "a", 100, "2");
        Assert.Equal(100, cache.Bytes);
    }

    [Fact]
    public async Task An_asset_whose_files_are_read_is_not_the_oldest()
    {
        AssetCache cache = Open();
        await WriteAsync(cache, "a", 400);
        await WriteAsync(cache, "b", 400);
        Assert.NotNull(await ReadAsync(cache, "a"));

        AssetCache next = Open();
        await WriteAsync(next, "c", 400);

        Assert.NotNull(await ReadAsync(next, "a"));
        Assert.Null(await ReadAsync(next, "b"));
    }

    [Fact]
    public async Task What_is_played_stays_whatever_its_age_as_long_as_anything_else_can_go()
    {
        AssetCache cache = Open();
        await WriteAsync(cache, "a", 400);
        await WriteAsync(cache, "b", 400);
        cache.Played = static () => [Key("a")];

        await WriteAsync(cache, "c", 400);
        await WriteAsync(cache, "d", 400);

        Assert.NotNull(await ReadAsync(cache, "a"));
        Assert.Null(await ReadAsync(cache, "b"));
        Assert.Null(await ReadAsync(cache, "c"));
        Assert.NotNull(await ReadAsync(cache, "d"));
    }

    [Fact]
    public async Task Of_two_that_are_played_the_oldest_files_go()
    {
        AssetCache cache = Open();
        cache.Played = static () => [Key("a"), Key("b")];
        for (int chunk = 0; chunk < 10; chunk++)
        {
            await WriteAsync(cache, chunk % 2 == 0 ? "a" : "b", 100, $"{chunk}");
        }

        await WriteAsync(cache, "a", 100, "10");

        Assert.Equal(900, cache.Bytes);
        Assert.Null(await ReadAsync(cache, "a", "0"));
        Assert.Null(await ReadAsync(cache, "b", "1"));
        Assert.NotNull(await ReadAsync(cache, "a", "2"));
        Assert.NotNull(await ReadAsync(cache, "b", "3"));
    }

    [Fact]
    public async Task What_another_process_has_deleted_is_not_counted_for_ever()
    {
        AssetCache cache = Open();
        for (int chunk = 0; chunk < 10; chunk++)
        {
            await WriteAsync(cache, "a", 100, $"{chunk}");
        }

        foreach (FileInfo file in new DirectoryInfo(_options.CacheDirectory).GetFiles("?", SearchOption.AllDirectories)[..8])
        {
            file.Delete();
        }

        await WriteAsync(cache, "a", 100, "10");

        Assert.Equal(300, cache.Bytes);
        Assert.Equal(300, BytesOnDisk);
    }

    private long BytesOnDisk => new DirectoryInfo(_options.CacheDirectory).GetFiles("*", SearchOption.AllDirectories).Sum(static file => file.Length);

    private static AssetKey Key(string name) => new(name, "1", 1);

    private static Task WriteAsync(AssetCache cache, string name, int bytes, string file = "f") =>
        cache.WriteAsync(Key(name), "v", file, new byte[bytes], CancellationToken.None);

    private static Task<byte[]?> ReadAsync(AssetCache cache, string name, string file = "f") =>
        cache.ReadAsync(Key(name), "v", file, 1000, CancellationToken.None);

    private AssetCache Open() => AssetCache.Open(_options, _clock, _log);

    /// <summary>A clock that moves a second each time it is looked at, so that no two uses are at one time.</summary>
    private sealed class SteppingClock : TimeProvider
    {
        private DateTimeOffset _now = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => _now += TimeSpan.FromSeconds(1);
    }
}
