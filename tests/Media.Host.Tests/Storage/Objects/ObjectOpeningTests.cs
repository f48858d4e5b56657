using Vod.Media.Host.Storage;
using Vod.Media.Host.Storage.Objects;

namespace Vod.Media.Host.Tests.Storage.Objects;

public sealed class ObjectOpeningTests : IDisposable
{
    private const int Block = ObjectFixture.Block;
    private const string Name = "film.mp4";
    private readonly ObjectFixture _fixture = new();

    [Fact]
    public async Task Opening_and_reading_the_beginning_is_one_request()
    {
        ScriptedObject film = _fixture.Put(Name, 10 * Block);

        using IAssetContent content = await _fixture.OpenAsync(Name);
        await ObjectFixture.CheckAsync(content, film, 0, Block);

        Assert.Equal([new(Name, 0, Block, null)], _fixture.Store.Requests);
    }

    [Fact]
    public async Task An_object_of_less_than_a_block_is_one_request()
    {
        ScriptedObject film = _fixture.Put(Name, 100);

        using IAssetContent content = await _fixture.OpenAsync(Name);
        await ObjectFixture.CheckAsync(content, film, 0, 200);

        Assert.Equal(1, _fixture.Store.Count);
    }

    [Fact]
    public async Task Where_the_first_block_may_be_in_the_cache_nothing_but_the_version_is_asked_for()
    {
        ScriptedObject film = _fixture.Put(Name, 10 * Block);
        using (IAssetContent first = await _fixture.OpenAsync(Name))
        {
            await ObjectFixture.CheckAsync(first, film, 0, Block);
            await _fixture.IdleAsync();
        }

        _fixture.Clock.Advance(ObjectStorage.Freshness);

        using IAssetContent content = await _fixture.OpenAsync(Name);
        await ObjectFixture.CheckAsync(content, film, 0, Block);

        Assert.Equal([new(Name, 0, Block, null), new(Name, 0, 0, null)], _fixture.Store.Requests);
    }

    [Fact]
    public async Task Who_opens_while_another_does_shares_the_answer()
    {
        _fixture.Put(Name, 10 * Block);
        TaskCompletionSource gate = new();
        _fixture.Store.Script = (_, _) => new Fault { Gate = gate.Task };

        Task<IAssetContent>[] opening = [.. Enumerable.Range(0, 50).Select(_ => _fixture.OpenAsync(Name))];
        await ObjectFixture.UntilAsync(() => _fixture.Store.Count == 1);
        gate.SetResult();

        Array.ForEach(await Task.WhenAll(opening), static content => content.Dispose());
        Assert.Equal(1, _fixture.Store.Count);
    }

    [Fact]
    public async Task An_answer_is_used_again_for_a_moment_and_then_a_new_version_is_seen()
    {
        _fixture.Put(Name, 10 * Block);
        using IAssetContent first = await _fixture.OpenAsync(Name);
        _fixture.Put(Name, 20 * Block, "\"2\"");

        _fixture.Clock.Advance(ObjectStorage.Freshness - TimeSpan.FromMilliseconds(1));
        using IAssetContent second = await _fixture.OpenAsync(Name);
        _fixture.Clock.Advance(TimeSpan.FromMilliseconds(1));
        using IAssetContent third = await _fixture.OpenAsync(Name);

        Assert.Equal(first.Key, second.Key);
        Assert.Equal(20 * Block, third.Key.Size);
    }

    [Fact]
    public async Task Who_finds_it_replaced_and_opens_it_again_sees_the_new_version_at_once()
    {
        _fixture.Put(Name, 100 * Block);
        IAssetContent old = await _fixture.OpenAsync(Name);
        await _fixture.IdleAsync();
        _fixture.Put(Name, 200 * Block, "\"2\"");
        await Assert.ThrowsAsync<ContentChangedException>(() => ObjectFixture.ReadAsync(old, 50 * Block, Block));

        using (IAssetContent whileOpen = await _fixture.OpenAsync(Name))
        {
            Assert.Equal(200 * Block, whileOpen.Key.Size);
        }

        old.Dispose();
        using IAssetContent afterwards = await _fixture.OpenAsync(Name);
        Assert.Equal(200 * Block, afterwards.Key.Size);
    }

    [Fact]
    public async Task An_object_without_bytes_is_empty()
    {
        _fixture.Put(Name, 0);

        using IAssetContent content = await _fixture.OpenAsync(Name);

        Assert.Equal(0, content.Key.Size);
        Assert.Empty(await ObjectFixture.ReadAsync(content, 0, 10));
    }

    [Theory]
    [InlineData(nameof(ObjectReplyStatus.NotFound), nameof(StorageOpenStatus.NotFound))]
    [InlineData(nameof(ObjectReplyStatus.Denied), nameof(StorageOpenStatus.Unreadable))]
    [InlineData(nameof(ObjectReplyStatus.Failed), nameof(StorageOpenStatus.Unreadable))]
    public async Task What_the_store_says_is_told_at_once(string said, string told)
    {
        _fixture.Store.Script = (_, _) => new Fault { Status = Enum.Parse<ObjectReplyStatus>(said) };

        StorageOpenResult opened = await _fixture.Storage.OpenAsync(Name, TestContext.Current.CancellationToken);

        Assert.Equal(Enum.Parse<StorageOpenStatus>(told), opened.Status);
        Assert.Null(opened.Content);
        Assert.Contains($"scripted {said}", opened.Detail, StringComparison.Ordinal);
        Assert.Equal(1, _fixture.Store.Count);
    }

    [Fact]
    public async Task A_path_that_means_no_object_is_not_asked_for()
    {
        StorageOpenResult opened = await _fixture.Storage.OpenAsync("../film.mp4", TestContext.Current.CancellationToken);

        Assert.Equal(StorageOpenStatus.MalformedPath, opened.Status);
        Assert.Equal(0, _fixture.Store.Count);
    }

    [Fact]
    public async Task An_object_without_a_version_cannot_be_kept_apart_from_the_next_and_is_not_opened()
    {
        _fixture.Put(Name, 10 * Block, "");

        Assert.Equal(StorageOpenStatus.Unreadable, (await _fixture.Storage.OpenAsync(Name, TestContext.Current.CancellationToken)).Status);
    }

    [Fact]
    public async Task What_goes_wrong_while_opening_is_tried_again()
    {
        ScriptedObject film = _fixture.Put(Name, 10 * Block);
        _fixture.Store.Script = static (number, _) => number switch
        {
            0 => new Fault { Status = ObjectReplyStatus.Throttled },
            1 => new Fault { IsSilent = true },
            2 => new Fault { ShiftedBy = 5 },
            3 => new Fault { EndsAfter = 1000 },
            _ => null,
        };

        Task<IAssetContent> opening = _fixture.OpenAsync(Name);
        await ObjectFixture.UntilAsync(() => _fixture.Store.Count > 0);
        await _fixture.AdvanceUntilAsync(() => opening.IsCompleted);
        using IAssetContent content = await opening;
        Task check = ObjectFixture.CheckAsync(content, film, 0, Block);
        await _fixture.AdvanceUntilAsync(() => check.IsCompleted);

        await check;
        Assert.Equal(new(Name, 1000, Block - 1000, "\"1\""), _fixture.Store.Requests[4]);
    }

    [Theory]
    [InlineData(nameof(ObjectReplyStatus.Unavailable))]
    [InlineData(nameof(ObjectReplyStatus.Throttled))]
    public async Task Opening_is_given_up_when_it_takes_too_long(string status)
    {
        _fixture.Store.Script = (_, _) => new Fault { Status = Enum.Parse<ObjectReplyStatus>(status) };

        Task<StorageOpenResult> opening = _fixture.Storage.OpenAsync(Name, TestContext.Current.CancellationToken).AsTask();
        await ObjectFixture.UntilAsync(() => _fixture.Store.Count > 0);
        await _fixture.AdvanceUntilAsync(() => opening.IsCompleted);

        Assert.Equal(StorageOpenStatus.Unreadable, (await opening).Status);
        TimeSpan tried = _fixture.Store.Times[^1] - _fixture.Store.Times[0];
        Assert.InRange(tried, _fixture.Options.GiveUpOpeningAfter - Backoff.Longest, _fixture.Options.GiveUpOpeningAfter + TimeSpan.FromSeconds(0.1));
        Assert.InRange(_fixture.Store.Count, 4, 15);
    }

    [Fact]
    public async Task Who_gives_up_opening_disturbs_nobody()
    {
        _fixture.Put(Name, 10 * Block);
        TaskCompletionSource gate = new();
        _fixture.Store.Script = (_, _) => new Fault { Gate = gate.Task };
        using CancellationTokenSource gone = new();

        Task leaving = _fixture.Storage.OpenAsync(Name, gone.Token).AsTask();
        Task<IAssetContent> staying = _fixture.OpenAsync(Name);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        gate.SetResult();

        (await staying).Dispose();
    }

    // The way of the reader of the index: the head, what follows the film, the index as a whole; then the first picture.
    [Theory]
    [InlineData(10_000_000_000, 100)]
    [InlineData(10_000_000_000, 20_000_000)]
    [InlineData(10_000_000_000, 100_000_000)]
    [InlineData(60_000_000, 50_000_000)]
    public async Task An_index_at_the_end_is_three_requests_to_the_first_picture(long size, int indexBytes)
    {
        using ObjectFixture fixture = new(blockBytes: ObjectCacheOptions.DefaultBlockBytes);
        ScriptedObject film = fixture.Put(Name, size);
        using IAssetContent content = await fixture.OpenAsync(Name);

        await ObjectFixture.CheckAsync(content, film, 0, 64 << 10);
        await ObjectFixture.CheckAsync(content, film, size - indexBytes, Math.Min(indexBytes, 64 << 10));
        await ObjectFixture.CheckAsync(content, film, size - indexBytes, indexBytes);
        await ObjectFixture.CheckAsync(content, film, 40, 900_000);

        Assert.InRange(fixture.Store.Count, 2, 3);
        Assert.InRange(fixture.Store.BytesAsked, indexBytes, indexBytes + (8L * ObjectCacheOptions.DefaultBlockBytes));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(20_000_000)]
    public async Task An_index_at_the_beginning_is_three_requests_to_the_first_picture(int indexBytes)
    {
        using ObjectFixture fixture = new(blockBytes: ObjectCacheOptions.DefaultBlockBytes);
        ScriptedObject film = fixture.Put(Name, 10_000_000_000);
        using IAssetContent content = await fixture.OpenAsync(Name);

        await ObjectFixture.CheckAsync(content, film, 0, 64 << 10);
        await ObjectFixture.CheckAsync(content, film, 32, indexBytes);
        await ObjectFixture.CheckAsync(content, film, 32 + indexBytes, 1_200_000);

        Assert.InRange(fixture.Store.Count, 1, 3);
    }

    [Fact]
    public async Task What_is_read_through_is_one_request()
    {
        ScriptedObject film = _fixture.Put(Name, 1000 * Block);
        using IAssetContent content = await _fixture.OpenAsync(Name);
        await ObjectFixture.CheckAsync(content, film, 0, Block);

        content.ReadThrough(Block);
        await ObjectFixture.UntilAsync(() => _fixture.Store.Count == 2);
        for (long fragment = Block; fragment < film.Size; fragment += 20 * Block)
        {
            await ObjectFixture.CheckAsync(content, film, fragment, 100);
        }

        Assert.Equal([new(Name, 0, Block, null), new(Name, Block, 999 * Block, "\"1\"")], _fixture.Store.Requests);
    }

    [Fact]
    public async Task Who_jumps_far_ahead_of_what_is_read_through_does_not_wait_for_it()
    {
        ScriptedObject film = _fixture.Put(Name, 1000 * Block);
        using IAssetContent content = await _fixture.OpenAsync(Name);
        await _fixture.IdleAsync();
        TaskCompletionSource gate = new();
        _fixture.Store.Script = (number, _) => number == 1 ? new Fault { BodyGate = _ => gate.Task } : null;
        content.ReadThrough(Block);
        await ObjectFixture.UntilAsync(() => _fixture.Store.Count == 2);

        await ObjectFixture.CheckAsync(content, film, 500 * Block, Block);
        gate.SetResult();
        await ObjectFixture.CheckAsync(content, film, 0, (int)film.Size);

        Assert.Equal(new(Name, 500 * Block, 500 * Block, "\"1\""), _fixture.Store.Requests[2]);
        Assert.Equal(3, _fixture.Store.Count);
        Assert.InRange(_fixture.Counters.BytesRead, film.Size, film.Size + Block);
    }

    public void Dispose() => _fixture.Dispose();
}
