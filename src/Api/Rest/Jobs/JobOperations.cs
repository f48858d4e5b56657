namespace Vod.Api.Rest.Jobs;

/// <summary>The methods of <c>/rest-api/v3/jobs/</c> as callers see them.</summary>
internal sealed class JobOperations(JobMethods methods, RestGates gates) : IRestOperations
{
    /// <summary>An id in examples.</summary>
    public const string ExampleId = "0b8f1e9a-0d5f-4c1c-8f7e-1f2a3b4c5d6e";

    private const string Id = $$"""{"id":"{{ExampleId}}"}""";

    private const string Item =
        $$"""{"id":"{{ExampleId}}","state":"DONE","path":"/rest-api/v3/vod/startup","createDate":1760000000000,"endDate":1760000007000,"status":200}""";

    /// <inheritdoc/>
    public string Summary => "What requests with the header Prefer: respond-async have left running";

    /// <inheritdoc/>
    public IEnumerable<RestOperation> All =>
    [
        new RestOperation<JobQuery>(methods.FindAsync)
        {
            Name = "jobs/find",
            Summary = "A job and, when it is over, what came of it",
            Gate = gates.Ordinary,
            Answer = typeof(JobItem),
            RequestExample = Id,
            AnswerExample = Item,
            Failures = RestFailures.NotFound,
        },
        new RestOperation<NoParameters>(_ => methods.FindAllAsync())
        {
            Name = "jobs/find_all",
            Summary = "Lists the jobs that are remembered: the unfinished ones, and finished ones for a few minutes",
            Gate = gates.Listings,
            AlsoGet = true,
            Answer = typeof(JobItem[]),
            AnswerExample = $"[{Item}]",
            Failures = RestFailures.NotFound,
        },
        new RestOperation<JobQuery>(methods.TerminateAsync)
        {
            Name = "jobs/terminate",
            Summary = "Cancels a job that is not over; what it has ordered already stays ordered",
            Gate = gates.Ordinary,
            RequestExample = Id,
            Failures = RestFailures.NotFound,
        },
    ];
}
