using Microsoft.Extensions.Logging;
using Vod.Media.Host.Storage;
using Vod.Media.Host.Storage.Objects;

namespace Vod.Media.Host.Tests.Storage.Objects;

public sealed class BlockCacheTests : IDisposable
{
    private const int Block = ObjectFixture.Block;
    private const string Name = "film.mp4";
    private readonly ObjectFixture _fixture = new(static options => options.MaxBytes = 50 * (Block + BlockFile.OverheadBytes));

    public static TheoryData<string> Damages => [.. Damage.Keys];

    private static Dictionary<string, Action<string>> Damage { get; } = new()
    {
        ["a byte is another"] = static path => Change(path, static bytes => bytes[1234] ^= 1),
        ["the sum is another"] = static path => Change(path, static bytes => bytes[^1] ^= 0x80),
        ["cut off"] = static path => File.WriteAllBytes(path, File.ReadAllBytes(path)[..^1]),
        ["too long"] = static path => File.WriteAllBytes(path, [.. File.ReadAllBytes(path), 0]),
        ["zeros, as after a power failure"] = static path => Change(path, static bytes => Array.Clear(bytes)),
        ["empty"] = static path => File.WriteAllBytes(path, []),
        ["another block"] = static path => File.WriteAllBytes(path, File.ReadAllBytes(path.Replace("00000003", "00000004", StringComparison.Ordinal))),
    };

    [Fact]
    public async Task What_was_read_once_is_not_read_again_after_a_restart()
    {
        ScriptedObject film = await ReadAsync(0, 10);

        await _fixture.RestartAsync();
        using IAssetContent content = await _fixture.OpenAsync(Name);
        await ObjectFixture.CheckAsync(content, film, 0, 10 * Block);

        // A new process does not know which version is in the folder, so it asks for the first block of whichever there is.
        Assert.InRange(_fixture.Store.BytesAsked, 0, Block);
        Assert.Equal(1, _fixture.Store.Count);
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_block_is_read_again(string damage)
    {
        ScriptedObject film = await ReadAsync(0, 10);
        Damage[damage](_fixture.Files("00000003.block").Single());

        await _fixture.RestartAsync();
        using IAssetContent content = await _fixture.OpenAsync(Name);
        await ObjectFixture.CheckAsync(content, film, 0, 10 * Block);
        await _fixture.IdleAsync();

        Assert.Contains(new(Name, 3 * Block, Block, "\"1\""), _fixture.Store.Requests);
        Assert.Equal(2, _fixture.Store.Count);
        Assert.Equal(1, _fixture.Cache.Counters.DamagedBlocks);
        Assert.Equal(10, _fixture.Files().Length);
    }

    [Fact]
    public async Task A_folder_that_is_deleted_costs_reading_again()
    {
        ScriptedObject film = await ReadAsync(0, 10);
        await _fixture.RestartAsync();
        using IAssetContent content = await _fixture.OpenAsync(Name);
        await _fixture.IdleAsync();

        Directory.Delete(_fixture.Options.Directory, recursive: true);

        await ObjectFixture.CheckAsync(content, film, 0, 10 * Block);
        await ObjectFixture.UntilAsync(() => _fixture.Files().Length >= 9);
    }

    [Fact]
    public async Task What_a_dead_process_was_writing_is_removed()
    {
        await ReadAsync(0, 2);
        string block = _fixture.Files()[0];
        DateTime now = _fixture.Clock.GetUtcNow().UtcDateTime;
        File.WriteAllBytes(block + ".dead.tmp", [1]);
        File.SetLastWriteTimeUtc(block + ".dead.tmp", now - TimeSpan.FromMinutes(11));
        File.WriteAllBytes(block + ".alive.tmp", [1]);
        File.SetLastWriteTimeUtc(block + ".alive.tmp", now - TimeSpan.FromMinutes(9));

        await _fixture.RestartAsync();

        Assert.Equal([block + ".alive.tmp"], _fixture.Files("*.tmp"));
    }

    [Fact]
    public async Task The_limit_is_kept_and_the_blocks_unused_for_longest_go()
    {
        ScriptedObject film = _fixture.Put(Name, 200 * Block);
        using IAssetContent content = await _fixture.OpenAsync(Name);
        for (int i = 0; i < 120; i++)
        {
            _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
            await ObjectFixture.CheckAsync(content, film, i * Block, Block);
            await ObjectFixture.CheckAsync(content, film, 0, 1);
            await _fixture.IdleAsync();
            Assert.InRange(_fixture.Cache.Bytes, 0, _fixture.Options.MaxBytes);
        }

        Assert.True(_fixture.Cache.Counters.Evictions > 60);
        string[] left = [.. _fixture.Files().Select(Path.GetFileName).Order()!];
        Assert.Equal(_fixture.Cache.Bytes, left.Length * (Block + BlockFile.OverheadBytes));
        Assert.Equal("00000000.block", left[0]);
        Assert.True(string.CompareOrdinal(left[1], $"{120 - 50:x8}") > 0, left[1]);
        Assert.Equal(1, _fixture.Store.Requests.Count(static request => request.Offset == 0));
    }

    [Fact]
    public async Task A_long_read_does_not_push_out_what_is_ahead_of_a_play_head()
    {
        ScriptedObject film = await ReadAsync(0, 1);
        using IAssetContent content = await _fixture.OpenAsync(Name);
        ObjectReader head = ((ObjectContent)content).Reader;
        head.Prepare(0, 2 * Block);
        head.Prepare(Block, 2 * Block);
        await _fixture.IdleAsync();
        ScriptedObject other = _fixture.Put("other.mp4", 200 * Block);
        using IAssetContent pushing = await _fixture.OpenAsync("other.mp4");

        for (int i = 0; i < 200; i++)
        {
            _fixture.Clock.Advance(TimeSpan.FromSeconds(0.1));
            await ObjectFixture.CheckAsync(pushing, other, i * Block, Block);
            if (i % 10 == 0)
            {
                head.Prepare(Block, 2 * Block);
            }
        }

        await _fixture.IdleAsync();
        long asked = _fixture.Store.BytesAsked;
        await ObjectFixture.CheckAsync(content, film, Block, 10 * Block);
        Assert.Equal(asked, _fixture.Store.BytesAsked);
        Assert.True(_fixture.Cache.Counters.Evictions > 100);
    }

    [Fact]
    public async Task A_restart_knows_what_is_old_and_keeps_to_a_lower_limit()
    {
        ScriptedObject film = await ReadAsync(0, 40, static fixture => fixture.Clock.Advance(TimeSpan.FromSeconds(1)));
        using (IAssetContent content = await _fixture.OpenAsync(Name))
        {
            await ObjectFixture.CheckAsync(content, film, 5 * Block, 10);
        }

        _fixture.Options.MaxBytes = 20 * (Block + BlockFile.OverheadBytes);
        await _fixture.RestartAsync();

        string[] left = [.. _fixture.Files().Select(Path.GetFileName).Order()!];
        Assert.Equal(18, left.Length);
        Assert.Equal("00000005.block", left[0]);
        Assert.Equal($"{40 - 17:x8}.block", left[1]);
    }

    [Fact]
    public async Task Who_reads_a_block_while_it_is_deleted_gets_it()
    {
        ScriptedObject film = await ReadAsync(0, 2);
        BlockFolder folder = _fixture.Cache.GetFolder(new($"films://bucket/{Name}", "\"1\"", film.Size));
        CachedBlock block = _fixture.Cache.Find(folder, 1, Block)!;
        OpenBlock open = block.Open!;
        File.Delete(folder.FileOf(1));

        byte[] read = new byte[Block];
        Assert.Equal(Block, await open.ReadAsync(0, read, TestContext.Current.CancellationToken));
        Assert.Equal(-1, film.FirstWrong(Block, read));

        _fixture.Cache.Forget(block);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await open.ReadAsync(0, read, CancellationToken.None));
        Assert.False(open.TryRead(0, read));
        Assert.Null(_fixture.Cache.Find(folder, 1, Block));
    }

    [Fact]
    public async Task Without_a_disk_everything_plays_from_memory_with_one_warning()
    {
        await _fixture.Cache.Scanned;
        Directory.Delete(_fixture.Options.Directory);
        File.WriteAllBytes(_fixture.Options.Directory, [1]);
        ScriptedObject film = _fixture.Put(Name, 1000 * Block);
        using IAssetContent content = await _fixture.OpenAsync(Name);
        await _fixture.IdleAsync();

        for (long at = 0; at < film.Size; at += Block / 2)
        {
            await ObjectFixture.CheckAsync(content, film, at, Block / 2);
            Assert.True(at > 0 || content.Resident!.TryRead(0, new byte[Block / 2]));
        }

        Assert.Equal(film.Size, _fixture.Store.BytesAsked);
        Assert.Equal(0, _fixture.Cache.Bytes);
        BlockFolder folder = _fixture.Cache.GetFolder(content.Key);
        Assert.InRange(folder.Blocks.Count, 1, BlockCache.MaxMemoryBlocks);
        Assert.Single(_fixture.CacheLog.Entries, static entry => entry.Level == LogLevel.Warning);
    }

    [Fact]
    public async Task Two_processes_share_a_folder()
    {
        ScriptedObject film = await ReadAsync(0, 10);
        using BlockCache other = BlockCache.Open(_fixture.Options, _fixture.Clock, _fixture.CacheLog);
        await other.Scanned;
        long before = other.Bytes;
        using IAssetContent content = await _fixture.OpenAsync(Name);
        await ObjectFixture.CheckAsync(content, film, 20 * Block, Block);
        await _fixture.IdleAsync();
        BlockFolder folder = other.GetFolder(content.Key);

        Assert.True(BlockCache.Contains(folder, 20));
        Assert.NotNull(other.Find(folder, 20, Block));
        Assert.Equal(before + Block + BlockFile.OverheadBytes, other.Bytes);
        File.Delete(folder.FileOf(5));
        Assert.Null(other.Find(folder, 5, Block));
        Assert.Equal(before, other.Bytes);
    }

    [Fact]
    public async Task Open_files_are_bounded()
    {
        using ObjectFixture fixture = new();
        ScriptedObject film = fixture.Put(Name, 2L * BlockCache.MaxOpenFiles * Block);
        using IAssetContent content = await fixture.OpenAsync(Name);

        await ObjectFixture.CheckAsync(content, film, 0, (int)film.Size);
        await ObjectFixture.CheckAsync(content, film, 0, (int)film.Size);

        Assert.InRange(fixture.Cache.OpenFiles, BlockCache.MaxOpenFiles / 2, BlockCache.MaxOpenFiles);
        Assert.Equal(film.Size, fixture.Store.BytesAsked);
    }

    public void Dispose()
    {
        if (File.Exists(_fixture.Options.Directory))
        {
            File.Delete(_fixture.Options.Directory);
        }

        _fixture.Dispose();
    }

    private static void Change(string path, Action<byte[]> change)
    {
        byte[] bytes = File.ReadAllBytes(path);
        change(bytes);
        File.WriteAllBytes(path, bytes);
    }

    private async Task<ScriptedObject> ReadAsync(int first, int count, Action<ObjectFixture>? between = null)
    {
        ScriptedObject film = _fixture.Put(Name, 200 * Block);
        using IAssetContent content = await _fixture.OpenAsync(Name);
        for (int i = first; i < first + count; i++)
        {
            // Block by block and in no order, so that nothing is read ahead.
            await _fixture.IdleAsync();
            byte[] bytes = await ObjectFixture.ReadAsync(content, (long)i * Block, Block);
            Assert.Equal(-1, film.FirstWrong((long)i * Block, bytes));
            between?.Invoke(_fixture);
        }

        await _fixture.IdleAsync();
        foreach (string extra in _fixture.Files().Where(file => Convert.ToInt32(Path.GetFileName(file)[..8], 16) >= first + count))
        {
            File.Delete(extra);
        }

        return film;
    }
}
