using Vod.Media.Host.Workers;

namespace Vod.Media.Host.Engine;

/// <summary>The workers of a node. A session is put on the least loaded one and stays there.</summary>
internal sealed class WorkerPool : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Worker[] _workers;
    private readonly int[] _sessions;

    /// <param name="workers">At least one, started.</param>
    /// <param name="maxSessionsPerWorker">Limit of each.</param>
    /// <param name="maxPublishersPerWorker">Limit of those sessions of each that publish.</param>
    public WorkerPool(Worker[] workers, int maxSessionsPerWorker, int maxPublishersPerWorker)
    {
        _workers = workers;
        _sessions = new int[workers.Length];
        Capacity = workers.Length * maxSessionsPerWorker;
        PublisherCapacity = workers.Length * maxPublishersPerWorker;
    }

    /// <summary>Sessions all workers take together.</summary>
    public int Capacity { get; }

    /// <summary>How many of them may publish.</summary>
    public int PublisherCapacity { get; }

    /// <summary>Chooses a worker and counts one more session on it.</summary>
    public Worker TakeLeastLoaded()
    {
        lock (_lock)
        {
            int least = Array.IndexOf(_sessions, _sessions.Min());
            _sessions[least]++;
            return _workers[least];
        }
    }

    /// <summary>Counts one session less.</summary>
    public void GiveBack(Worker worker)
    {
        lock (_lock)
        {
            _sessions[Array.IndexOf(_workers, worker)]--;
        }
    }

    /// <summary>Ends all sessions and threads.</summary>
    public void Dispose()
    {
        foreach (Worker worker in _workers)
        {
            worker.Dispose();
        }
    }
}
