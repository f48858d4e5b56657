using System.Threading.Channels;

namespace Vod.Media.Engine;

/// <summary>
/// The media plane of one node as grains see it. No call waits for a file, a handshake or a child process: commands are queued to the
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

    /// <summary>Stops admitting sessions.</summary>
    void Drain();
}
