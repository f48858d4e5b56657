using System.Diagnostics.CodeAnalysis;
using Vod.Media.Playback;

namespace Vod.Media.Host.Preparation;

/// <summary>
/// Decides which chunk is read or made next. A job is looked for on disk at once; if the chunk is not there it waits for one of the few transcoders, which go to the chunk
/// needed soonest. At every step there is one job per chunk, however many viewers want it.
/// </summary>
/// <param name="transcoders">Transcoders that may run at the same time.</param>
/// <param name="clock">Tells when a request is too old.</param>
/// <param name="work">Does it.</param>
internal sealed class ChunkScheduler(int transcoders, TimeProvider clock, IChunkWork work) : IAsyncDisposable
{
    // Ten times the interval at which play heads report.
    private static readonly TimeSpan Interest = TimeSpan.FromSeconds(10);

    /// <summary>A transcoder whose input is this late takes no processor time, so another may run meanwhile: a storage that is away keeps nobody from those that are there.</summary>
    public static readonly TimeSpan InputLateness = TimeSpan.FromSeconds(1);

    /// <summary>Transcoders that may wait so: each takes memory.</summary>
    public const int MaxLate = 16;

    private readonly CancellationTokenSource _stopping = new();

    // Everything below is guarded by it.
    private readonly Lock _lock = new();
    private readonly ChunkQueue _queue = new();
    private int _active;
    private int _making;
    private int _makingInBackground;
    private int _late;
    private bool _stopped;
    private TaskCompletionSource? _idle;

    /// <summary>Chunks that wait for a transcoder.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _queue.Count;
            }
        }
    }

    /// <summary>Transcoders that run.</summary>
    public int Making
    {
        get
        {
            lock (_lock)
            {
                return _making;
            }
        }
    }

    /// <summary>Takes over the new jobs of one request. Called by worker loops, so it only hands them to the thread pool.</summary>
    public void Start(ChunkJob first)
    {
        bool isStopped;
        lock (_lock)
        {
            isStopped = _stopped;
            _active += isStopped ? 0 : 1;
        }

        if (!isStopped)
        {
            _ = Task.Run(() => LoadAllAsync(first));
            return;
        }

        for (ChunkJob? job = first; job is not null; job = job.Next)
        {
            job.Track.Release(job);
        }
    }

    /// <summary>A chunk that was to be made for nobody is waited for: it need not wait for what runs in the background. Called by worker loops too.</summary>
    public void Hasten() => _ = Task.Run(StartTranscoders);

    /// <summary>
    /// Gives a transcoder that runs the chunk that follows what it has made, if that is waited for and nothing else is more urgent. Saves it from being started anew.
    /// </summary>
    public bool TryAdopt(ChunkTrack track, int chunk, [NotNullWhen(true)] out ChunkJob? job)
    {
        lock (_lock)
        {
            return _queue.TryTake(track, chunk, HasRoom, out job);
        }
    }

    /// <summary>Waits for the input of a transcoder that somebody waits for; while it is late others get its place.</summary>
    public async ValueTask<T> AwaitInputAsync<T>(ValueTask<T> input)
    {
        if (input.IsCompleted)
        {
            return await input;
        }

        Task<T> coming = input.AsTask();
        try
        {
            return await coming.WaitAsync(InputLateness, clock);
        }
        catch (TimeoutException)
        {
            if (coming.IsCompleted || !TryStandAside())
            {
                return await coming;
            }
        }

        try
        {
            StartTranscoders();
            return await coming;
        }
        finally
        {
            lock (_lock)
            {
                _late--;
            }
        }
    }

    /// <summary>Cancels what runs and waits until it is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        List<ChunkJob> dropped = [];
        lock (_lock)
        {
            if (_stopped)
            {
                return;
            }

            _stopped = true;
            _queue.Clear(dropped);
        }

        dropped.ForEach(Drop);
        await _stopping.CancelAsync();
        await WhenIdleAsync();
        _stopping.Dispose();
    }

    /// <summary>Completes when nothing that was asked for is left to do.</summary>
    public Task WhenIdleAsync()
    {
        lock (_lock)
        {
            if (_active == 0)
            {
                return Task.CompletedTask;
            }

            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    // What is made for nobody keeps no transcoder from those who wait.
    private bool HasRoom => _making - _makingInBackground - _late < transcoders;

    private bool TryStandAside()
    {
        lock (_lock)
        {
            bool may = _late < MaxLate;
            _late += may ? 1 : 0;
            return may;
        }
    }

    /// <summary>One after another, so that the first chunk is also the first to get a transcoder.</summary>
    private async Task LoadAllAsync(ChunkJob first)
    {
        for (ChunkJob? job = first; job is not null; job = job.Next)
        {
            await GuardAsync(job, LoadAsync);
        }

        Leave();
    }

    /// <summary>Runs one step of a job; whatever happens, the job ends or goes on.</summary>
    private async Task GuardAsync(ChunkJob job, Func<ChunkJob, Task> step)
    {
        try
        {
            await step(job);
        }
        catch (Exception exception)
        {
            if (exception is not OperationCanceledException)
            {
                job.Track.Fail(new(MediaFault.Unmakeable, exception.Message));
                work.OnDefect(job, exception);
            }

            job.Track.Release(job);
        }
    }

    private void Leave()
    {
        TaskCompletionSource? idle;
        lock (_lock)
        {
            if (--_active > 0)
            {
                return;
            }

            (idle, _idle) = (_idle, null);
        }

        idle?.TrySetResult();
    }

    private async Task LoadAsync(ChunkJob job)
    {
        if (job.Track.IsComplete(job.Chunk) || await work.TryLoadAsync(job, _stopping.Token))
        {
            job.Track.Release(job);
            return;
        }

        lock (_lock)
        {
            _queue.Add(job);
        }

        StartTranscoders();
    }

    private void StartTranscoders()
    {
        List<ChunkJob> dropped = [];
        lock (_lock)
        {
            if (_stopped)
            {
                _queue.Clear(dropped);
            }

            long oldestInterest = clock.GetTimestamp() - (long)(Interest.TotalSeconds * clock.TimestampFrequency);
            while (HasRoom && _queue.TryTake(oldestInterest, dropped, isIdle: _making == 0, out ChunkJob? job))
            {
                bool isBackground = job.IsBackground;
                _making++;
                _makingInBackground += isBackground ? 1 : 0;
                _active++;
                _ = Task.Run(() => MakeAsync(job, isBackground));
            }
        }

        dropped.ForEach(Drop);
    }

    private void Drop(ChunkJob job)
    {
        job.Track.Release(job);
        work.OnDropped(job);
    }

    private async Task MakeAsync(ChunkJob job, bool isBackground)
    {
        await GuardAsync(job, async made =>
        {
            if (!made.Track.IsFailed)
            {
                await work.MakeAsync(made, _stopping.Token);
            }

            made.Track.Release(made);
        });
        lock (_lock)
        {
            _making--;
            _makingInBackground -= isBackground ? 1 : 0;
        }

        StartTranscoders();
        Leave();
    }
}
