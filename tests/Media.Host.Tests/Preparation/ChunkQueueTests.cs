using Vod.Media.Host.Preparation;

namespace Vod.Media.Host.Tests.Preparation;

public sealed class ChunkQueueTests
{
    private readonly ChunkQueue _queue = new();
    private readonly List<ChunkJob> _dropped = [];

    [Fact]
    public void The_job_needed_soonest_is_taken_first_and_of_equals_the_first()
    {
        ChunkJob late = Add(chunk: 0, due: 30);
        ChunkJob soon = Add(chunk: 1, due: 10);
        ChunkJob alsoSoon = Add(chunk: 2, due: 10);

        Assert.Equal([soon, alsoSoon, late], TakeAll());
    }

    [Fact]
    public void A_job_asked_for_again_by_a_nearer_viewer_moves_forward_and_never_back()
    {
        ChunkJob first = Add(chunk: 0, due: 20);
        ChunkJob second = Add(chunk: 1, due: 30);

        second.Ask(now: 1, due: 10);
        second.Ask(now: 2, due: 90);

        Assert.Equal([second, first], TakeAll());
    }

    [Fact]
    public void A_job_nobody_asks_for_any_more_is_dropped()
    {
        ChunkJob forgotten = Add(chunk: 0, due: 10);
        ChunkJob renewed = Add(chunk: 1, due: 20);
        renewed.Ask(now: 100, due: 20);

        Assert.Equal([renewed], TakeAll(oldestInterest: 50));
        Assert.Equal([forgotten], _dropped);
        Assert.Equal(0, _queue.Count);
    }

    [Fact]
    public void A_job_nobody_waits_for_is_taken_last_only_when_nothing_runs_and_is_never_dropped()
    {
        ChunkJob background = Add(chunk: 0, due: long.MaxValue, now: long.MaxValue);
        ChunkJob waitedFor = Add(chunk: 1, due: 10, now: 100);

        Assert.True(_queue.TryTake(oldestInterest: 50, _dropped, isIdle: true, out ChunkJob? first));
        Assert.False(_queue.TryTake(oldestInterest: 50, _dropped, isIdle: false, out _));
        Assert.True(_queue.TryTake(oldestInterest: 50, _dropped, isIdle: true, out ChunkJob? second));

        Assert.Equal([waitedFor, background], [first, second]);
        Assert.Empty(_dropped);
    }

    private ChunkJob Add(int chunk, long due, long now = 0)
    {
        ChunkJob job = new(track: null!, chunk, now, due);
        _queue.Add(job);
        return job;
    }

    private List<ChunkJob> TakeAll(long oldestInterest = 0)
    {
        List<ChunkJob> taken = [];
        while (_queue.TryTake(oldestInterest, _dropped, isIdle: true, out ChunkJob? job))
        {
            taken.Add(job);
        }

        return taken;
    }
}
