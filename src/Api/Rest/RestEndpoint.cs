using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vod.Api.Rest.Jobs;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Rest;

/// <summary>Serves requests: reads the body, runs the method, or makes a job of it when version 3 is asked for one.</summary>
internal sealed partial class RestEndpoint(JobTable jobs, IOptions<RestOptions> options, TimeProvider time, ILogger<RestEndpoint> logger)
{
    private const string PreferenceApplied = "Preference-Applied";
    private static readonly RestAnswer Defect = RestAnswer.Failure(HttpStatusCode.InternalServerError, "Internal error");

    /// <summary>Serves a request by the answer itself.</summary>
    public async Task HandleAsync(HttpContext context, RestOperation operation)
    {
        RestCall call = await BindAsync(context, operation);
        if (call.Run is not { } run)
        {
            await RestResponse.WriteAsync(context, call.Refusal!, time.GetUtcNow());
            return;
        }

        // Held until the answer is sent: answers take memory for as long as a slow client reads.
        using RateLimitLease turn = await operation.Gate.EnterAsync(context.RequestAborted);
        RestAnswer answer = turn.IsAcquired ? await RunAsync(operation, run) : RestAnswer.Busy;
        await RestResponse.WriteAsync(context, answer, time.GetUtcNow());
    }

    /// <summary>Serves a request of version 3, which may ask for a job.</summary>
    public async Task HandleAsJobAsync(HttpContext context, RestOperation operation)
    {
        TimeSpan maxWait = TimeSpan.FromSeconds(options.Value.MaxPreferWait);
        TimeSpan maxTimeout = TimeSpan.FromSeconds(options.Value.MaxPreferTimeout);
        if (Preference.Read(context.Request.Headers["Prefer"], maxWait, maxTimeout) is not { } preference)
        {
            await HandleAsync(context, operation);
            return;
        }

        RestCall call = await BindAsync(context, operation);
        Job? job = call.Run is { } run ? jobs.TryStart($"{RestApi.Version3}/{operation.Name}", () => RunInTurnAsync(operation, run), preference.Timeout) : null;
        if (job is null)
        {
            await RestResponse.WriteAsync(context, call.Refusal ?? RestAnswer.Busy, time.GetUtcNow());
            return;
        }

        await TellAsync(context, job, preference.Wait);
    }

    private static async ValueTask<RestCall> BindAsync(HttpContext context, RestOperation operation)
    {
        RestBody body = HttpMethods.IsGet(context.Request.Method) ? default : await RestBody.ReadAsync(context);
        return body.Refusal is null ? operation.Bind(body.Bytes) : new RestCall(null, body.Refusal);
    }

    private async Task TellAsync(HttpContext context, Job job, TimeSpan wait)
    {
        try
        {
            await job.Over.WaitAsync(wait, time, context.RequestAborted);
            jobs.Forget(job);
            await RestResponse.WriteAsync(context, job.Answer!, time.GetUtcNow());
        }
        catch (TimeoutException)
        {
            context.Response.Headers[PreferenceApplied] = Preference.RespondAsync;
            JobItem item = jobs.Find(job.Id) ?? JobItem.Of(job);
            await RestResponse.WriteAsync(context, HttpStatusCode.Accepted, RestJson.Bytes(item), RestResponse.Json);
        }
    }

    private async Task<RestAnswer> RunInTurnAsync(RestOperation operation, Func<Task<RestAnswer>> run)
    {
        using RateLimitLease turn = await operation.Gate.EnterAsync(CancellationToken.None);
        return turn.IsAcquired ? await RunAsync(operation, run) : RestAnswer.Busy;
    }

    // A call of a grain that fails says so in the log; its trace is nothing for the caller.
    private async Task<RestAnswer> RunAsync(RestOperation operation, Func<Task<RestAnswer>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception exception)
        {
            LogFailed(operation.Name, exception);
            return Defect;
        }
    }

    [LoggerMessage(EventId = 401, Level = LogLevel.Error, Message = "REST {Method} failed")]
    private partial void LogFailed(string method, Exception exception);
}
