using System.Net;
using Vod.Api.Rest.Recorders;

namespace Vod.Api.Rest.Streams;

/// <summary>The methods of <c>/rest-api/stream/</c> as callers see them.</summary>
internal sealed class StreamOperations(
    StreamMethods methods, SnapshotMethod snapshot, SendEventMethod sendEvent, RecorderMethods recorders, RestGates gates) : IRestOperations
{
    private const string Item = """
        [{"appKey":"defaultApp","sessionId":"6f0d8fd2-6a55-4d1f-9a3e-0f6b1f0d4a11","mediaSessionId":"6af0baf1-4b0e-11f0-8de9-0242ac120002","name":"test","published":false,
        "hasVideo":true,"hasAudio":true,"status":"PLAYING","sdp":"","audioCodec":"opus","videoCodec":"H264","record":false,"width":640,"height":360,"bitrate":0,
        "minBitrate":0,"maxBitrate":0,"quality":0,"history":false,"gop":0,"fps":0,"audioBitrate":0,"codecImpl":"","transport":"UDP","cvoExtension":false,
        "createDate":1760000000000,"mediaType":"play","mediaProvider":"WebRTC","audioState":{"muted":false},"videoState":{"muted":false}}]
        """;

    private const string RecordingExample = """{"mediaSessionId":"6af0baf1-4b0e-11f0-8de9-0242ac120002"}""";

    /// <inheritdoc/>
    public string Summary => "Sources (published) and their viewers (not published)";

    /// <inheritdoc/>
    public IEnumerable<RestOperation> All => [Find(), FindAll(), Terminate(), TakeSnapshot(), SendEvent(), StartRecording(), StopRecording()];

    private RestOperation<StreamQuery> Find() => new(methods.FindAsync)
    {
        Name = "stream/find",
        Summary = "Lists the sources and viewers that match all that is given",
        Gate = gates.Listings,
        Answer = typeof(StreamItem[]),
        BadParameter = HttpStatusCode.InternalServerError,
        RequestExample = """{"name":"test","published":false}""",
        AnswerExample = Item,
        Failures = new Dictionary<HttpStatusCode, string>
        {
            [HttpStatusCode.NotFound] = "Nothing matches",
            [HttpStatusCode.InternalServerError] = "A parameter is of the wrong type",
        },
    };

    private RestOperation<NoParameters> FindAll() => new(_ => methods.FindAsync(new StreamQuery()))
    {
        Name = "stream/find_all",
        Summary = "Lists all sources and viewers",
        Gate = gates.Listings,
        AlsoGet = true,
        Answer = typeof(StreamItem[]),
        AnswerExample = Item,
        Failures = RestFailures.NotFound,
    };

    private RestOperation<StreamQuery> Terminate() => new(methods.TerminateAsync)
    {
        Name = "stream/terminate",
        Summary = "Ends every source and viewer that matches; a source takes its viewers with it; at least one field must be given",
        Gate = gates.Listings,
        RequestExample = """{"mediaSessionId":"6af0baf1-4b0e-11f0-8de9-0242ac120002"}""",
        Failures = RestFailures.NotFound,
    };

    private RestOperation<SnapshotRequest> TakeSnapshot() => new(snapshot.TakeAsync)
    {
        Name = "stream/snapshot",
        Summary = "Takes a picture of what a stream shows now",
        Gate = gates.Snapshots,
        Answer = typeof(Snapshot),
        RequestExample = """{"streamName":"test"}""",
        AnswerExample = """{"data":"iVBORw0KGgo="}""",
        Failures = new Dictionary<HttpStatusCode, string>
        {
            [HttpStatusCode.NotFound] = "There is no such stream",
            [HttpStatusCode.InternalServerError] = "The stream has no picture, or it could not be taken",
        },
    };

    private RestOperation<StreamEventRequest> SendEvent() => new(sendEvent.SendAsync)
    {
        Name = "stream/event/send",
        Summary = "Sends data to the pages that play a stream",
        Gate = gates.Ordinary,
        RequestExample = """{"streamName":"test","payload":{"score":"2:1"}}""",
        Failures = new Dictionary<HttpStatusCode, string> { [HttpStatusCode.NotFound] = "There is no such stream" },
    };

    private RestOperation<RecorderOrder> StartRecording() => new(recorders.StartAsync)
    {
        Name = "stream/startRecording",
        Summary = "Begins to record a published stream; recorder/startup can say how",
        Gate = gates.Listings,
        RequestExample = RecordingExample,
        Failures = new Dictionary<HttpStatusCode, string>
        {
            [HttpStatusCode.NotFound] = "Nothing of this id is published",
            [HttpStatusCode.Conflict] = "It is being recorded already",
            [HttpStatusCode.InternalServerError] = "The disk is full, or no file could be made",
        },
    };

    private RestOperation<RecorderOrder> StopRecording() => new(recorders.StopAsync)
    {
        Name = "stream/stopRecording",
        Summary = "Ends the recording of a published stream; answered when its file is complete",
        Gate = gates.Listings,
        RequestExample = RecordingExample,
        Failures = RestFailures.NotFound,
    };
}
