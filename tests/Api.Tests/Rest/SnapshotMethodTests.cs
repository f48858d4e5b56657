using System.Net;
using Vod.Api.Rest;
using Vod.Api.Tests.Rest.Support;
using Vod.Api.Tests.Support;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Tests.Rest;

public sealed class SnapshotMethodTests
{
    private const string Path = "/rest-api/stream/snapshot";

    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0xFB, 0xEF, 0xBE];

    [Theory]
    [InlineData("test", "test", null)]
    [InlineData("VOD-LIVE://music.mp4", "vod-live://music.mp4", null)]
    [InlineData("vod://sample.mp4", "p1", null)]
    [InlineData("id-of-test", "test", null)]
    [InlineData("p2", "p2", null)]
    [InlineData("v4", "p2", "v4")]
    [InlineData("v2", "test", "v2")]
    public async Task The_picture_is_that_of_the_name_of_the_uri_or_of_the_id(string name, string key, string? viewer)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = Samples.Listing();
        server.Cluster.Snapshot = (asked, of) => Task.FromResult((asked, of) == (key, viewer) ? new StreamSnapshot(SnapshotOutcome.Taken, Png) : new(SnapshotOutcome.NoSuchStream, default));
        RestReply reply = await rest.PostAsync(Path, $$"""{"streamName":"{{name}}"}""");
        reply.Is("""{"data":"*"}""");
        Assert.Equal(Png, reply.Json!.Value.GetProperty("data").GetBytesFromBase64());
    }

    [Theory]
    [InlineData(SnapshotOutcome.NoSuchStream, HttpStatusCode.NotFound, "Stream not found")]
    [InlineData(SnapshotOutcome.NoVideo, HttpStatusCode.InternalServerError, "Stream has no video")]
    [InlineData(SnapshotOutcome.Failed, HttpStatusCode.InternalServerError, "Snapshot failed")]
    public async Task A_failure_says_why(SnapshotOutcome outcome, HttpStatusCode status, string message)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Snapshot = (_, _) => Task.FromResult(new StreamSnapshot(outcome, default));
        (await rest.PostAsync(Path, """{"streamName":"test"}""")).IsFailure(status, message);
    }

    [Theory]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("""{"streamName":""}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"streamName":["test"]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"streamName":"http://test"}""", HttpStatusCode.NotFound)]
    [InlineData("""{"streamName":"nobody"}""", HttpStatusCode.NotFound)]
    [InlineData("""{"streamName":"vod://other.mp4"}""", HttpStatusCode.NotFound)]
    public async Task Without_a_stream_there_is_no_picture(string body, HttpStatusCode status)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = Samples.Listing();
        (await rest.PostAsync(Path, body)).IsFailure(status);
    }

    [Fact]
    public async Task Only_so_many_are_taken_and_wait_at_a_time_and_the_rest_of_the_API_goes_on()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = Samples.Listing();
        TaskCompletionSource<StreamSnapshot> taken = new();
        server.Cluster.Snapshot = (_, _) => taken.Task;
        int admitted = RestLimits.MaxSnapshots + RestLimits.MaxWaitingSnapshots;
        List<Task<RestReply>> replies = [.. Enumerable.Range(0, admitted + 1).Select(_ => rest.PostAsync(Path, """{"streamName":"test"}"""))];
        Task<RestReply> refused = await Task.WhenAny(replies).WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        (await refused).IsFailure(HttpStatusCode.ServiceUnavailable, "Too many requests at the same time");
        (await rest.PostAsync("/rest-api/vod/find", """{"localStreamName":"test"}""")).Is("""[{"localStreamName":"test"}]""");
        taken.SetResult(new StreamSnapshot(SnapshotOutcome.Taken, Png));
        replies.Remove(refused);
        Assert.All(await Task.WhenAll(replies), reply => Assert.Equal(HttpStatusCode.OK, reply.Status));
    }
}
