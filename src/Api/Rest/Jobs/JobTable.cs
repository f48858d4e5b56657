using System.Net;
using System.Text.Json;
using System.Threading.RateLimiting;

namespace Vod.Api.Rest.Jobs;

/// <summary>
/// The jobs of this process, running and over. Bounded in number, in bytes of results and in time; each job is bounded in time too. A restart forgets them.
/// </summary>
internal sealed class JobTable(TimeProvider time) : IDisposable
{
    private static readonly RestAnswer TimedOut = RestAnswer.Failure(HttpStatusCode.InternalServerError, "The job took too long and was cancelled");
    private static readonly RestAnswer Ordered = RestAnswer.Failure(HttpStatusCode.InternalServerError, "The job was cancelled");

    private readonly Lock _gate = new();
    private readonly LinkedList<Job> _jobs = [];
    private readonly RestGate _running = new(RestLimits.MaxRunningJobs, RestLimits.MaxJobs);
    private long _bytes;

    /// <summary>Starts a job; null when there are as many unfinished ones as there may be.</summary>
    /// <param name="path">The path that was asked.</param>
    /// <param name="run">What to do; must not throw.</param>
    /// <param name="limit">How long it may take, waiting for its turn included.</param>
    public Job? TryStart(string path, Func<Task<RestAnswer>> run, TimeSpan limit)
    {
        CancellationTokenSource timer = new(limit, time);
        Job job = new(path, time.GetUtcNow(), timer);
        lock (_gate)
        {
            ForgetOld();
            if (_jobs.Count >= RestLimits.MaxJobs && !ForgetOldestOver())
            {
                timer.Dispose();
                return null;
            }

            _jobs.AddLast(job);
        }

        _ = RunAsync(job, run, timer);
        return job;
    }

    /// <summary>The jobs that are remembered, the oldest first, as they are now; without their results, which may be large.</summary>
    public IReadOnlyList<JobItem> List()
    {
        lock (_gate)
        {
            ForgetOld();
            return [.. _jobs.Select(JobItem.Of)];
        }
    }

    /// <summary>The job of an id, as it is now; null when there is none.</summary>
    public JobItem? Find(string id)
    {
        RestAnswer? answer;
        JobItem item;
        lock (_gate)
        {
            ForgetOld();
            if (_jobs.FirstOrDefault(job => job.Id == id) is not { } job)
            {
                return null;
            }

            (item, answer) = (JobItem.Of(job), job.Answer);
        }

        // A result may be a picture of many megabytes; nobody waits for that.
        return answer is { IsSuccess: true, Json.IsEmpty: false } ? item with { Result = JsonElement.Parse(answer.Json.Span) } : item;
    }

    /// <summary>Ends a job that is not over. False when there is none of this id.</summary>
    public bool Cancel(string id)
    {
        lock (_gate)
        {
            return _jobs.FirstOrDefault(job => job.Id == id) is { } job && End(job, JobState.Cancelled, Ordered);
        }
    }

    /// <summary>Forgets a job whose answer has been given already.</summary>
    public void Forget(Job job)
    {
        lock (_gate)
        {
            Remove(job);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _running.Dispose();

    private async Task RunAsync(Job job, Func<Task<RestAnswer>> run, CancellationTokenSource timer)
    {
        using (timer)
        {
            try
            {
                RestAnswer answer = await RunInTurnAsync(job, run).WaitAsync(job.Limit);
                Settle(job, answer.IsSuccess ? JobState.Done : JobState.Failed, answer);
            }
            catch (OperationCanceledException)
            {
                Settle(job, JobState.Cancelled, TimedOut);
            }
        }
    }

    // The turn lasts as long as the work, even when nobody waits for it any more.
    private async Task<RestAnswer> RunInTurnAsync(Job job, Func<Task<RestAnswer>> run)
    {
        using RateLimitLease turn = await _running.EnterAsync(job.Limit);
        if (!turn.IsAcquired)
        {
            return RestAnswer.Busy;
        }

        lock (_gate)
        {
            job.Begin();
            if (job.Answer is { } over)
            {
                return over;
            }
        }

        return await run();
    }

    private void Settle(Job job, JobState state, RestAnswer answer)
    {
        lock (_gate)
        {
            End(job, state, answer);
        }
    }

    private bool End(Job job, JobState state, RestAnswer answer)
    {
        if (!job.TryEnd(state, answer, time.GetUtcNow()))
        {
            return false;
        }

        _bytes += answer.Json.Length;
        while (_bytes > RestLimits.MaxJobBytes && ForgetOldestOver())
        {
        }

        return true;
    }

    private void ForgetOld()
    {
        DateTimeOffset oldest = time.GetUtcNow() - RestLimits.JobRetention;
        foreach (Job job in _jobs.Where(job => job.Ended < oldest).ToList())
        {
            Remove(job);
        }
    }

    private bool ForgetOldestOver() => _jobs.Where(job => job.Answer is not null).MinBy(job => job.Ended) is { } oldest && Remove(oldest);

    private bool Remove(Job job)
    {
        if (!_jobs.Remove(job))
        {
            return false;
        }

        _bytes -= job.Answer?.Json.Length ?? 0;
        return true;
    }
}
