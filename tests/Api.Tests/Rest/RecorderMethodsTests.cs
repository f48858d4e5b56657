using System.Net;
using Vod.Api.Rest;
using Vod.Api.Tests.Rest.Support;
using Vod.Api.Tests.Support;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Tests.Rest;

public sealed class RecorderMethodsTests
{
    [Theory]
    [InlineData("stream/startRecording", "record as usual")]
    [InlineData("recorder/startup", "record as usual")]
    [InlineData("stream/stopRecording", "stop recording")]
    [InlineData("recorder/terminate", "stop recording")]
    public async Task Both_names_of_a_method_act_on_the_stream_of_the_publisher(string method, string done)
    {
        await using ApiServer server = await StartAsync();
        using RestCaller rest = new(server);
        (await rest.PostAsync($"/rest-api/{method}", """{"mediaSessionId":"pub1"}""")).IsEmpty();
        Assert.Equal([("cam", (object)done)], server.Cluster.Done);
    }

    [Fact]
    public async Task A_recording_may_be_given_a_name()
    {
        await using ApiServer server = await StartAsync();
        using RestCaller rest = new(server);
        (await rest.PostAsync("/rest-api/recorder/startup", """{"mediaSessionId":"pub1","config":{"fileTemplate":"{streamName}-x"}}""")).IsEmpty();
        Assert.Equal([("cam", (object)"record as {streamName}-x")], server.Cluster.Done);
    }

    [Fact]
    public async Task A_second_startup_begins_another_file()
    {
        await using ApiServer server = await StartAsync();
        using RestCaller rest = new(server);
        int starts = 0;
        server.Cluster.Recording = _ => ++starts == 1 ? RecordingStartOutcome.AlreadyRecording : RecordingStartOutcome.Started;
        (await rest.PostAsync("/rest-api/recorder/startup", """{"mediaSessionId":"pub1"}""")).IsEmpty();
        Assert.Equal(["record as usual", "stop recording", "record as usual"], server.Cluster.Done.Select(done => done.What));
    }

    [Theory]
    [InlineData(RecordingStartOutcome.NoSuchStream, HttpStatusCode.NotFound, "Stream not found")]
    [InlineData(RecordingStartOutcome.NotPublished, HttpStatusCode.BadRequest, "Only published streams are recorded")]
    [InlineData(RecordingStartOutcome.AlreadyRecording, HttpStatusCode.Conflict, "Stream is already being recorded")]
    [InlineData(RecordingStartOutcome.DiskFull, HttpStatusCode.InternalServerError, "Disk is full")]
    [InlineData(RecordingStartOutcome.Failed, HttpStatusCode.InternalServerError, "Recording failed")]
    public async Task What_keeps_a_recording_from_beginning_is_told(RecordingStartOutcome outcome, HttpStatusCode status, string message)
    {
        await using ApiServer server = await StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Recording = _ => outcome;
        (await rest.PostAsync("/rest-api/stream/startRecording", """{"mediaSessionId":"pub1"}""")).IsFailure(status, message);
    }

    [Theory]
    [InlineData("recorder/startup", "{}", HttpStatusCode.BadRequest)]
    [InlineData("recorder/startup", """{"mediaSessionId":"nobody"}""", HttpStatusCode.NotFound)]
    [InlineData("recorder/startup", """{"mediaSessionId":"pub1","config":{"rotation":"20M"}}""", HttpStatusCode.BadRequest)]
    [InlineData("recorder/startup", """{"mediaSessionId":"pub1","config":{"fileTemplate":""}}""", HttpStatusCode.BadRequest)]
    [InlineData("recorder/terminate", """{"mediaSessionId":"nobody"}""", HttpStatusCode.NotFound)]
    [InlineData("stream/startRecording", """{"mediaSessionId":""}""", HttpStatusCode.BadRequest)]
    [InlineData("stream/stopRecording", """{"mediaSessionId":"nobody"}""", HttpStatusCode.NotFound)]
    public async Task What_makes_no_sense_does_nothing(string method, string body, HttpStatusCode status)
    {
        await using ApiServer server = await StartAsync();
        using RestCaller rest = new(server);
        (await rest.PostAsync($"/rest-api/{method}", body)).IsFailure(status);
        Assert.Empty(server.Cluster.Done);
    }

    [Fact]
    public async Task A_template_is_limited()
    {
        await using ApiServer server = await StartAsync();
        using RestCaller rest = new(server);
        const string Startup = """{"mediaSessionId":"pub1","config":{"fileTemplate":"TEMPLATE"}}""";
        string template = new('a', RestLimits.MaxFileTemplateLength);
        (await rest.PostAsync("/rest-api/recorder/startup", Startup.Replace("TEMPLATE", template, StringComparison.Ordinal))).IsEmpty();
        (await rest.PostAsync("/rest-api/recorder/startup", Startup.Replace("TEMPLATE", template + "a", StringComparison.Ordinal))).IsFailure(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Recordings_that_are_under_way_are_listed()
    {
        await using ApiServer server = await StartAsync();
        using RestCaller rest = new(server);
        (await rest.GetAsync("/rest-api/recorder/find_all")).IsFailure(HttpStatusCode.NotFound, "Recorder not found");
        server.Cluster.Listing = new([Samples.Published("cam", "pub1", "c1", Samples.Film, isRecorded: true), Samples.Published("b", "pub2", "c1", Samples.Film)], []);
        (await rest.GetAsync("/rest-api/recorder/find_all")).Is("""[{"fileName":"","mediaSessionId":"pub1","streamName":"cam"}]""");
    }

    [Fact]
    public async Task What_is_not_recorded_cannot_be_stopped()
    {
        await using ApiServer server = await StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Exists = _ => false;
        (await rest.PostAsync("/rest-api/recorder/terminate", """{"mediaSessionId":"pub1"}""")).IsFailure(HttpStatusCode.NotFound, "Recorder not found");
    }

    private static async Task<ApiServer> StartAsync()
    {
        ApiServer server = await ApiServer.StartAsync();
        server.Cluster.Listing = new([Samples.Published("cam", "pub1", "c1", Samples.Film), Samples.Shared("test", "vod-live://sample.mp4")], []);
        return server;
    }
}
