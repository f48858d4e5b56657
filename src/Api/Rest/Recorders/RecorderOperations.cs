using System.Net;

namespace Vod.Api.Rest.Recorders;

/// <summary>The methods of <c>/rest-api/recorder/</c> as callers see them. Their older names below <c>stream/</c> are among the methods of that.</summary>
internal sealed class RecorderOperations(RecorderMethods methods, RestGates gates) : IRestOperations
{
    private const string OrderExample = """{"mediaSessionId":"6af0baf1-4b0e-11f0-8de9-0242ac120002"}""";

    private static readonly Dictionary<HttpStatusCode, string> StartFailures = new()
    {
        [HttpStatusCode.NotFound] = "Nothing of this id is published",
        [HttpStatusCode.InternalServerError] = "The disk is full, or no file could be made",
    };

    /// <inheritdoc/>
    public string Summary => "Recordings of published streams";

    /// <inheritdoc/>
    public IEnumerable<RestOperation> All =>
    [
        new RestOperation<RecorderStartupRequest>(methods.StartupAsync)
        {
            Name = "recorder/startup",
            Summary = "Begins to record a published stream; a recording that is under way ends and another one begins",
            Gate = gates.Listings,
            RequestExample = """{"mediaSessionId":"6af0baf1-4b0e-11f0-8de9-0242ac120002","config":{"fileTemplate":"{streamName}-{startTime}","rotation":"20M"}}""",
            Failures = StartFailures,
        },
        new RestOperation<RecorderOrder>(methods.StopAsync)
        {
            Name = "recorder/terminate",
            Summary = "Ends the recording of a published stream; answered when its file is complete",
            Gate = gates.Listings,
            RequestExample = OrderExample,
            Failures = RestFailures.NotFound,
        },
        new RestOperation<NoParameters>(_ => methods.FindAllAsync())
        {
            Name = "recorder/find_all",
            Summary = "Lists the recordings that are under way",
            Gate = gates.Listings,
            AlsoGet = true,
            Answer = typeof(RecorderItem[]),
            AnswerExample = """[{"fileName":"test_2.mp4","mediaSessionId":"6af0baf1-4b0e-11f0-8de9-0242ac120002","streamName":"test"}]""",
            Failures = RestFailures.NotFound,
        },
    ];
}
