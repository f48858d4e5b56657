using Microsoft.Extensions.Time.Testing;
using Vod.Media.Host.Preparation;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Tests.Preparation;

/// <summary>Transcoders whose input is late stand aside for others, but not without limit.</summary>
public sealed class ChunkSchedulerTests : IChunkWork, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _clock = new();
    private readonly TaskCompletionSource<int> _input = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _begun = new(0);
    private readonly ChunkScheduler _scheduler;

    public ChunkSchedulerTests() => _scheduler = new ChunkScheduler(transcoders: 1, _clock, this);

    [Fact]
    public async Task Only_so_many_stand_aside()
    {
        const int Most = ChunkScheduler.MaxLate + 1;
        Request(Most + 10);

        for (int begun = 1; begun <= Most; begun++)
        {
            Assert.True(await _begun.WaitAsync(Patience, TestContext.Current.CancellationToken));
            Assert.True(begun == Most || _scheduler.Making == begun);
            PassLateness();
        }

        Assert.Equal(Most, _scheduler.Making);
        Assert.Equal(10, _scheduler.Waiting);
        _input.SetResult(1);
        await _scheduler.WhenIdleAsync();
        Assert.Equal(10, _begun.CurrentCount);
    }

    [Fact]
    public async Task Input_that_comes_in_time_costs_nobody_his_place()
    {
        Request(2);
        Assert.True(await _begun.WaitAsync(Patience, TestContext.Current.CancellationToken));

        _clock.Advance(ChunkScheduler.InputLateness / 2);

        Assert.Equal((1, 1), (_scheduler.Making, _scheduler.Waiting));
        _input.SetResult(1);
        await _scheduler.WhenIdleAsync();
    }

    Task<bool> IChunkWork.TryLoadAsync(ChunkJob job, CancellationToken cancellation) => Task.FromResult(false);

    async Task IChunkWork.MakeAsync(ChunkJob job, CancellationToken cancellation)
    {
        ValueTask<int> input = _scheduler.AwaitInputAsync(new ValueTask<int>(_input.Task));
        _begun.Release();
        Assert.Equal(1, await input);
    }

    void IChunkWork.OnDropped(ChunkJob job)
    {
    }

    void IChunkWork.OnDefect(ChunkJob job, Exception exception) => Assert.Fail(exception.ToString());

    public async ValueTask DisposeAsync()
    {
        _input.TrySetResult(1);
        await _scheduler.DisposeAsync();
        _begun.Dispose();
    }

    private void PassLateness() => _clock.Advance(ChunkScheduler.InputLateness);

    private void Request(int chunks)
    {
        Track track = new(chunks, _clock);
        ChunkJob? jobs = null;
        for (int chunk = chunks - 1; chunk >= 0; chunk--)
        {
            // Asked for again and again.
            jobs = new ChunkJob(track, chunk, now: long.MaxValue, due: chunk, jobs);
        }

        _scheduler.Start(jobs!);
        Assert.True(SpinWait.SpinUntil(() => _scheduler.Waiting + _scheduler.Making == chunks, Patience));
    }

    private sealed class Track(int chunks, TimeProvider clock) : ChunkTrack(new AssetKey("test", "1", 1), chunks, clock)
    {
        public override string CacheName => "test";

        public override Func<int, string> FileNames => static chunk => $"{chunk}";

        public override bool IsComplete(int chunk) => false;

        public override long LastUseOf(int chunk) => 0;

        public override void Evict(int chunk)
        {
        }

        protected override void Start(ChunkJob first)
        {
        }

        protected override void Hasten()
        {
        }
    }
}
