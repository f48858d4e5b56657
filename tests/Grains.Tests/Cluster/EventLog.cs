namespace Vod.Grains.Tests.Cluster;

/// <summary>Collects what happens and lets a test wait for it, so that no test has to sleep.</summary>
internal sealed class EventLog<T>
{
    private readonly Lock _gate = new();
    private readonly List<T> _items = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<T> Items
    {
        get
        {
            lock (_gate)
            {
                return [.. _items];
            }
        }
    }

    public void Add(T item)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            _items.Add(item);
            changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    public async Task<T> WaitFor(Predicate<T> predicate)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                int found = _items.FindIndex(predicate);
                if (found >= 0)
                {
                    return _items[found];
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(Deadline.Token);
        }
    }

    public async Task WaitForCount(int count)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_items.Count >= count)
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(Deadline.Token);
        }
    }
}
