namespace Vod.Api.Rest.Jobs;

/// <summary>A method that runs on after its request. The table changes it, under its lock.</summary>
/// <param name="path">The path that was asked.</param>
/// <param name="created">When.</param>
/// <param name="limit">Ends it; disposed of when the job is over.</param>
internal sealed class Job(string path, DateTimeOffset created, CancellationTokenSource limit)
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Its id.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("D");

    /// <summary>The path that was asked.</summary>
    public string Path { get; } = path;

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset Created { get; } = created;

    /// <summary>Where it is.</summary>
    public JobState State { get; private set; }

    /// <summary>What came of it; null until it is over.</summary>
    public RestAnswer? Answer { get; private set; }

    /// <summary>When it was over.</summary>
    public DateTimeOffset? Ended { get; private set; }

    /// <summary>Completes when it is over.</summary>
    public Task Over => _over.Task;

    /// <summary>Ends with its time.</summary>
    public CancellationToken Limit { get; } = limit.Token;

    /// <summary>It has begun.</summary>
    public void Begin()
    {
        if (Answer is null)
        {
            State = JobState.Running;
        }
    }

    /// <summary>It is over; false when it was before.</summary>
    public bool TryEnd(JobState state, RestAnswer answer, DateTimeOffset now)
    {
        if (Answer is not null)
        {
            return false;
        }

        State = state;
        Answer = answer;
        Ended = now;
        _over.SetResult();
        return true;
    }
}
