using System.Text.Json;

namespace Vod.Api.Wcs.Messages;

/// <summary>What a client says about a stream in <c>playStream</c>, <c>publishStream</c>, <c>stopStream</c>, <c>availableStream</c> and their like.</summary>
/// <param name="MediaSessionId">The client's id of the stream; null when absent or not like any client makes it.</param>
/// <param name="Name">The stream name, verbatim; empty when absent.</param>
/// <param name="Published">Whether the client sends rather than receives.</param>
/// <param name="MediaProvider">How the page wants to play it: <c>WebRTC</c>, <c>MSE</c> or <c>WSPlayer</c>.</param>
/// <param name="Sdp">The offer; empty when absent.</param>
/// <param name="Wishes">What the page would like the picture to be.</param>
internal sealed record StreamRequest(string? MediaSessionId, string Name, bool Published, string MediaProvider, string Sdp, StreamWishes Wishes)
{
    /// <summary>Whether what is published is to be recorded.</summary>
    public bool Record { get; init; }

    /// <summary>Where what is published is to be sent on to; null: nowhere. Not yet checked.</summary>
    public string? RtmpUrl { get; init; }

    /// <summary>The only media provider that is served.</summary>
    public const string WebRtc = "WebRTC";

    /// <summary>Reads the argument of a message; whatever is missing has its default.</summary>
    public static StreamRequest Read(JsonElement argument, bool published)
    {
        string? id = JsonFields.Text(argument, "mediaSessionId");
        return new StreamRequest(
            IsUsable(id) ? id : null,
            JsonFields.Text(argument, "name") ?? "",
            published,
            JsonFields.Text(argument, "mediaProvider") ?? WebRtc,
            JsonFields.Text(argument, "sdp") ?? "",
            StreamWishes.Read(argument))
        {
            RtmpUrl = published && JsonFields.TryGetText(argument, "rtmpUrl", out string? url) && url.Length > 0 ? url : null,
            Record = published && JsonFields.IsTrue(argument, "record"),
        };
    }

    // Ids end up in logs and in other services: printable ASCII only.
    private static bool IsUsable(string? id) =>
        id is { Length: > 0 and <= WcsLimits.MaxMediaSessionIdLength } && !id.AsSpan().ContainsAnyExceptInRange('!', '~');
}
