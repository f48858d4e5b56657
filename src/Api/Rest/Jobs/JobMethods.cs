namespace Vod.Api.Rest.Jobs;

/// <summary>What <c>/rest-api/v3/jobs/</c> does.</summary>
internal sealed class JobMethods(JobTable jobs)
{
    private const string Nothing = "Job not found";
    private static readonly RestAnswer WhichOne = RestAnswer.BadRequest("The id is needed");

    /// <summary>One job.</summary>
    public Task<RestAnswer> FindAsync(JobQuery query) => Task.FromResult(
        query.Id is null ? WhichOne
        : jobs.Find(query.Id) is { } job ? RestAnswer.Of(job)
        : RestAnswer.NotFound(Nothing));

    /// <summary>All jobs that are remembered.</summary>
    public Task<RestAnswer> FindAllAsync() => Task.FromResult(RestAnswer.OfList(jobs.List(), Nothing));

    /// <summary>Cancels a job that is not over.</summary>
    public Task<RestAnswer> TerminateAsync(JobQuery query) => Task.FromResult(
        query.Id is null ? WhichOne
        : jobs.Cancel(query.Id) ? RestAnswer.Done
        : RestAnswer.NotFound("No unfinished job of this id"));
}
