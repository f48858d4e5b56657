using System.Net;
using Vod.Api.Tests.Rest.Support;
using Vod.Api.Tests.Support;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Tests.Rest;

public sealed class VodMethodsTests
{
    private static readonly string LongName = new('x', StreamUri.MaxLength + 1);

    [Theory]
    [InlineData("""{"uri":"vod-live://sample.mp4","localStreamName":"film"}""", "film", null)]
    [InlineData("""{"uri":"vod-live://sample.mp4","localStreamName":"film","loop":true}""", "film", true)]
    [InlineData("""{"uri":"vod-live://sample.mp4","localStreamName":"film","loop":false,"record":5,"comment":[{}]}""", "film", false)]
    [InlineData("""{"uri":"vod-live://sample.mp4"}""", "vod-live://sample.mp4", null)]
    [InlineData("""{"uri":"VOD-LIVE://sample.mp4","localStreamName":null,"loop":null}""", "vod-live://sample.mp4", null)]
    [InlineData("""{"uri":"vod-live://sample.mp4","localStreamName":"Vod-Live://sample.mp4"}""", "vod-live://sample.mp4", null)]
    [InlineData("""{"uri":"vod-live://a b/\u043a\u0438\u043d\u043e.mp4","localStreamName":"\u043a\u0438\u043d\u043e"}""", "кино", null)]
    public async Task Startup_asks_the_grain_of_the_name(string body, string key, bool? loop)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        (await rest.PostAsync("/rest-api/vod/startup", body)).IsEmpty();
        (string Key, object What) done = Assert.Single(server.Cluster.Done);
        Assert.Equal((key, loop), (done.Key, Assert.IsType<StartupRequest>(done.What).Loop));
    }

    public static TheoryData<string?, string> BadStartups => new()
    {
        { null, "Bad URI" },
        { "{}", "Bad URI" },
        { """{"localStreamName":"film"}""", "Bad URI" },
        { """{"uri":""}""", "Bad URI" },
        { """{"uri":"vod-live://"}""", "Bad URI" },
        { """{"uri":"rtsp://camera"}""", "Bad URI" },
        { """{"uri":"vod-live://a\u0000.mp4"}""", "Bad URI" },
        { """{"uri":"vod-live://a\u0085.mp4"}""", "Bad URI" },
        { $$"""{"uri":"vod-live://{{LongName}}"}""", "Bad URI" },
        { """{"uri":"vod://sample.mp4","localStreamName":"film"}""", "vod:// is a personal stream and starts when it is played; startup takes vod-live://" },
        { """{"uri":"sample.mp4"}""", "The uri must begin with vod-live://" },
        { """{"uri":"vod-live://a.mp4","localStreamName":""}""", "The localStreamName must be a name or the uri" },
        { """{"uri":"vod-live://a.mp4","localStreamName":"vod-live://b.mp4"}""", "The localStreamName must be a name or the uri" },
        { """{"uri":"vod-live://a.mp4","localStreamName":"vod-live://A.mp4"}""", "The localStreamName must be a name or the uri" },
        { """{"uri":"vod-live://a.mp4","localStreamName":"vod://a.mp4"}""", "The localStreamName must be a name or the uri" },
        { """{"uri":"vod-live://a.mp4","localStreamName":"http://a"}""", "The localStreamName must be a name or the uri" },
        { """{"uri":"vod-live://a.mp4","localStreamName":"a\nb"}""", "The localStreamName must be a name or the uri" },
        { """{"uri":"vod-live://a.mp4","localStreamName":"a\u007f"}""", "The localStreamName must be a name or the uri" },
        { $$"""{"uri":"vod-live://a.mp4","localStreamName":"{{LongName}}"}""", "The localStreamName must be a name or the uri" },
        { """{"uri":5}""", "The value of uri is of the wrong type" },
        { """{"uri":"vod-live://a.mp4","localStreamName":["a"]}""", "The value of localStreamName is of the wrong type" },
        { """{"uri":"vod-live://a.mp4","loop":"true"}""", "The value of loop is of the wrong type" },
        { """{"uri":"vod-live://a.mp4","loop":1}""", "The value of loop is of the wrong type" },
    };

    [Theory]
    [MemberData(nameof(BadStartups))]
    public async Task A_startup_that_makes_no_sense_is_400_and_asks_nobody(string? body, string message)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        (await rest.PostAsync("/rest-api/vod/startup", body)).IsFailure(HttpStatusCode.BadRequest, message);
        Assert.Empty(server.Cluster.Done);
    }

    [Theory]
    [InlineData(StartupOutcome.NameTaken, null, HttpStatusCode.Conflict, "Stream name is already in use")]
    [InlineData(StartupOutcome.BadUri, null, HttpStatusCode.BadRequest, "Bad URI")]
    [InlineData(StartupOutcome.Failed, StreamEndReason.BadUri, HttpStatusCode.BadRequest, "Bad URI")]
    [InlineData(StartupOutcome.Failed, StreamEndReason.FileNotFound, HttpStatusCode.InternalServerError, "File not found")]
    [InlineData(StartupOutcome.Failed, StreamEndReason.WrongFormat, HttpStatusCode.InternalServerError, "File has wrong format")]
    [InlineData(StartupOutcome.Failed, StreamEndReason.ReadFailed, HttpStatusCode.InternalServerError, "Failed to read file")]
    [InlineData(StartupOutcome.Failed, StreamEndReason.AccessDenied, HttpStatusCode.InternalServerError, "Restricted access")]
    [InlineData(StartupOutcome.Failed, StreamEndReason.InternalError, HttpStatusCode.InternalServerError, "Failed by error")]
    [InlineData(StartupOutcome.Failed, null, HttpStatusCode.InternalServerError, "Failed by error")]
    public async Task What_the_grain_says_becomes_a_status(StartupOutcome outcome, StreamEndReason? failure, HttpStatusCode status, string message)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Startup = (_, _) => Task.FromResult(new StartupResult(outcome, failure));
        (await rest.PostAsync("/rest-api/vod/startup", """{"uri":"vod-live://a.mp4","localStreamName":"film"}""")).IsFailure(status, message);
    }

    [Fact]
    public async Task An_item_says_what_a_stream_is()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = Samples.Listing();
        (await rest.PostAsync("/rest-api/vod/find_all", null)).Is("""
            [{"localMediaSessionId":"id-of-test","localStreamName":"test","uri":"vod-live://sample.mp4","status":"PROCESSED_LOCAL","hasAudio":true,"hasVideo":true,
            "record":false,"loop":false,"viewers":2,"createDate":1760000000000,"durationMs":60000,
             "picture":"encoded","pictureReason":"B-frames"},
            {"localStreamName":"vod-live://music.mp4","hasAudio":true,"hasVideo":false,"loop":true,"viewers":0,"durationMs":90000,"picture":"none"},
            {"localMediaSessionId":"p1","localStreamName":"vod://sample.mp4","uri":"vod://sample.mp4","loop":false,"viewers":1},
            {"localMediaSessionId":"p2","localStreamName":"vod://sample.mp4","uri":"vod://sample.mp4","loop":false,"viewers":1}]
            """);
    }

    [Theory]
    [InlineData("{}", "id-of-test id-of-vod-live://music.mp4 p1 p2")]
    [InlineData("""{"localStreamName":"test"}""", "id-of-test")]
    [InlineData("""{"localStreamName":"VOD-LIVE://music.mp4"}""", "id-of-vod-live://music.mp4")]
    [InlineData("""{"localStreamName":"vod://sample.mp4"}""", "p1 p2")]
    [InlineData("""{"uri":"vod-live://sample.mp4"}""", "id-of-test")]
    [InlineData("""{"uri":"VOD://sample.mp4"}""", "p1 p2")]
    [InlineData("""{"localMediaSessionId":"p2"}""", "p2")]
    [InlineData("""{"hasVideo":false}""", "id-of-vod-live://music.mp4")]
    [InlineData("""{"hasAudio":true,"loop":true}""", "id-of-vod-live://music.mp4")]
    [InlineData("""{"record":false,"status":"PROCESSED_LOCAL","loop":false}""", "id-of-test p1 p2")]
    [InlineData("""{"localStreamName":"test","uri":"vod-live://sample.mp4","localMediaSessionId":"id-of-test"}""", "id-of-test")]
    public async Task Find_lists_what_matches_in_everything(string body, string ids)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = Samples.Listing();
        RestReply reply = await rest.PostAsync("/rest-api/vod/find", body);
        Assert.Equal((HttpStatusCode.OK, ids), (reply.Status, reply.All("localMediaSessionId")));
    }

    [Theory]
    [InlineData("""{"localStreamName":"Test"}""")]
    [InlineData("""{"localStreamName":""}""")]
    [InlineData("""{"localStreamName":"test","uri":"vod-live://other.mp4"}""")]
    [InlineData("""{"localStreamName":"test","loop":true}""")]
    [InlineData("""{"uri":"sample.mp4"}""")]
    [InlineData("""{"record":true}""")]
    [InlineData("""{"status":"processed_local"}""")]
    [InlineData("""{"hasAudio":false}""")]
    public async Task Nothing_that_matches_is_404(string body)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = Samples.Listing();
        (await rest.PostAsync("/rest-api/vod/find", body)).IsFailure(HttpStatusCode.NotFound, "VOD stream not found");
    }

    [Fact]
    public async Task Who_names_a_shared_stream_is_answered_without_a_listing()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = Samples.Listing();
        server.Cluster.Lists = _ => throw new InvalidOperationException("Not to be asked");
        (await rest.PostAsync("/rest-api/vod/find", """{"localStreamName":"test"}""")).Is("""[{"localStreamName":"test"}]""");
        (await rest.PostAsync("/rest-api/vod/terminate", """{"localStreamName":"test"}""")).IsEmpty();
    }

    [Theory]
    [InlineData("""{"uri":"vod-live://sample.mp4","localStreamName":"test"}""", "test")]
    [InlineData("""{"localStreamName":"test"}""", "test")]
    [InlineData("""{"uri":"vod-live://sample.mp4"}""", "test")]
    [InlineData("""{"uri":"vod://sample.mp4"}""", "p1 p2")]
    [InlineData("""{"localStreamName":"vod://sample.mp4"}""", "p1 p2")]
    [InlineData("""{"localMediaSessionId":"p2"}""", "p2")]
    public async Task Terminate_ends_every_stream_that_matches(string body, string keys)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = Samples.Listing();
        (await rest.PostAsync("/rest-api/vod/terminate", body)).IsEmpty();
        Assert.All(server.Cluster.Done, done => Assert.Equal(StreamEndReason.Terminated, done.What));
        Assert.Equal(keys, string.Join(' ', server.Cluster.Done.Select(done => done.Key).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("""{"status":"PROCESSED_LOCAL","loop":false}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"uri":null}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"localStreamName":"nobody"}""", HttpStatusCode.NotFound)]
    [InlineData("""{"localStreamName":"test","uri":"vod://sample.mp4"}""", HttpStatusCode.NotFound)]
    [InlineData("""{"localMediaSessionId":"v1"}""", HttpStatusCode.NotFound)]
    public async Task Terminate_of_nothing_in_particular_or_of_nothing_at_all_ends_nothing(string body, HttpStatusCode status)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = Samples.Listing();
        (await rest.PostAsync("/rest-api/vod/terminate", body)).IsFailure(status);
        Assert.Empty(server.Cluster.Done);
    }

    [Fact]
    public async Task Who_comes_second_with_terminate_finds_nothing()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = Samples.Listing();
        server.Cluster.Exists = _ => false;
        (await rest.PostAsync("/rest-api/vod/terminate", """{"localStreamName":"test"}""")).IsFailure(HttpStatusCode.NotFound, "VOD stream not found");
    }
}
