using System.Collections.Frozen;

namespace Vod.Api.Wcs.Handlers;

/// <summary>
/// The messages that are acted on. Left out on purpose, because they ask for no answer: <c>pushLogs</c>, <c>submitBugReport</c>, <c>webRTCMetrics…</c>, and
/// the SIP calls.
/// </summary>
internal static class WcsHandlers
{
    private static readonly FrozenDictionary<string, IWcsHandler> ByMessage = new IWcsHandler[]
    {
        new ConnectionHandler(),
        new PingHandler(),
        new PongHandler(),
        new PlayStreamHandler(),
        new StopStreamHandler(),
        new PublishStreamHandler(),
        new UnpublishStreamHandler(),
        new AvailableStreamHandler(),
        new SnapshotHandler(),
        new SendDataHandler(),
        new SendStreamEventHandler(),
        new SessionDebugHandler(),
    }.ToFrozenDictionary(handler => handler.Message, StringComparer.Ordinal);

    /// <summary>The handler of a message, or null.</summary>
    public static IWcsHandler? Find(string message) => ByMessage.GetValueOrDefault(message);
}
