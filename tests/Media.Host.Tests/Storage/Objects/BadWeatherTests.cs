using Microsoft.Extensions.Logging;
using Vod.Media.Host.Storage;
using Vod.Media.Host.Storage.Objects;

namespace Vod.Media.Host.Tests.Storage.Objects;

public sealed class BadWeatherTests : IDisposable
{
    private const int Block = ObjectFixture.Block;
    private const string Name = "film.mp4";
    private readonly ObjectFixture _fixture = new();

    public static TheoryData<string> PassingFaults => [.. Faults.Keys];

    private static Dictionary<string, Fault> Faults { get; } = new()
    {
        ["throttled"] = new() { Status = ObjectReplyStatus.Throttled },
        ["unavailable"] = new() { Status = ObjectReplyStatus.Unavailable },
        ["silent"] = new() { IsSilent = true },
        ["no body"] = new() { EndsAfter = 0 },
        ["short body"] = new() { EndsAfter = Block + 100 },
        ["reset at the end of a block"] = new() { EndsAfter = 2 * Block, End = BodyEnd.Reset },
        ["reset"] = new() { EndsAfter = (2 * Block) + 1, End = BodyEnd.Reset },
        ["stalled"] = new() { EndsAfter = 10, End = BodyEnd.Stall },
        ["too long"] = new() { Surplus = 1 },
        ["another range"] = new() { ShiftedBy = -Block },
        ["another version"] = new() { Instead = new ScriptedObject(100 * Block, "\"2\"") },
        ["another size"] = new() { Instead = new ScriptedObject(99 * Block, "\"1\"") },
    };

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task What_goes_wrong_once_is_not_noticed(string fault)
    {
        (ScriptedObject film, IAssetContent content) = await OpenAsync();
        _fixture.Store.Script = (number, _) => number == 1 ? Faults[fault] : null;

        Task<byte[]> read = ObjectFixture.ReadAsync(content, 50 * Block, 4 * Block);
        await EndAsync(read);

        Assert.Equal(-1, film.FirstWrong(50 * Block, await read));
        Assert.Equal(3, _fixture.Store.Count);
        Assert.Equal(1, _fixture.Counters.Retries);
        content.Dispose();
    }

    [Theory]
    [InlineData(10, nameof(BodyEnd.Early))]
    [InlineData(Block + 1, nameof(BodyEnd.Reset))]
    [InlineData((3 * Block) - 1, nameof(BodyEnd.Stall))]
    public async Task Reading_goes_on_at_the_byte_where_a_body_broke_off(int at, string end)
    {
        (ScriptedObject film, IAssetContent content) = await OpenAsync();
        _fixture.Store.Script = (number, _) => number == 1 ? new Fault { EndsAfter = at, End = Enum.Parse<BodyEnd>(end) } : null;

        Task<byte[]> read = ObjectFixture.ReadAsync(content, 50 * Block, 4 * Block);
        await EndAsync(read);

        Assert.Equal(-1, film.FirstWrong(50 * Block, await read));
        Assert.Equal(new(Name, (50 * Block) + at, (4 * Block) - at, "\"1\""), _fixture.Store.Requests[2]);
        Assert.Equal(5 * Block, _fixture.Counters.BytesRead);
        content.Dispose();
    }

    [Theory]
    [InlineData("unavailable")]
    [InlineData("silent")]
    [InlineData("no body")]
    [InlineData("another version")]
    [InlineData("throttled")]
    public async Task What_stays_wrong_is_given_up(string fault)
    {
        (_, IAssetContent content) = await OpenAsync();
        _fixture.Store.Script = (_, _) => Faults[fault];

        Task read = content.ReadAsync(50 * Block, new byte[Block], CancellationToken.None).AsTask();
        await EndAsync(read);

        await Assert.ThrowsAsync<StorageGaveUpException>(() => read);
        Assert.InRange(
            _fixture.Store.Times[^1] - _fixture.Store.Times[1],
            _fixture.Options.GiveUpAfter - Backoff.Longest,
            _fixture.Options.GiveUpAfter + Backoff.Longest);
        Assert.InRange(_fixture.Store.Count, 5, 40);
        Assert.Single(_fixture.Log.Entries, static entry => entry.Level == LogLevel.Warning);
        content.Dispose();
    }

    [Fact]
    public async Task What_was_given_up_is_tried_again_for_who_comes_later()
    {
        (ScriptedObject film, IAssetContent content) = await OpenAsync();
        _fixture.Store.Script = static (_, _) => new Fault { Status = ObjectReplyStatus.Unavailable };
        Task read = content.ReadAsync(50 * Block, new byte[Block], CancellationToken.None).AsTask();
        await EndAsync(read);
        await Assert.ThrowsAsync<StorageGaveUpException>(() => read);

        _fixture.Store.Script = static (_, _) => null;

        await ObjectFixture.CheckAsync(content, film, 50 * Block, Block);
        content.Dispose();
    }

    [Fact]
    public async Task As_long_as_bytes_come_now_and_then_nothing_is_given_up()
    {
        (ScriptedObject film, IAssetContent content) = await OpenAsync();

        // One block, then nothing for two thirds of the limit; five times.
        DateTimeOffset next = default;
        _fixture.Store.Script = (_, _) =>
        {
            if (_fixture.Clock.GetUtcNow() < next)
            {
                return new Fault { Status = ObjectReplyStatus.Unavailable };
            }

            next = _fixture.Clock.GetUtcNow() + (_fixture.Options.GiveUpAfter * 2 / 3);
            return new Fault { EndsAfter = Block };
        };
        Task<byte[]> read = ObjectFixture.ReadAsync(content, 50 * Block, 5 * Block);
        await EndAsync(read);

        Assert.True(_fixture.Store.Times[^1] - _fixture.Store.Times[1] > _fixture.Options.GiveUpAfter * 2);
        Assert.Equal(-1, film.FirstWrong(50 * Block, await read));
        content.Dispose();
    }

    [Theory]
    [InlineData(nameof(ObjectReplyStatus.Denied))]
    [InlineData(nameof(ObjectReplyStatus.Failed))]
    [InlineData(nameof(ObjectReplyStatus.BeyondEnd))]
    public async Task What_cannot_get_better_is_given_up_at_once(string status)
    {
        (_, IAssetContent content) = await OpenAsync();
        _fixture.Store.Script = (_, _) => new Fault { Status = Enum.Parse<ObjectReplyStatus>(status) };

        await Assert.ThrowsAsync<StorageGaveUpException>(() => ObjectFixture.ReadAsync(content, 50 * Block, Block));

        Assert.Equal(2, _fixture.Store.Count);
        content.Dispose();
    }

    [Fact]
    public async Task Of_an_object_that_was_replaced_the_cached_blocks_stay_readable()
    {
        (ScriptedObject film, IAssetContent content) = await OpenAsync();
        await ObjectFixture.CheckAsync(content, film, 10 * Block, 2 * Block);
        ScriptedObject next = _fixture.Put(Name, 90 * Block, "\"2\"");

        await Assert.ThrowsAsync<ContentChangedException>(() => ObjectFixture.ReadAsync(content, 50 * Block, Block));
        await Assert.ThrowsAsync<ContentChangedException>(() => ObjectFixture.ReadAsync(content, 60 * Block, Block));
        await Assert.ThrowsAsync<ContentChangedException>(() => ObjectFixture.ReadAsync(content, 11 * Block, 2 * Block));
        await ObjectFixture.CheckAsync(content, film, 10 * Block, 2 * Block);
        Assert.Equal(3, _fixture.Store.Count);

        _fixture.Clock.Advance(ObjectStorage.Freshness);
        using IAssetContent replaced = await _fixture.OpenAsync(Name);
        Assert.Equal("\"2\"", replaced.Key.Version);
        await ObjectFixture.CheckAsync(replaced, next, 50 * Block, Block);
        await ObjectFixture.CheckAsync(content, film, 10 * Block, 2 * Block);
        content.Dispose();
    }

    [Fact]
    public async Task An_object_that_was_put_back_is_read_on()
    {
        (ScriptedObject film, IAssetContent content) = await OpenAsync();
        _fixture.Put(Name, 90 * Block, "\"2\"");
        await Assert.ThrowsAsync<ContentChangedException>(() => ObjectFixture.ReadAsync(content, 50 * Block, Block));
        _fixture.Put(Name, 100 * Block);
        _fixture.Clock.Advance(ObjectStorage.Freshness);

        using IAssetContent again = await _fixture.OpenAsync(Name);

        await ObjectFixture.CheckAsync(again, film, 50 * Block, Block);
        content.Dispose();
    }

    [Fact]
    public async Task An_object_that_was_deleted_has_changed()
    {
        (_, IAssetContent content) = await OpenAsync();
        _fixture.Store.Objects.Clear();

        await Assert.ThrowsAsync<ContentChangedException>(() => ObjectFixture.ReadAsync(content, 50 * Block, Block));

        Assert.Equal(2, _fixture.Store.Count);
        content.Dispose();
    }

    [Fact]
    public async Task A_store_that_asks_to_be_left_alone_is()
    {
        (_, IAssetContent content) = await OpenAsync();
        _fixture.Store.Script = (number, _) => number == 1 ? new Fault { Status = ObjectReplyStatus.Throttled, RetryAfter = TimeSpan.FromSeconds(7) } : null;
        Task<byte[]> refused = ObjectFixture.ReadAsync(content, 50 * Block, Block);
        await ObjectFixture.UntilAsync(() => _fixture.Counters.RequestsOf(TransferOutcome.Throttled) == 1);

        Task<byte[]> another = ObjectFixture.ReadAsync(content, 70 * Block, Block);
        await _fixture.AdvanceUntilAsync(() => refused.IsCompleted && another.IsCompleted);

        await Task.WhenAll(refused, another);
        Assert.Equal(4, _fixture.Store.Count);
        Assert.InRange(_fixture.Store.Times[2] - _fixture.Store.Times[1], TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7.1));
        content.Dispose();
    }

    [Fact]
    public async Task A_store_is_not_left_alone_for_longer_than_the_limit()
    {
        (_, IAssetContent content) = await OpenAsync();
        _fixture.Store.Script = (number, _) => number == 1 ? new Fault { Status = ObjectReplyStatus.Throttled, RetryAfter = TimeSpan.FromHours(1) } : null;

        Task<byte[]> read = ObjectFixture.ReadAsync(content, 50 * Block, Block);
        await EndAsync(read);

        await read;
        TimeSpan waited = _fixture.Store.Times[2] - _fixture.Store.Times[1];
        Assert.InRange(waited, _fixture.Options.MaxRetryAfter, _fixture.Options.MaxRetryAfter + TimeSpan.FromSeconds(0.1));
        content.Dispose();
    }

    [Fact]
    public async Task A_body_that_trickles_is_given_up()
    {
        (_, IAssetContent content) = await OpenAsync();
        _fixture.Store.PieceBytes = 1;
        _fixture.Store.Script = (_, _) => new Fault { BodyGate = _ => _fixture.PassAsync(TimeSpan.FromSeconds(1)) };

        Task read = content.ReadAsync(50 * Block, new byte[Block], CancellationToken.None).AsTask();
        await EndAsync(read);

        await Assert.ThrowsAsync<StorageGaveUpException>(() => read);
        content.Dispose();
    }

    [Theory]
    [InlineData(nameof(BodyEnd.Reset))]
    [InlineData(nameof(BodyEnd.Stall))]
    public async Task What_came_whole_counts_whatever_becomes_of_the_connection_behind_it(string end)
    {
        (ScriptedObject film, IAssetContent content) = await OpenAsync();
        _fixture.Store.Script = (number, _) => number == 1 ? new Fault { EndsAfter = Block, End = Enum.Parse<BodyEnd>(end) } : new Fault { Status = ObjectReplyStatus.Failed };

        Task<byte[]> read = ObjectFixture.ReadAsync(content, 99 * Block, Block);
        await EndAsync(read);

        Assert.Equal(-1, film.FirstWrong(99 * Block, await read));
        content.Dispose();
    }

    [Fact]
    public async Task Openings_that_hang_leave_requests_for_those_who_play()
    {
        (ScriptedObject film, IAssetContent content) = await OpenAsync();
        _fixture.Store.Script = (_, request) => request.Key == Name ? null : new Fault { IsSilent = true };
        Task[] openings = [.. Enumerable.Range(0, 2 * _fixture.Options.ParallelRequests)
            .Select(number => _fixture.Storage.OpenAsync($"hangs-{number}.mp4", TestContext.Current.CancellationToken).AsTask())];
        await ObjectFixture.UntilAsync(() => _fixture.Store.Parked >= _fixture.Options.ParallelRequests / 2);

        Task<byte[]>[] reads = [.. Enumerable.Range(0, 8).Select(number => ObjectFixture.ReadAsync(content, (10 + (10 * number)) * Block, Block))];
        await ObjectFixture.UntilAsync(() => reads.All(static read => read.IsCompletedSuccessfully));

        Assert.Equal(-1, film.FirstWrong(10 * Block, await reads[0]));
        await _fixture.AdvanceUntilAsync(() => openings.All(static opening => opening.IsCompleted));
        content.Dispose();
    }

    public void Dispose() => _fixture.Dispose();

    private async Task<(ScriptedObject Film, IAssetContent Content)> OpenAsync()
    {
        ScriptedObject film = _fixture.Put(Name, 100 * Block);
        IAssetContent content = await _fixture.OpenAsync(Name);
        await _fixture.IdleAsync();
        return (film, content);
    }

    // From the first request on, so that time does not run before anything happens.
    private async Task EndAsync(Task read)
    {
        await ObjectFixture.UntilAsync(() => _fixture.Store.Count > 1);
        await _fixture.AdvanceUntilAsync(() => read.IsCompleted);
    }
}
