using Vod.Media.Host.Storage;
using Vod.Media.Host.Storage.Objects;
using Vod.Media.Playback;

namespace Vod.Media.Host.Tests.Storage.Objects;

public sealed class ObjectResidenceTests : IDisposable
{
    private const int Block = ObjectFixture.Block;
    private const string Name = "film.mp4";
    private readonly ObjectFixture _fixture = new();

    [Fact]
    public async Task What_was_read_is_in_memory_and_nothing_else()
    {
        SkipElsewhere();
        (ScriptedObject film, IAssetContent content) = await OpenAsync();
        await ObjectFixture.CheckAsync(content, film, 10 * Block, 2 * Block);
        await _fixture.IdleAsync();
        IResidentFile resident = content.Resident!;
        byte[] read = new byte[Block + 100];

        Assert.True(resident.TryRead((10 * Block) + 50, read));
        Assert.Equal(-1, film.FirstWrong((10 * Block) + 50, read));
        Assert.False(resident.TryRead((11 * Block) + 50, read));
        Assert.False(resident.TryRead(30 * Block, read));
        Assert.False(resident.TryRead(film.Size - 10, read));
        Assert.False(resident.TryRead(-1, read));
        Assert.False(resident.TryRead(film.Size + Block, read));
        Assert.True(resident.TryRead(10 * Block, []));
        Assert.Equal(2, _fixture.Store.Count);
        content.Dispose();
        Assert.True(resident.TryRead(10 * Block, read));
    }

    [Fact]
    public async Task Reading_what_is_in_memory_allocates_nothing()
    {
        SkipElsewhere();
        (ScriptedObject film, IAssetContent content) = await OpenAsync();
        await ObjectFixture.CheckAsync(content, film, 10 * Block, 4 * Block);
        await _fixture.IdleAsync();
        IResidentFile resident = content.Resident!;
        byte[] read = new byte[2 * Block];
        resident.TryRead(10 * Block, read);
        resident.Expect(10 * Block, Block);
        resident.TryRead(30 * Block, read);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            resident.TryRead((10 * Block) + i, read);
            resident.TryRead((30 * Block) + i, read);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        content.Dispose();
    }

    [Fact]
    public async Task What_is_expected_is_read_ahead_with_one_request()
    {
        (_, IAssetContent content) = await OpenAsync();

        Reader(content).Prepare(0, Block);
        content.Resident!.Expect(Block, 2 * Block);
        await ObjectFixture.UntilAsync(() => _fixture.Store.Count == 2);

        int blocks = 2 * (int)(_fixture.Options.ReadAhead / FilePictures.ExpectedSpan);
        Assert.Equal(new(Name, Block, blocks * Block, "\"1\""), _fixture.Store.Requests[1]);
        content.Dispose();
    }

    [Fact]
    public async Task As_a_play_head_goes_on_little_is_asked_for_often_enough()
    {
        (ScriptedObject film, IAssetContent content) = await OpenAsync();
        ObjectReader reader = Reader(content);
        for (int i = 0; i < 80; i++)
        {
            reader.Prepare(i * Block, 2 * Block);
            await _fixture.IdleAsync();
            await ObjectFixture.CheckAsync(content, film, i * Block, Block);
        }

        Assert.Equal(0, _fixture.Counters.Misses);
        Assert.InRange(_fixture.Store.Count, 10, 20);
        Assert.InRange(_fixture.Store.BytesAsked, 80 * Block, 90 * Block);
        content.Dispose();
    }

    [Fact]
    public async Task Where_a_reader_has_jumped_to_is_read_ahead_only_when_it_stays()
    {
        (ScriptedObject film, IAssetContent content) = await OpenAsync();
        ObjectReader reader = Reader(content);
        await ObjectFixture.CheckAsync(content, film, 50 * Block, 10);
        reader.Prepare(50 * Block, Block);
        await _fixture.IdleAsync();
        Assert.Equal(2, _fixture.Store.Count);

        _fixture.Clock.Advance(BlockFetcher.SettleTime - TimeSpan.FromMilliseconds(1));
        await ObjectFixture.CheckAsync(content, film, 50 * Block, 10);
        Assert.Equal(2, _fixture.Store.Count);
        _fixture.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await ObjectFixture.UntilAsync(() => _fixture.Store.Count == 3);

        Assert.Equal(51 * Block, _fixture.Store.Requests[2].Offset);
        content.Dispose();
    }

    [Fact]
    public async Task A_storm_of_jumps_is_read_ahead_nowhere_but_at_its_end()
    {
        (ScriptedObject film, IAssetContent content) = await OpenAsync();
        ObjectReader reader = Reader(content);
        for (int jump = 0; jump < 20; jump++)
        {
            // Backwards, so that no jump looks like the continuation of another.
            long place = (95 - (4 * jump)) * Block;
            await ObjectFixture.CheckAsync(content, film, place, 10);
            await _fixture.IdleAsync();
            reader.Prepare(place, Block);
            _fixture.Clock.Advance(TimeSpan.FromMilliseconds(50));
        }

        for (int i = 0; i < 40; i++)
        {
            await ObjectFixture.CheckAsync(content, film, 19 * Block, 10);
            _fixture.Clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        await _fixture.IdleAsync();
        Assert.Equal(22, _fixture.Store.Count);
        Assert.True(_fixture.Counters.Dropped >= 18 * 3, $"{_fixture.Counters.Dropped} were dropped");
        content.Dispose();
    }

    [Fact]
    public async Task What_somebody_waits_for_goes_before_what_is_read_ahead()
    {
        using ObjectFixture fixture = new(static options => options.ParallelRequests = 4);
        ScriptedObject film = fixture.Put(Name, 1000 * Block);
        using IAssetContent content = await fixture.OpenAsync(Name);
        await fixture.IdleAsync();
        TaskCompletionSource gate = new();
        fixture.Store.Script = (_, request) => request.Offset >= 100 * Block ? new Fault { Gate = gate.Task } : null;

        // Far apart, so that each is a request of its own.
        ObjectReader reader = Reader(content);
        for (int i = 1; i < 10; i++)
        {
            reader.ReadThrough(i * 100 * Block);
        }

        await ObjectFixture.UntilAsync(() => fixture.Store.Count >= 2);
        await ObjectFixture.CheckAsync(content, film, 50 * Block, Block);

        Assert.InRange(fixture.Store.MostUnderWay, 1, 4);
        gate.SetResult();
    }

    [Fact]
    public async Task Requests_at_the_same_time_are_limited()
    {
        using ObjectFixture fixture = new(static options => options.ParallelRequests = 5);
        ScriptedObject film = fixture.Put(Name, 1000 * Block);
        using IAssetContent content = await fixture.OpenAsync(Name);
        await fixture.IdleAsync();
        TaskCompletionSource gate = new();
        fixture.Store.Script = (_, _) => new Fault { Gate = gate.Task };

        Task[] reads = [.. Enumerable.Range(1, 40).Select(i => ObjectFixture.CheckAsync(content, film, (1000 - (20 * i)) * Block, 10))];
        await ObjectFixture.UntilAsync(() => fixture.Store.Count == 6);
        Assert.Equal(5, fixture.Counters.InFlight);
        gate.SetResult();
        await Task.WhenAll(reads);

        Assert.Equal(5, fixture.Store.MostUnderWay);
    }

    [Fact]
    public async Task What_nobody_waits_for_any_more_is_never_asked_for()
    {
        using ObjectFixture fixture = new(static options => options.ParallelRequests = 1);
        ScriptedObject film = fixture.Put(Name, 1000 * Block);
        using IAssetContent content = await fixture.OpenAsync(Name);
        await fixture.IdleAsync();
        TaskCompletionSource gate = new();
        fixture.Store.Script = (_, _) => new Fault { Gate = gate.Task };
        Task first = ObjectFixture.CheckAsync(content, film, 900 * Block, 10);
        await ObjectFixture.UntilAsync(() => fixture.Store.Count == 2);

        for (int i = 1; i <= 20; i++)
        {
            using CancellationTokenSource jumped = new();
            Task read = content.ReadAsync((800 - (20 * i)) * Block, new byte[10], jumped.Token).AsTask();
            await ObjectFixture.UntilAsync(() => fixture.Counters.Misses == 1 + i);
            await jumped.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        }

        Task last = ObjectFixture.CheckAsync(content, film, 100 * Block, 10);
        await ObjectFixture.UntilAsync(() => fixture.Counters.Misses == 22);
        gate.SetResult();
        await Task.WhenAll(first, last);

        await ObjectFixture.UntilAsync(() => fixture.Counters.Dropped == 20);
        Assert.Equal(3, fixture.Store.Count);
    }

    public void Dispose() => _fixture.Dispose();

    private static void SkipElsewhere() => Assert.SkipUnless(OperatingSystem.IsLinux(), "the page cache of Linux");

    private static ObjectReader Reader(IAssetContent content) => ((ObjectContent)content).Reader;

    private async Task<(ScriptedObject Film, IAssetContent Content)> OpenAsync()
    {
        ScriptedObject film = _fixture.Put(Name, 100 * Block);
        IAssetContent content = await _fixture.OpenAsync(Name);
        await _fixture.IdleAsync();
        return (film, content);
    }
}
