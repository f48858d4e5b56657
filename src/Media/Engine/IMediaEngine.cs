using System.Threading.Channels;

namespace Vod.Media.Engine;

/// <summary>
/// The media plane of one node as grains see it. No call that returns at once waits for a file, a handshake or a child process: commands are queued to the
/// worker that owns the session, and what comes of them is told by <see cref="Events"/>. The engine never calls a grain.
/// </summary>
public interface IMediaEngine
{
    /// <summary>How full this engine is.</summary>
    EngineLoad Load { get; }

    /// <summary>All events of all sessions. One reader; nothing is lost while it lives.</summary>
    ChannelReader<EngineEvent> Events { get; }

    /// <summary>Admits a session. Safe from any thread.</summary>
    OpenOutcome Open(OpenPlayback command);

    /// <summary>Ends a session for the given reason; unknown and ended sessions are ignored. Safe from any thread.</summary>
    void Close(SessionId session, SessionEndReason reason);

    /// <summary>Opens a file to see whether it can be played. It stays open for a while, so that a viewer who follows finds its index read.</summary>
    /// <param name="assetPath">As in <see cref="OpenPlayback"/>.</param>
    /// <param name="cancellation">Gives the inspection up.</param>
    Task<AssetInspection> InspectAsync(string assetPath, CancellationToken cancellation);

    /// <summary>Takes the picture a session shows now.</summary>
    Task<CapturedPicture> CaptureAsync(SessionId session, CancellationToken cancellation);

    /// <summary>Takes the picture a shared timeline stands at now, whether or not anybody watches.</summary>
    /// <param name="assetPath">As in <see cref="OpenPlayback"/>.</param>
    /// <param name="timeline">The timeline.</param>
    /// <param name="cancellation">Gives the picture up.</param>
    Task<CapturedPicture> CaptureAsync(string assetPath, SharedTimeline timeline, CancellationToken cancellation);

    /// <summary>
    /// Gives a session new ICE credentials; its media goes on meanwhile. Null when there is nothing to restart (unknown, not answered yet, over) or the last restart
    /// was less than a second ago.
    /// </summary>
    Task<IceRestart?> RestartIceAsync(SessionId session, CancellationToken cancellation);

    /// <summary>Stops admitting sessions.</summary>
    void Drain();
}
