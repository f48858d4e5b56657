using System.Net;
using Vod.Api.Rest;
using Vod.Api.Tests.Rest.Support;
using Vod.Api.Tests.Support;
using Vod.Api.Wcs;

namespace Vod.Api.Tests.Rest;

public sealed class SendEventMethodTests
{
    private const string Path = "/rest-api/stream/event/send";

    [Theory]
    [InlineData("test", """{"score":"2:1"}""", "test")]
    [InlineData("test", "null", "test")]
    [InlineData("test", "0", "test")]
    [InlineData("VOD-LIVE://music.mp4", """["\u0000",1e3,  true]""", "vod-live://music.mp4")]
    [InlineData("vod://sample.mp4", "\"text\"", "p1 p2")]
    public async Task The_data_goes_to_every_stream_of_the_name_as_it_was_written(string name, string payload, string keys)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = Samples.Listing();
        (await rest.PostAsync(Path, $$"""{"streamName":"{{name}}","payload":{{payload}}}""")).IsEmpty();
        Assert.All(server.Cluster.Done, done => Assert.Equal(payload, done.What));
        Assert.Equal(keys, string.Join(' ', server.Cluster.Done.Select(done => done.Key).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("""{"streamName":"test"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"payload":{}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"streamName":"","payload":{}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"streamName":{},"payload":{}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"streamName":"http://x","payload":{}}""", HttpStatusCode.NotFound)]
    [InlineData("""{"streamName":"vod://other.mp4","payload":{}}""", HttpStatusCode.NotFound)]
    public async Task What_names_no_stream_or_has_no_data_sends_nothing(string body, HttpStatusCode status)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = Samples.Listing();
        (await rest.PostAsync(Path, body)).IsFailure(status);
        Assert.Empty(server.Cluster.Done);
    }

    [Fact]
    public async Task A_stream_that_is_not_there_is_404()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Exists = _ => false;
        (await rest.PostAsync(Path, """{"streamName":"nobody","payload":{}}""")).IsFailure(HttpStatusCode.NotFound, "Stream not found");
    }

    [Theory]
    [InlineData(0, HttpStatusCode.OK)]
    [InlineData(1, HttpStatusCode.BadRequest)]
    public async Task The_data_is_limited_in_bytes(int more, HttpStatusCode status)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        string text = new string('\u00e9', (WcsLimits.MaxEventPayloadBytes - 2) / 2) + new string('x', more);
        Assert.Equal(status, (await rest.PostAsync(Path, $$"""{"streamName":"test","payload":"{{text}}"}""")).Status);
    }

    [Fact]
    public async Task Data_nested_too_deep_is_malformed()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        (await rest.PostAsync(Path, Nested(RestLimits.MaxBodyDepth - 1))).IsEmpty();
        (await rest.PostAsync(Path, Nested(RestLimits.MaxBodyDepth))).IsFailure(HttpStatusCode.BadRequest, "The body is not a JSON object");
    }

    private static string Nested(int depth) => $$"""{"streamName":"test","payload":{{new string('[', depth)}}{{new string(']', depth)}}}""";
}
