using Vod.Media.Timing;

namespace Vod.Media.Host.Workers;

/// <summary>
/// The sessions of a worker by their next deadline: a binary heap whose entries know their place, so that a changed deadline moves in O(log n) and nothing is
/// allocated.
/// </summary>
internal sealed class DeadlineHeap
{
    private readonly List<WorkerSession> _heap = [];

    /// <summary>Sessions in the heap.</summary>
    public int Count => _heap.Count;

    /// <summary>The earliest deadline, or never.</summary>
    public MonotonicTime Earliest => _heap.Count == 0 ? MonotonicTime.Never : _heap[0].Deadline;

    /// <summary>The session with the earliest deadline; only when there is one.</summary>
    public WorkerSession First => _heap[0];

    /// <summary>Adds a session or moves it to its new deadline.</summary>
    public void Schedule(WorkerSession session, MonotonicTime deadline)
    {
        session.Deadline = deadline;
        if (session.HeapIndex < 0)
        {
            session.HeapIndex = _heap.Count;
            _heap.Add(session);
        }

        if (!SiftUp(session))
        {
            SiftDown(session);
        }
    }

    /// <summary>Takes a session out.</summary>
    public void Remove(WorkerSession session)
    {
        int index = session.HeapIndex;
        if (index < 0)
        {
            return;
        }

        WorkerSession last = _heap[^1];
        _heap.RemoveAt(_heap.Count - 1);
        session.HeapIndex = -1;
        if (last != session)
        {
            Place(last, index);
            if (!SiftUp(last))
            {
                SiftDown(last);
            }
        }
    }

    private bool SiftUp(WorkerSession session)
    {
        int index = session.HeapIndex;
        int start = index;
        while (index > 0)
        {
            int parent = (index - 1) / 2;
            if (_heap[parent].Deadline <= session.Deadline)
            {
                break;
            }

            Place(_heap[parent], index);
            index = parent;
        }

        Place(session, index);
        return index != start;
    }

    private void SiftDown(WorkerSession session)
    {
        int index = session.HeapIndex;
        while (true)
        {
            int child = (2 * index) + 1;
            if (child >= _heap.Count)
            {
                break;
            }

            if (child + 1 < _heap.Count && _heap[child + 1].Deadline < _heap[child].Deadline)
            {
                child++;
            }

            if (session.Deadline <= _heap[child].Deadline)
            {
                break;
            }

            Place(_heap[child], index);
            index = child;
        }

        Place(session, index);
    }

    private void Place(WorkerSession session, int index)
    {
        _heap[index] = session;
        session.HeapIndex = index;
    }
}
