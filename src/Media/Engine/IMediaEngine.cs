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

    /// <summary>Admits a publication. Safe from any thread.</summary>
    OpenOutcome Publish(OpenPublication command);

    /// <summary>Admits what sends a publication on to another server. Safe from any thread.</summary>
    OpenOutcome Push(OpenPush command);

    /// <summary>Has silence sent on in place of the sound, or the sound again; of a film over a new connection. False when nothing is being sent on by this session. Safe from any thread.</summary>
    bool MutePush(SessionId session, bool isMuted);

    /// <summary>Ends a session for the given reason; unknown and ended sessions are ignored. Safe from any thread.</summary>
    void Close(SessionId session, SessionEndReason reason);

    /// <summary>Opens a file to see whether it can be played. It stays open for a while, so that a viewer who follows finds its index read.</summary>
    /// <param name="assetPath">As in <see cref="OpenPlayback"/>.</param>
    /// <param name="cancellation">Gives the inspection up.</param>
    Task<AssetInspection> InspectAsync(string assetPath, CancellationToken cancellation);

    /// <summary>Takes the picture a session shows now; of a publication, its last key frame.</summary>
    Task<CapturedPicture> CaptureAsync(SessionId session, CancellationToken cancellation);

    /// <summary>Takes the picture a shared timeline stands at now, whether or not anybody watches.</summary>
    /// <param name="assetPath">As in <see cref="OpenPlayback"/>.</param>
    /// <param name="timeline">The timeline.</param>
    /// <param name="cancellation">Gives the picture up.</param>
    Task<CapturedPicture> CaptureAsync(string assetPath, SharedTimeline timeline, CancellationToken cancellation);

    /// <summary>Begins to record a publication, from its next key frame on, which it is asked for.</summary>
    /// <param name="publication">The publication.</param>
    /// <param name="order">What the recording is called.</param>
    /// <param name="cancellation">Gives up waiting; a recording that has begun goes on.</param>
    Task<RecordingStart> StartRecordingAsync(SessionId publication, RecordingOrder order, CancellationToken cancellation);

    /// <summary>Name of the file into which a publication is being recorded, empty when only its end will tell; null when it is not recorded. Any thread.</summary>
    string? FindRecording(SessionId publication);

    /// <summary>
    /// Ends the recording of a publication and waits until its file is complete; <see cref="RecordingFinished"/> tells of it as well. False when nothing is being recorded.
    /// </summary>
    /// <param name="publication">The publication.</param>
    /// <param name="cancellation">Gives up waiting; the recording ends all the same.</param>
    Task<bool> StopRecordingAsync(SessionId publication, CancellationToken cancellation);

    /// <summary>
    /// Gives a session new ICE credentials; its media goes on meanwhile. Null when there is nothing to restart (unknown, not answered yet, over) or the last restart
    /// was less than a second ago.
    /// </summary>
    Task<IceRestart?> RestartIceAsync(SessionId session, CancellationToken cancellation);

    /// <summary>Stops admitting sessions.</summary>
    void Drain();
}
