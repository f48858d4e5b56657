using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Vod.Api.Rest;
using Vod.Api.Tests.Rest.Support;
using Vod.Api.Tests.Support;
using Vod.Grains.Abstractions.Streams;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Tests.Rest;

public sealed class JobTests
{
    private const string Startup = "/rest-api/v3/vod/startup";
    private const string Film = """{"uri":"vod-live://a.mp4","localStreamName":"film"}""";

    private static readonly StartupResult Started = new(StartupOutcome.Started);

    [Theory]
    [InlineData(null)]
    [InlineData("respond-async, wait=2")]
    public async Task What_is_done_in_time_is_answered_as_in_version_2(string? prefer)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        (await rest.PostAsync(Startup, Film, prefer)).IsEmpty();
        server.Cluster.Startup = (_, _) => Task.FromResult(new StartupResult(StartupOutcome.NameTaken));
        (await rest.PostAsync(Startup, Film, prefer)).IsFailure(HttpStatusCode.Conflict, "Stream name is already in use");
        (await rest.PostAsync(Startup, "{}", prefer)).IsFailure(HttpStatusCode.BadRequest);
        (await rest.PostAsync(Startup, "{", prefer)).IsFailure(HttpStatusCode.BadRequest);
        (await rest.GetAsync("/rest-api/v3/vod/find_all", prefer)).IsFailure(HttpStatusCode.NotFound);
        (await rest.GetAsync("/rest-api/v3/jobs/find_all")).IsFailure(HttpStatusCode.NotFound, "Job not found");
    }

    [Theory]
    [InlineData("respond-async, wait=2", 2)]
    [InlineData("respond-async", 5)]
    [InlineData("respond-async, wait=3600", 5)]
    public async Task What_takes_longer_than_the_wait_becomes_a_job(string prefer, int seconds)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        TaskCompletionSource<StartupResult> result = new();
        server.Cluster.Startup = (_, _) => result.Task;
        Task<RestReply> asked = rest.PostAsync(Startup, Film, prefer);
        await server.Time.WaitedForAsync(TimeSpan.FromSeconds(seconds));
        server.Time.Advance(TimeSpan.FromSeconds(seconds));
        RestReply accepted = await asked;
        Assert.Equal((HttpStatusCode.Accepted, "respond-async"), (accepted.Status, accepted.Headers["Preference-Applied"]));
        string id = accepted.Json!.Value.GetProperty("id").GetString()!;
        (await FindAsync(rest, id)).Is($$"""{"id":"{{id}}","state":"RUNNING","path":"{{Startup}}","createDate":946684800000,"status":"-","result":"-","error":"-"}""");
        result.SetResult(Started);
        await DoneAsync(rest, id, "DONE");
        (await FindAsync(rest, id)).Is($$"""{"state":"DONE","status":200,"endDate":{{946684800000 + (seconds * 1000)}},"error":"-"}""");
    }

    [Fact]
    public async Task A_job_keeps_what_came_of_it()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        TaskCompletionSource gate = new();
        server.Cluster.Lists = async listing =>
        {
            await gate.Task;
            return listing;
        };
        server.Cluster.Listing = Samples.Listing();
        string found = await AcceptAsync(rest, "/rest-api/v3/vod/find_all", null);
        string missed = await AcceptAsync(rest, "/rest-api/v3/vod/find", """{"localMediaSessionId":"nobody"}""");
        gate.SetResult();
        await DoneAsync(rest, found, "DONE");
        (await FindAsync(rest, found)).Is("""{"state":"DONE","status":200,"result":[{"localStreamName":"test"},"*","*","*"]}""");
        await DoneAsync(rest, missed, "FAILED");
        (await FindAsync(rest, missed)).Is("""{"state":"FAILED","status":404,"result":"-","error":{"status":404,"message":"VOD stream not found","path":"/rest-api/v3/vod/find"}}""");
        (await rest.GetAsync("/rest-api/v3/jobs/find_all")).Is($$"""[{"id":"{{found}}","result":"-"},{"id":"{{missed}}"}]""");
    }

    [Fact]
    public async Task A_job_that_takes_too_long_is_cancelled()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Startup = (_, _) => new TaskCompletionSource<StartupResult>().Task;
        string id = await AcceptAsync(rest, Startup, Film, "timeout=30");
        server.Time.Advance(TimeSpan.FromSeconds(29));
        (await FindAsync(rest, id)).Is("""{"state":"RUNNING"}""");
        server.Time.Advance(TimeSpan.FromSeconds(1));
        await DoneAsync(rest, id, "CANCELLED");
        (await FindAsync(rest, id)).Is("""{"state":"CANCELLED","status":500,"error":{"message":"The job took too long and was cancelled"}}""");
    }

    [Fact]
    public async Task The_settings_bound_wait_and_timeout()
    {
        await using ApiServer server = await ApiServer.StartAsync(configure: services => services.Configure<RestOptions>(options =>
        {
            options.MaxPreferWait = 0;
            options.MaxPreferTimeout = 7;
        }));
        using RestCaller rest = new(server);
        server.Cluster.Startup = (_, _) => new TaskCompletionSource<StartupResult>().Task;
        RestReply accepted = await rest.PostAsync(Startup, Film, "respond-async, wait=10, timeout=100");
        Assert.Equal(HttpStatusCode.Accepted, accepted.Status);
        server.Time.Advance(TimeSpan.FromSeconds(7));
        await DoneAsync(rest, accepted.Json!.Value.GetProperty("id").GetString()!, "CANCELLED");
    }

    [Fact]
    public async Task A_job_can_be_cancelled_once()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        TaskCompletionSource<StartupResult> result = new();
        server.Cluster.Startup = (_, _) => result.Task;
        string id = await AcceptAsync(rest, Startup, Film);
        (await rest.PostAsync("/rest-api/v3/jobs/terminate", $$"""{"id":"{{id}}"}""")).IsEmpty();
        (await rest.PostAsync("/rest-api/v3/jobs/terminate", $$"""{"id":"{{id}}"}""")).IsFailure(HttpStatusCode.NotFound, "No unfinished job of this id");
        result.SetResult(Started);
        (await FindAsync(rest, id)).Is("""{"state":"CANCELLED","error":{"message":"The job was cancelled"}}""");
    }

    [Fact]
    public async Task A_finished_job_is_forgotten_after_its_time()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        TaskCompletionSource<StartupResult> result = new();
        server.Cluster.Startup = (_, _) => result.Task;
        string id = await AcceptAsync(rest, Startup, Film);
        result.SetResult(Started);
        await DoneAsync(rest, id, "DONE");
        server.Time.Advance(RestLimits.JobRetention);
        Assert.Equal(HttpStatusCode.OK, (await FindAsync(rest, id)).Status);
        server.Time.Advance(TimeSpan.FromMilliseconds(1));
        (await FindAsync(rest, id)).IsFailure(HttpStatusCode.NotFound, "Job not found");
    }

    [Theory]
    [InlineData("find", "{}", HttpStatusCode.BadRequest)]
    [InlineData("terminate", "", HttpStatusCode.BadRequest)]
    [InlineData("find", """{"id":7}""", HttpStatusCode.BadRequest)]
    [InlineData("find", """{"id":"nobody"}""", HttpStatusCode.NotFound)]
    [InlineData("terminate", """{"id":"nobody"}""", HttpStatusCode.NotFound)]
    public async Task A_job_is_named_by_its_id(string method, string body, HttpStatusCode status)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        (await rest.PostAsync($"/rest-api/v3/jobs/{method}", body)).IsFailure(status);
    }

    [Fact]
    public async Task Version_2_takes_no_preference()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        TaskCompletionSource<StartupResult> result = new();
        TaskCompletionSource asked = new();
        server.Cluster.Startup = (_, _) =>
        {
            asked.SetResult();
            return result.Task;
        };
        Task<RestReply> reply = rest.PostAsync("/rest-api/vod/startup", Film, "respond-async, wait=0");
        await asked.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        server.Time.Advance(TimeSpan.FromHours(1));
        Assert.False(reply.IsCompleted);
        result.SetResult(Started);
        (await reply).IsEmpty();
    }

    internal static async Task<string> AcceptAsync(RestCaller rest, string path, string? body, string more = "")
    {
        RestReply accepted = await rest.PostAsync(path, body, $"respond-async, wait=0, {more}");
        Assert.Equal(HttpStatusCode.Accepted, accepted.Status);
        return accepted.Json!.Value.GetProperty("id").GetString()!;
    }

    private static Task<RestReply> FindAsync(RestCaller rest, string id) => rest.PostAsync("/rest-api/v3/jobs/find", $$"""{"id":"{{id}}"}""");

    // The job goes on beside the requests; every question gives it a moment.
    private static async Task DoneAsync(RestCaller rest, string id, string state)
    {
        using CancellationTokenSource limit = new(Patience.Limit);
        while ((await FindAsync(rest, id)).Json!.Value.GetProperty("state").GetString() != state)
        {
            limit.Token.ThrowIfCancellationRequested();
        }
    }
}
