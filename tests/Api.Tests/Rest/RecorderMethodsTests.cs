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

    [Theory]
    [InlineData("20M", "0 s and 20000000 bytes")]
    [InlineData("1500k", "0 s and 1500000 bytes")]
    [InlineData("100000G", "0 s and 100000000000000 bytes")]
    [InlineData("10", "10 s and 0 bytes")]
    [InlineData("604800", "604800 s and 0 bytes")]
    [InlineData("0", "0 s and 0 bytes")]
    [InlineData("Disabled", "0 s and 0 bytes")]
    public async Task A_recording_may_be_rotated_as_its_caller_wants(string rotation, string parts)
    {
        await using ApiServer server = await StartAsync();
        using RestCaller rest = new(server);
        (await rest.PostAsync("/rest-api/recorder/startup", $$$"""{"mediaSessionId":"pub1","config":{"rotation":"{{{rotation}}}"}}""")).IsEmpty();
        Assert.Equal([("cam", (object)$"record as usual in {parts}")], server.Cluster.Done);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData(" 10")]
    [InlineData("10s")]
    [InlineData("M")]
    [InlineData("604801")]
    [InlineData("999K")]
    [InlineData("100001G")]
    [InlineData("9999999999999999999G")]
    [InlineData("00000000000000000000000000000010")]
    public async Task A_rotation_that_makes_no_sense_is_refused_with_what_would(string rotation)
    {
        await using ApiServer server = await StartAsync();
        using RestCaller rest = new(server);
        (await rest.PostAsync("/rest-api/recorder/startup", $$$"""{"mediaSessionId":"pub1","config":{"rotation":"{{{rotation}}}"}}"""))
            .IsFailure(HttpStatusCode.BadRequest, "The rotation must be seconds from 1 to 604800, a size from 1M to 100000G (or in K), disabled or 0");
        Assert.Empty(server.Cluster.Done);
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
        server.Cluster.Listing = new([Samples.Published("cam", "pub1", "c1", Samples.Film, isRecorded: true), Samples.Published("b", "pub2", "c1", Samples.Film), Samples.Published("a", "pub3", "c1", Samples.Film, isRecorded: true)], [])
        {
            Recordings = [new("pub1", "cam_2.mp4"), new("pub3", "")],
        };
        (await rest.GetAsync("/rest-api/recorder/find_all")).Is("""[{"fileName":"cam_2.mp4","mediaSessionId":"pub1","streamName":"cam"},{"fileName":"","mediaSessionId":"pub3","streamName":"a"}]""");
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
