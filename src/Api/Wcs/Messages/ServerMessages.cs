using System.Text.Json;
using Vod.Api.Wcs.Streams;

namespace Vod.Api.Wcs.Messages;

/// <summary>The frames the server sends.</summary>
internal static class ServerMessages
{
    /// <summary>Keeps the client's idle timer quiet; the client answers <c>pong</c>.</summary>
    public static byte[] Ping { get; } = WcsMessageWriter.WithoutArgument("ping");

    /// <summary>Answer to the client's <c>ping</c>.</summary>
    public static byte[] Pong { get; } = WcsMessageWriter.WithoutArgument("pong");

    /// <summary>
    /// The connection is accepted: the client's own object with the server's fields. A <c>webRTCMetricsServerDescription</c> must not be in it,
    /// not even echoed: the client would start to send metrics.
    /// </summary>
    public static byte[] UserData(JsonElement connection, string authToken) => WcsMessageWriter.WithObject("getUserData", fields =>
    {
        if (connection.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in connection.EnumerateObject())
            {
                if (property.Name is not ("status" or "authToken" or "webRTCMetricsServerDescription"))
                {
                    property.WriteTo(fields);
                }
            }
        }

        fields.WriteString("status", "ESTABLISHED");
        fields.WriteString("authToken", authToken);
    });

    /// <summary>The SDP answer of a stream. The third element tells the Android SDK that it is an answer; the WebSDK reads two.</summary>
    public static byte[] SetRemoteSdp(string mediaSessionId, string sdp) => WcsMessageWriter.Write("setRemoteSDP", data =>
    {
        data.WriteStringValue(mediaSessionId);
        data.WriteStringValue(sdp);
        data.WriteBooleanValue(true);
    });

    /// <summary>What became of a stream.</summary>
    public static byte[] StreamStatus(StreamStatusEvent status) => WcsMessageWriter.WithObject("notifyStreamStatusEvent", status.WriteFields);

    /// <summary>Whether a name could be played. The status is a string: the SDK takes a boolean for a refusal.</summary>
    public static byte[] AvailableStream(string mediaSessionId, bool available, string info) => WcsMessageWriter.WithObject("availableStream", fields =>
    {
        fields.WriteString("id", mediaSessionId);
        fields.WriteString("status", available ? "true" : "false");
        fields.WriteString("info", info);
    });

    /// <summary>A snapshot: a PNG file.</summary>
    public static byte[] SnapshotCompleted(string mediaSessionId, ReadOnlyMemory<byte> png) => StreamEvent(mediaSessionId, "snapshotCompleted", fields =>
    {
        fields.WriteStartObject("payload");
        fields.WriteBase64String("snapshot", png.Span);
        fields.WriteEndObject();
    });

    /// <summary>A snapshot could not be taken.</summary>
    public static byte[] SnapshotFailed(string mediaSessionId, string info) => StreamEvent(mediaSessionId, "snapshotFailed", fields =>
    {
        fields.WriteStartObject("payload");
        fields.WriteString("info", info);
        fields.WriteEndObject();
    });

    /// <summary>The viewer's path does not carry the stream.</summary>
    /// <param name="mediaSessionId">The viewer.</param>
    /// <param name="info">What the stream takes and what the path carries in bits per second, with a slash between.</param>
    public static byte[] NotEnoughBandwidth(string mediaSessionId, string info) => StreamEvent(mediaSessionId, "notEnoughBandwidth", fields =>
    {
        fields.WriteStartObject("payload");
        fields.WriteString("info", info);
        fields.WriteEndObject();
    });

    /// <summary>Something the publisher, or an application, tells the viewers of a stream.</summary>
    /// <param name="mediaSessionId">The viewer.</param>
    /// <param name="type">What, in the words of the protocol.</param>
    /// <param name="payload">A JSON value; null without one.</param>
    public static byte[] StreamEvent(string mediaSessionId, string type, string? payload) => StreamEvent(mediaSessionId, type, fields =>
    {
        if (payload is not null)
        {
            fields.WritePropertyName("payload");
            fields.WriteRawValue(payload);
        }
    });

    /// <summary>Data of the app was not taken.</summary>
    public static byte[] DataFailed(string operationId, string info) => WcsMessageWriter.WithObject("DataStatusEvent", fields =>
    {
        fields.WriteString("operationId", operationId);
        fields.WriteString("status", WcsStatus.FailedStatus);
        fields.WriteString("info", info);
    });

    /// <summary>State of the session debug mode, which gathers nothing here.</summary>
    public static byte[] SessionDebug(string status) => WcsMessageWriter.WithObject("notifySessionDebugEvent", fields => fields.WriteString("status", status));

    /// <summary>Something the client did is refused; raises a warning in the page.</summary>
    public static byte[] Fail(string apiMethod, string info) => WcsMessageWriter.WithObject("fail", fields =>
    {
        fields.WriteString("apiMethod", apiMethod);
        fields.WriteString("status", WcsStatus.FailedStatus);
        fields.WriteString("info", info);
    });

    private static byte[] StreamEvent(string mediaSessionId, string type, Action<Utf8JsonWriter> payload) => WcsMessageWriter.WithObject("notifyStreamEvent", fields =>
    {
        fields.WriteString("mediaSessionId", mediaSessionId);
        fields.WriteString("type", type);
        payload(fields);
    });
}
