using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Vod.Api.Tests.Rest.Support;
using Vod.Api.Tests.Support;
using Vod.Grains.Abstractions.Streams;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Tests.Rest;

public sealed class PushMethodsTests
{
    [Theory]
    [InlineData("""{"streamName":"cam","rtmpUrl":"rtmp://live.example.org/app"}""", "cam", "rtmp://live.example.org/app/rtmp_cam")]
    [InlineData("""{"streamName":"cam 1","rtmpUrl":"rtmps://live.example.org:443/app/"}""", "cam 1", "rtmps://live.example.org:443/app/rtmp_cam%201")]
    [InlineData("""{"streamName":"b","rtmpUrl":"rtmp://live.example.org/app/key","rtmpTransponderFullUrl":true}""", "b", "rtmp://live.example.org/app/key")]
    [InlineData("""{"streamName":"vod-live://a.mp4","rtmpUrl":"rtmp://live.example.org/app"}""", "vod-live://a.mp4", "rtmp://live.example.org/app/rtmp_vod-live%3A%2F%2Fa.mp4")]
    public async Task A_stream_is_sent_on(string body, string key, string url)
    {
        await using ApiServer server = await StartAsync();
        using RestCaller rest = new(server);
        RestReply reply = await rest.PostAsync("/rest-api/push/startup", body);
        PushRequest push = Assert.IsType<PushRequest>(Assert.Single(server.Cluster.Done, done => done.Key == key).What);
        Assert.Equal(url, push.Url);
        reply.Is($$"""{"mediaSessionId":"{{push.MediaSessionId}}","streamName":"rtmp_{{key}}","width":0,"height":0,"muted":false,"soundEnabled":false,"state":"connecting","failures":0}""");
    }

    [Theory]
    [InlineData("rtmp://other.example.net/app")]
    [InlineData("rtmp://live.example.org.evil.net/app")]
    [InlineData("rtmp://evil.net/live.example.org")]
    [InlineData("rtmp://live.example.org@evil.net/app")]
    [InlineData("rtmp://127.0.0.1/app")]
    [InlineData("rtmp://[::1]/app")]
    [InlineData("http://live.example.org/app")]
    [InlineData("file:///etc/passwd")]
    [InlineData("pipe:1")]
    [InlineData("-f")]
    [InlineData("")]
    public async Task Only_rtmp_and_only_to_hosts_that_are_allowed(string url)
    {
        await using ApiServer server = await StartAsync();
        using RestCaller rest = new(server);
        (await rest.PostAsync("/rest-api/push/startup", $$"""{"streamName":"cam","rtmpUrl":"{{url}}"}""")).IsFailure(HttpStatusCode.BadRequest);
        (await rest.PostAsync("/rest-api/push/startup", $$"""{"streamName":"cam","rtmpUrl":"{{url}}","rtmpTransponderFullUrl":true}""")).IsFailure(HttpStatusCode.BadRequest);
        Assert.Empty(server.Cluster.Done);
    }

    [Fact]
    public async Task Without_a_setting_no_host_is_allowed()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        (await rest.PostAsync("/rest-api/push/startup", """{"streamName":"cam","rtmpUrl":"rtmp://live.example.org/app"}""")).IsFailure(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("""{"rtmpUrl":"rtmp://live.example.org/app"}""")]
    [InlineData("""{"streamName":"vod://a.mp4","rtmpUrl":"rtmp://live.example.org/app"}""")]
    [InlineData("""{"streamName":"cam"}""")]
    public async Task What_makes_no_sense_is_refused(string body)
    {
        await using ApiServer server = await StartAsync();
        using RestCaller rest = new(server);
        (await rest.PostAsync("/rest-api/push/startup", body)).IsFailure(HttpStatusCode.BadRequest);
        (await rest.PostAsync("/rest-api/push/terminate", "{}")).IsFailure(HttpStatusCode.BadRequest);
        Assert.Empty(server.Cluster.Done);
    }

    [Theory]
    [InlineData(PushOutcome.NoSuchStream, HttpStatusCode.NotFound)]
    [InlineData(PushOutcome.NotReady, HttpStatusCode.NotFound)]
    [InlineData(PushOutcome.NotShared, HttpStatusCode.BadRequest)]
    [InlineData(PushOutcome.AlreadyPushed, HttpStatusCode.Conflict)]
    [InlineData(PushOutcome.TooMany, HttpStatusCode.Conflict)]
    [InlineData(PushOutcome.NoCapacity, HttpStatusCode.InternalServerError)]
    public async Task A_refusal_of_the_stream_is_told(PushOutcome outcome, HttpStatusCode status)
    {
        await using ApiServer server = await StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Pushing = _ => outcome;
        (await rest.PostAsync("/rest-api/push/startup", """{"streamName":"cam","rtmpUrl":"rtmp://live.example.org/app"}""")).IsFailure(status);
    }

    [Theory]
    [InlineData("{}", "t1 t2")]
    [InlineData("""{"streamName":"cam"}""", "t1")]
    [InlineData("""{"streamName":"rtmp_cam","rtmpUrl":"rtmp://live.example.org/app"}""", "t1")]
    [InlineData("""{"rtmpUrl":"rtmp://live.example.org/b"}""", "t2")]
    public async Task What_is_sent_on_is_found_as_it_was_asked_for(string body, string ids)
    {
        await using ApiServer server = await StartAsync();
        using RestCaller rest = new(server);
        Assert.Equal(ids, (await rest.PostAsync("/rest-api/push/find", body)).All("mediaSessionId"));
    }

    [Fact]
    public async Task It_is_listed_apart_from_those_who_watch()
    {
        await using ApiServer server = await StartAsync();
        using RestCaller rest = new(server);
        (await rest.GetAsync("/rest-api/push/find_all")).Is("""
            [{"mediaSessionId":"t1","streamName":"rtmp_cam","rtmpUrl":"rtmp://live.example.org/app","width":1280,"height":720,"muted":true,"state":"sending","failures":0},
            {"mediaSessionId":"t2","streamName":"rtmp_test","rtmpUrl":"rtmp://live.example.org/b","width":0,"height":0,"state":"waiting","failures":2,"problem":"refused"}]
            """);
        Assert.Equal("pub1 v1 id-of-test", (await rest.GetAsync("/rest-api/stream/find_all")).All("mediaSessionId"));
        (await rest.GetAsync("/?action=stat&format=json&groups=streams_stats")).Is("""{"streams_stats":{"streams_webrtc_out":1,"streams_rtmp_out":2}}""");
    }

    [Fact]
    public async Task It_is_ended_by_its_id()
    {
        await using ApiServer server = await StartAsync();
        using RestCaller rest = new(server);
        (await rest.PostAsync("/rest-api/push/terminate", """{"mediaSessionId":"t2"}""")).IsEmpty();
        Assert.Equal(("t2", StreamEndReason.Terminated), await server.Cluster.NextUnsubscribedAsync());
        (await rest.PostAsync("/rest-api/push/terminate", """{"mediaSessionId":"v1"}""")).IsFailure(HttpStatusCode.NotFound);
        Assert.True(server.Cluster.NobodyElseLeft);
    }

    [Theory]
    [InlineData("mute", true)]
    [InlineData("unmute", false)]
    public async Task Its_sound_is_muted_and_comes_back(string method, bool isMuted)
    {
        await using ApiServer server = await StartAsync();
        using RestCaller rest = new(server);
        (await rest.PostAsync($"/rest-api/push/{method}", """{"mediaSessionId":"t2"}""")).IsEmpty();
        Assert.Equal([("test", (object)("t2", isMuted))], server.Cluster.Done);
        (await rest.PostAsync($"/rest-api/push/{method}", """{"mediaSessionId":"v1"}""")).IsFailure(HttpStatusCode.NotFound);
        (await rest.PostAsync($"/rest-api/push/{method}", "{}")).IsFailure(HttpStatusCode.BadRequest);
        server.Cluster.Exists = _ => false;
        (await rest.PostAsync($"/rest-api/push/{method}", """{"mediaSessionId":"t2"}""")).IsFailure(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("sound_on")]
    [InlineData("sound_off")]
    public async Task Other_sound_is_not_offered(string method)
    {
        await using ApiServer server = await StartAsync();
        using RestCaller rest = new(server);
        (await rest.PostAsync($"/rest-api/push/{method}", """{"mediaSessionId":"t2"}""")).IsFailure(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_page_has_what_it_publishes_sent_on_where_that_is_allowed()
    {
        await using ApiServer server = await StartAsync();
        using WcsClient client = await server.EstablishAsync();
        await client.SendAsync("""{"message":"publishStream","data":[{"mediaSessionId":"1","name":"a b","rtmpUrl":"rtmp://live.example.org/app","sdp":"v=0"}]}""");
        Assert.Equal("rtmp://live.example.org/app/rtmp_a%20b", (await server.Cluster.NextPublishedAsync()).Request.PushUrl);
        await client.SendAsync("""{"message":"publishStream","data":[{"mediaSessionId":"2","name":"b","rtmpUrl":"rtmp://evil.net/app","sdp":"v=0"}]}""");
        await client.ExpectAsync("""{"message":"notifyStreamStatusEvent","data":[{"mediaSessionId":"2","published":true,"status":"FAILED","info":"Restricted access"}]}""");
    }

    private static async Task<ApiServer> StartAsync()
    {
        ApiServer server = await ApiServer.StartAsync(configure: services => services.Configure<PushOptions>(options => options.AllowedHosts.Add("*.example.org")));
        server.Cluster.Listing = new(
            [Samples.Published("cam", "pub1", "c1", Samples.Film), Samples.Shared("test", "vod-live://sample.mp4")],
            [
                Samples.Viewer("cam", "cam", "v1", "c2", Samples.Film),
                Samples.Viewer("cam", "cam", "t1", "", Samples.Film) with { PushUrl = "rtmp://live.example.org/app/rtmp_cam", Push = new(StreamPushState.Sending, 0, "") { IsMuted = true } },
                Samples.Viewer("test", "test", "t2", "", null) with { PushUrl = "rtmp://live.example.org/b", Push = new(StreamPushState.Waiting, 2, "refused") },
            ]);
        return server;
    }
}
