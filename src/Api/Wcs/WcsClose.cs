using System.Net.WebSockets;

namespace Vod.Api.Wcs;

/// <summary>The close frame of an end (RFC 6455 section 7.4).</summary>
/// <param name="Status">Status code; null when there is nobody to tell, and the socket is cut.</param>
/// <param name="Description">For the developer of the client.</param>
internal readonly record struct WcsClose(WebSocketCloseStatus? Status, string Description)
{
    /// <summary>The close frame that tells a reason.</summary>
    public static WcsClose For(WcsEndReason reason) => reason switch
    {
        WcsEndReason.ClientGone => new(WebSocketCloseStatus.NormalClosure, ""),
        WcsEndReason.PongsMissed or WcsEndReason.SlowConsumer => new(null, ""),
        WcsEndReason.NoHandshake => new(WebSocketCloseStatus.PolicyViolation, "No connection message"),
        WcsEndReason.MessageTooBig => new(WebSocketCloseStatus.MessageTooBig, "Message too big"),
        WcsEndReason.TooManyMessages => new(WebSocketCloseStatus.PolicyViolation, "Too many messages"),
        WcsEndReason.TooManyMalformedFrames => new(WebSocketCloseStatus.PolicyViolation, "Too many malformed messages"),
        WcsEndReason.Terminated => new(WebSocketCloseStatus.NormalClosure, "Closed by the operator"),
        WcsEndReason.ServerStopping => new(WebSocketCloseStatus.EndpointUnavailable, "Server is stopping"),
        _ => new(WebSocketCloseStatus.InternalServerError, "Internal error"),
    };
}
