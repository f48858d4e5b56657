using System.Net;
using Vod.Api.Rest;
using Vod.Api.Tests.Rest.Support;
using Vod.Api.Tests.Support;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Tests.Rest;

public sealed class StreamMethodsTests
{
    [Fact]
    public async Task Each_source_is_listed_before_its_viewers()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = Samples.Listing();
        RestReply reply = await rest.GetAsync("/rest-api/stream/find_all");
        reply.Is("""
            [{"appKey":"defaultApp","sessionId":"","mediaSessionId":"id-of-test","name":"test","published":true,"hasVideo":true,"hasAudio":true,"status":"PUBLISHING",
            "sdp":"","audioCodec":"mpeg4-generic","videoCodec":"H264","record":false,"width":1280,"height":720,"bitrate":0,"minBitrate":0,"maxBitrate":0,"quality":0,
            "history":false,"gop":0,"fps":0,"audioBitrate":0,"codecImpl":"","transport":"","cvoExtension":false,"createDate":1760000000000,"mediaType":"publish",
            "mediaProvider":"VOD","audioState":{"muted":false},"videoState":{"muted":false},"metrics":"-"},
            {"appKey":"defaultApp","sessionId":"c1","mediaSessionId":"v1","name":"test","published":false,"hasVideo":true,"hasAudio":true,"status":"PLAYING",
            "audioCodec":"opus","videoCodec":"H264","width":1280,"height":720,"transport":"UDP","mediaType":"play","mediaProvider":"WebRTC"},
            {"sessionId":"c2","mediaSessionId":"v2","status":"PENDING","hasVideo":true,"hasAudio":true,"audioCodec":"","videoCodec":"","width":0,"height":0},
            {"mediaSessionId":"id-of-vod-live://music.mp4","hasVideo":false,"videoCodec":"","audioCodec":"mpeg4-generic"},
            {"mediaSessionId":"p1","name":"vod://sample.mp4","published":true},
            {"mediaSessionId":"v3","name":"vod://sample.mp4","published":false},
            {"mediaSessionId":"p2"},
            {"mediaSessionId":"v4","sessionId":"c3"}]
            """);
    }

    [Fact]
    public async Task A_viewer_whose_source_is_not_listed_is_listed_nevertheless()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = Samples.Listing() with { Streams = [] };
        Assert.Equal("v1 v2 v3 v4", (await rest.PostAsync("/rest-api/stream/find_all", null)).All("mediaSessionId"));
    }

    [Theory]
    [InlineData("""{"mediaSessionId":"v1"}""", "v1")]
    [InlineData("""{"mediaSessionIds":["v4","id-of-test","nobody"]}""", "id-of-test v4")]
    [InlineData("""{"name":"test"}""", "id-of-test v1 v2")]
    [InlineData("""{"name":"test","published":false}""", "v1 v2")]
    [InlineData("""{"name":"VOD://sample.mp4","published":true}""", "p1 p2")]
    [InlineData("""{"status":"PENDING"}""", "v2")]
    [InlineData("""{"status":"PLAYING","sessionId":"c1"}""", "v1 v3")]
    [InlineData("""{"mediaProvider":"VOD","mediaType":"publish"}""", "id-of-test id-of-vod-live://music.mp4 p1 p2")]
    [InlineData("""{"mediaProvider":"WebRTC","appKey":"defaultApp"}""", "v1 v2 v3 v4")]
    [InlineData("""{"sessionId":""}""", "id-of-test id-of-vod-live://music.mp4 p1 p2")]
    [InlineData("""{"mediaSessionId":"v1","unknown":{"a":1}}""", "v1")]
    public async Task Find_lists_what_matches_in_everything(string body, string ids)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = Samples.Listing();
        RestReply reply = await rest.PostAsync("/rest-api/stream/find", body);
        Assert.Equal((HttpStatusCode.OK, ids), (reply.Status, reply.All("mediaSessionId")));
    }

    [Theory]
    [InlineData("""{"mediaSessionId":"nobody"}""", HttpStatusCode.NotFound)]
    [InlineData("""{"mediaSessionIds":[]}""", HttpStatusCode.NotFound)]
    [InlineData("""{"name":"test","status":"STOPPED"}""", HttpStatusCode.NotFound)]
    [InlineData("""{"published":"true"}""", HttpStatusCode.InternalServerError)]
    [InlineData("""{"mediaSessionId":1}""", HttpStatusCode.InternalServerError)]
    [InlineData("""{"mediaSessionIds":"v1"}""", HttpStatusCode.InternalServerError)]
    [InlineData("""{"display":{}}""", HttpStatusCode.InternalServerError)]
    [InlineData("""{"name":"\ud800"}""", HttpStatusCode.InternalServerError)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    public async Task Nothing_found_is_404_and_a_bad_parameter_500(string body, HttpStatusCode status)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = Samples.Listing();
        (await rest.PostAsync("/rest-api/stream/find", body)).IsFailure(status);
    }

    [Theory]
    [InlineData("""{"name":"test","published":true,"display":["metrics"]}""", """[{"metrics":{"VIDEO_WIDTH":1280,"VIDEO_HEIGHT":720,"VIDEO_FPS":0,"VIDEO_RATE":0,"VIDEO_NACK":0,"VIDEO_LOST":0,"VIDEO_B_FRAMES":0}}]""")]
    [InlineData("""{"name":"test","published":true,"display":["something else",null]}""", """[{"metrics":"-"}]""")]
    public async Task Metrics_are_shown_when_asked_for(string body, string items)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = Samples.Listing();
        (await rest.PostAsync("/rest-api/stream/find", body)).Is(items);
    }

    [Theory]
    [InlineData("""{"mediaSessionId":"v1"}""", "test:v1")]
    [InlineData("""{"mediaSessionIds":["v1","v4"]}""", "p2:v4 test:v1")]
    [InlineData("""{"mediaSessionId":"id-of-test"}""", "test")]
    [InlineData("""{"name":"test"}""", "test")]
    [InlineData("""{"name":"test","published":false}""", "test:v1 test:v2")]
    [InlineData("""{"name":"vod://sample.mp4"}""", "p1 p2")]
    [InlineData("""{"published":true}""", "p1 p2 test vod-live://music.mp4")]
    [InlineData("""{"status":"PENDING"}""", "test:v2")]
    [InlineData("""{"sessionId":"c1"}""", "p1:v3 test:v1")]
    public async Task Terminate_ends_a_source_as_a_whole_and_a_viewer_alone(string body, string ended)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = Samples.Listing();
        (await rest.PostAsync("/rest-api/stream/terminate", body)).IsEmpty();
        Assert.Equal(ended, string.Join(' ', server.Cluster.Done.Select(Ended).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("""{"mediaSessionId":null,"display":["metrics"]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"published":"true"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"mediaSessionId":"nobody"}""", HttpStatusCode.NotFound)]
    [InlineData("""{"mediaSessionIds":[]}""", HttpStatusCode.NotFound)]
    public async Task Terminate_of_nothing_ends_nothing(string body, HttpStatusCode status)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = Samples.Listing();
        (await rest.PostAsync("/rest-api/stream/terminate", body)).IsFailure(status);
        Assert.Empty(server.Cluster.Done);
    }

    [Theory]
    [InlineData("find")]
    [InlineData("terminate")]
    public async Task Lists_of_parameters_are_limited(string method)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = Samples.Listing();
        string ids = string.Join(',', Enumerable.Repeat("\"v1\"", RestLimits.MaxMediaSessionIds));
        Assert.Equal(HttpStatusCode.OK, (await rest.PostAsync($"/rest-api/stream/{method}", $$"""{"mediaSessionIds":[{{ids}}]}""")).Status);
        (await rest.PostAsync($"/rest-api/stream/{method}", $$"""{"mediaSessionIds":[{{ids}},"v2"]}""")).IsFailure(HttpStatusCode.BadRequest, "A list has too many elements");
    }

    [Fact]
    public async Task A_stream_that_cannot_be_ended_does_not_save_the_others()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = Samples.Listing();
        server.Cluster.Exists = key => key != "p1" ? true : throw new TimeoutException("No answer");
        (await rest.PostAsync("/rest-api/stream/terminate", """{"published":true}""")).IsFailure(HttpStatusCode.InternalServerError, "Internal error");
        Assert.Equal(4, server.Cluster.Done.Count);
    }

    private static string Ended((string Key, object What) done)
    {
        if (done.What is StreamEndReason.Terminated)
        {
            return done.Key;
        }

        (string viewer, StreamEndReason reason) = Assert.IsType<(string, StreamEndReason)>(done.What);
        Assert.Equal(StreamEndReason.Terminated, reason);
        return $"{done.Key}:{viewer}";
    }
}
