using System.Net;

namespace Vod.Api.Rest.VodStreams;

/// <summary>The methods of <c>/rest-api/vod/</c> as callers see them.</summary>
internal sealed class VodOperations(VodMethods methods, RestGates gates) : IRestOperations
{
    private const string Item = """
        [{"localMediaSessionId":"29ec3236-1093-42bb-88d6-d4ac37af3ac0","localStreamName":"test","uri":"vod-live://sample.mp4","status":"PROCESSED_LOCAL",
        "hasAudio":true,"hasVideo":true,"record":false,"loop":false,"viewers":3,"createDate":1760000000000,"durationMs":60000,"picture":"encoded","pictureReason":"B-frames"}]
        """;

    /// <inheritdoc/>
    public string Summary => "VOD streams: shared ones are started here or by their first viewer, personal ones by theirs";

    /// <inheritdoc/>
    public IEnumerable<RestOperation> All =>
    [
        new RestOperation<VodStartupRequest>(methods.StartupAsync)
        {
            Name = "vod/startup",
            Summary = "Starts a shared stream; its time runs from here on, whoever watches",
            Gate = gates.Ordinary,
            RequestExample = """{"uri":"vod-live://sample.mp4","localStreamName":"test","loop":false}""",
            Failures = new Dictionary<HttpStatusCode, string>
            {
                [HttpStatusCode.Conflict] = "A stream of this name is there already",
                [HttpStatusCode.InternalServerError] = "The file cannot be played: `File not found`, `File has wrong format`, `Failed to read file`, `Restricted access`",
            },
        },
        new RestOperation<VodQuery>(methods.FindAsync)
        {
            Name = "vod/find",
            Summary = "Lists the streams that match all that is given",
            Gate = gates.Listings,
            Answer = typeof(VodItem[]),
            RequestExample = """{"localStreamName":"test"}""",
            AnswerExample = Item,
            Failures = RestFailures.NotFound,
        },
        new RestOperation<NoParameters>(_ => methods.FindAsync(new VodQuery()))
        {
            Name = "vod/find_all",
            Summary = "Lists all streams",
            Gate = gates.Listings,
            AlsoGet = true,
            Answer = typeof(VodItem[]),
            AnswerExample = Item,
            Failures = RestFailures.NotFound,
        },
        new RestOperation<VodQuery>(methods.TerminateAsync)
        {
            Name = "vod/terminate",
            Summary = "Ends every stream that matches; one of uri, localStreamName and localMediaSessionId must be given",
            Gate = gates.Listings,
            RequestExample = """{"uri":"vod-live://sample.mp4","localStreamName":"test"}""",
            Failures = RestFailures.NotFound,
        },
    ];
}
