using Vod.Media.Host.Storage;
using Vod.Media.Host.Storage.Objects;

namespace Vod.Media.Host.Tests.Storage.Objects;

public sealed class ObjectContentTests : IDisposable
{
    private const int Block = ObjectFixture.Block;
    private readonly ObjectFixture _fixture = new();

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 10 * Block)]
    [InlineData(Block - 1, 2)]
    [InlineData((3 * Block) + 5, (4 * Block) + 700)]
    [InlineData((20 * Block) + 90, 100)]
    public async Task Any_range_is_read(long offset, int length)
    {
        ScriptedObject film = _fixture.Put("film.mp4", (20 * Block) + 100);
        using IAssetContent content = await _fixture.OpenAsync("film.mp4");

        await ObjectFixture.CheckAsync(content, film, offset, length);
        await ObjectFixture.CheckAsync(content, film, offset, length);
    }

    [Fact]
    public async Task A_range_that_reaches_beyond_the_end_is_read_up_to_it()
    {
        ScriptedObject film = _fixture.Put("film.mp4", (3 * Block) + 100);
        using IAssetContent content = await _fixture.OpenAsync("film.mp4");

        await ObjectFixture.CheckAsync(content, film, 2 * Block, 5 * Block);
        Assert.Empty(await ObjectFixture.ReadAsync(content, film.Size, 10));
        Assert.Empty(await ObjectFixture.ReadAsync(content, film.Size + 10, 10));
    }

    [Fact]
    public async Task The_key_says_which_store_which_object_and_which_version()
    {
        _fixture.Put("a/film.mp4", 100, "\"abc\"");
        using IAssetContent content = await _fixture.OpenAsync("a/film.mp4");

        Assert.Equal(new("films://bucket/a/film.mp4", "\"abc\"", 100), content.Key);
    }

    [Fact]
    public async Task A_long_read_is_one_request()
    {
        ScriptedObject film = _fixture.Put("film.mp4", 100 * Block);
        using IAssetContent content = await _fixture.OpenAsync("film.mp4");
        await _fixture.IdleAsync();

        await ObjectFixture.CheckAsync(content, film, 40 * Block, 50 * Block);

        Assert.Equal([new("film.mp4", 0, Block, null), new("film.mp4", 40 * Block, 50 * Block, "\"1\"")], _fixture.Store.Requests);
    }

    [Fact]
    public async Task What_is_read_goes_on_before_its_request_has_ended()
    {
        ScriptedObject film = _fixture.Put("film.mp4", 100 * Block);
        using IAssetContent content = await _fixture.OpenAsync("film.mp4");
        await _fixture.IdleAsync();
        TaskCompletionSource gate = new();
        _fixture.Store.PieceBytes = Block;
        _fixture.Store.Script = (_, _) => new Fault { BodyGate = given => given >= 10 * Block ? gate.Task : Task.CompletedTask };

        Task<byte[]> all = ObjectFixture.ReadAsync(content, 40 * Block, 50 * Block);
        await ObjectFixture.UntilAsync(() => _fixture.Store.Count == 2);
        await ObjectFixture.CheckAsync(content, film, 40 * Block, 10 * Block);

        Assert.False(all.IsCompleted);
        gate.SetResult();
        Assert.Equal(-1, film.FirstWrong(40 * Block, await all));
        Assert.Equal(2, _fixture.Store.Count);
    }

    [Fact]
    public async Task However_many_want_a_block_it_is_asked_for_once()
    {
        ScriptedObject film = _fixture.Put("film.mp4", 100 * Block);
        using IAssetContent content = await _fixture.OpenAsync("film.mp4");
        using IAssetContent other = await _fixture.OpenAsync("film.mp4");
        TaskCompletionSource gate = new();
        _fixture.Store.Script = (_, _) => new Fault { Gate = gate.Task };

        Task[] readers = [.. Enumerable.Range(0, 100).Select(i => ObjectFixture.CheckAsync(i % 2 == 0 ? content : other, film, (50 * Block) + i, Block - 100))];
        await ObjectFixture.UntilAsync(() => _fixture.Store.Count == 2);
        gate.SetResult();
        await Task.WhenAll(readers);

        Assert.Equal(2, _fixture.Store.Count);
    }

    [Fact]
    public async Task A_hundred_viewers_cost_one_read()
    {
        ScriptedObject film = _fixture.Put("film.mp4", 200 * Block);
        IAssetContent[] contents = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => _fixture.OpenAsync("film.mp4")));

        await Task.WhenAll(contents.Select(content => Task.Run(async () =>
        {
            for (long at = 0; at < film.Size; at += Block / 2)
            {
                await ObjectFixture.CheckAsync(content, film, at, Block / 2);
            }
        })));

        Assert.Equal(film.Size, _fixture.Store.BytesAsked);
        Assert.Equal(film.Size, _fixture.Counters.BytesRead);
        Assert.Equal(100 * film.Size, _fixture.Counters.BytesServed);
        Array.ForEach(contents, static content => content.Dispose());
    }

    [Fact]
    public async Task Who_reads_on_and_on_makes_few_requests()
    {
        ScriptedObject film = _fixture.Put("film.mp4", 100 * Block);
        using IAssetContent content = await _fixture.OpenAsync("film.mp4");

        for (long at = 0; at < film.Size; at += Block / 4)
        {
            await ObjectFixture.CheckAsync(content, film, at, Block / 4);
        }

        Assert.InRange(_fixture.Store.Count, 2, 30);
        Assert.Equal(film.Size, _fixture.Store.BytesAsked);
    }

    [Fact]
    public async Task A_reader_that_goes_away_disturbs_nobody()
    {
        ScriptedObject film = _fixture.Put("film.mp4", 100 * Block);
        using IAssetContent content = await _fixture.OpenAsync("film.mp4");
        TaskCompletionSource gate = new();
        _fixture.Store.Script = (_, _) => new Fault { Gate = gate.Task };
        using CancellationTokenSource gone = new();

        Task leaving = content.ReadAsync(50 * Block, new byte[Block], gone.Token).AsTask();
        Task<byte[]> staying = ObjectFixture.ReadAsync(content, 50 * Block, Block);
        await ObjectFixture.UntilAsync(() => _fixture.Store.Count == 2);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        gate.SetResult();

        Assert.Equal(-1, film.FirstWrong(50 * Block, await staying));
    }

    [Fact]
    public async Task Closing_ends_what_is_under_way()
    {
        _fixture.Put("film.mp4", 100 * Block);
        IAssetContent content = await _fixture.OpenAsync("film.mp4");
        await _fixture.IdleAsync();
        _fixture.Store.Script = static (_, _) => new Fault { IsSilent = true };
        Task read = content.ReadAsync(50 * Block, new byte[Block], CancellationToken.None).AsTask();
        await ObjectFixture.UntilAsync(() => _fixture.Store.Count == 2);

        content.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => read);
        await _fixture.IdleAsync();
        Assert.Equal(1, _fixture.Counters.RequestsOf(TransferOutcome.Abandoned));
    }

    [Fact]
    public async Task A_closed_content_reads_nothing()
    {
        _fixture.Put("film.mp4", 100 * Block);
        IAssetContent content = await _fixture.OpenAsync("film.mp4");
        using IAssetContent other = await _fixture.OpenAsync("film.mp4");

        content.Dispose();
        content.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await content.ReadAsync(0, new byte[1], CancellationToken.None));
        Assert.Single(await ObjectFixture.ReadAsync(other, 0, 1));
    }

    public void Dispose() => _fixture.Dispose();
}
