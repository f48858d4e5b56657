using System.Net;

namespace Vod.Api.Rest.Pushes;

/// <summary>The methods of <c>/rest-api/push/</c> as callers see them.</summary>
internal sealed class PushOperations(PushMethods methods, RestGates gates) : IRestOperations
{
    private const string Item = """
        {"mediaSessionId":"0b8f1e9a-0d5f-4c1c-8f7e-1f2a3b4c5d6e","streamName":"rtmp_test","rtmpUrl":"rtmp://live.example.org/app","width":640,"height":360,"muted":false,"soundEnabled":false,"state":"sending","failures":0}
        """;

    /// <inheritdoc/>
    public string Summary => "Streams that are sent on to other servers by RTMP";

    /// <inheritdoc/>
    public IEnumerable<RestOperation> All =>
    [
        new RestOperation<PushStartupRequest>(methods.StartupAsync)
        {
            Name = "push/startup",
            Summary = "Sends a published stream on to another server until that is ended or the stream is; a connection that breaks is made anew",
            Gate = gates.Ordinary,
            Answer = typeof(PushItem),
            RequestExample = """{"streamName":"test","rtmpUrl":"rtmp://live.example.org/app"}""",
            AnswerExample = Item,
            Failures = new Dictionary<HttpStatusCode, string>
            {
                [HttpStatusCode.NotFound] = "There is no such stream, or its publisher has sent nothing yet",
                [HttpStatusCode.Conflict] = "The stream is sent there already, or to as many servers as it may",
                [HttpStatusCode.InternalServerError] = "No node can take it",
            },
        },
        new RestOperation<PushQuery>(methods.FindAsync)
        {
            Name = "push/find",
            Summary = "Lists what is sent on and matches all that is given",
            Gate = gates.Listings,
            Answer = typeof(PushItem[]),
            RequestExample = """{"streamName":"test","rtmpUrl":"rtmp://live.example.org/app"}""",
            AnswerExample = $"[{Item}]",
            Failures = RestFailures.NotFound,
        },
        new RestOperation<NoParameters>(_ => methods.FindAsync(new PushQuery()))
        {
            Name = "push/find_all",
            Summary = "Lists all that is sent on",
            Gate = gates.Listings,
            AlsoGet = true,
            Answer = typeof(PushItem[]),
            AnswerExample = $"[{Item}]",
            Failures = RestFailures.NotFound,
        },
        Order("push/terminate", "Sends a stream on no longer", methods.TerminateAsync),
        Order("push/mute", "Sends silence in place of the sound; of a film over a new connection", methods.MuteAsync),
        Order("push/unmute", "Sends the sound again; of a film over a new connection", methods.UnmuteAsync),
    ];

    private RestOperation<PushOrder> Order(string name, string summary, Func<PushOrder, Task<RestAnswer>> method) => new(method)
    {
        Name = name,
        Summary = summary,
        Gate = gates.Listings,
        RequestExample = """{"mediaSessionId":"0b8f1e9a-0d5f-4c1c-8f7e-1f2a3b4c5d6e"}""",
        Failures = RestFailures.NotFound,
    };
}
