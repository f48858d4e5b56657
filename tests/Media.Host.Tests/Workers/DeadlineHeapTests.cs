using Vod.Media.Host.Workers;
using Vod.Media.Timing;

namespace Vod.Media.Host.Tests.Workers;

public sealed class DeadlineHeapTests
{
    private readonly DeadlineHeap _heap = new();

    [Fact]
    public void An_empty_heap_is_never_due() => Assert.True(_heap.Earliest.IsNever);

    [Fact]
    public void Random_changes_keep_the_earliest_in_front()
    {
        Random random = new(1);
        List<PlaybackSession> sessions = [.. Enumerable.Range(0, 200).Select(static _ => NewSession())];
        List<PlaybackSession> scheduled = [];
        for (int i = 0; i < 20_000; i++)
        {
            PlaybackSession session = sessions[random.Next(sessions.Count)];
            if (random.Next(4) == 0)
            {
                _heap.Remove(session);
                scheduled.Remove(session);
            }
            else
            {
                _heap.Schedule(session, new MonotonicTime(random.Next(1000)));
                scheduled.Remove(session);
                scheduled.Add(session);
            }

            Assert.Equal(scheduled.Count, _heap.Count);
            Assert.Equal(scheduled.Count == 0 ? MonotonicTime.Never : scheduled.Min(static s => s.Deadline), _heap.Earliest);
        }
    }

    [Fact]
    public void Sessions_come_out_in_the_order_of_their_deadlines()
    {
        int[] deadlines = [5, 3, 9, 1, 7, 3];
        foreach (int deadline in deadlines)
        {
            _heap.Schedule(NewSession(), new MonotonicTime(deadline));
        }

        List<long> order = [];
        while (_heap.Count > 0)
        {
            order.Add(_heap.Earliest.Ticks);
            _heap.Remove(_heap.First);
        }

        Assert.Equal([1, 3, 3, 5, 7, 9], order);
    }

    private static PlaybackSession NewSession() => new(default, null!, null!);
}
