using Orleans.Services;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Grains.Nodes;

/// <summary>
/// The media node of one silo, addressed by that silo. Only grains and other nodes call it; an API process that is a client of the cluster
/// cannot, and goes through a stream grain.
/// </summary>
[Alias("Vod.IMediaNodeService")]
internal interface IMediaNodeService : IGrainService
{
    /// <summary>Opens a session. Returns as soon as the engine has queued it; what comes of it goes to the observer and to the stream grain.</summary>
    [Alias("Open")]
    Task<NodeOpenOutcome> Open(NodeOpenRequest request);

    /// <summary>Closes the session of a viewer; ignored when there is none.</summary>
    [Alias("Close")]
    Task Close(string streamKey, string mediaSessionId, StreamEndReason reason);

    /// <summary>Opens a file to see whether it can be played.</summary>
    [Alias("Inspect")]
    Task<NodeInspection> Inspect(string assetPath);

    /// <summary>Takes the picture a viewer sees now, or a publisher has sent last.</summary>
    [Alias("CaptureViewer")]
    Task<StreamSnapshot> CaptureViewer(string streamKey, string mediaSessionId);

    /// <summary>Takes the picture a shared stream shows now, whether or not this node carries a viewer of it.</summary>
    [Alias("CaptureStream")]
    Task<StreamSnapshot> CaptureStream(string streamKey, string assetPath, StreamTimeline timeline);

    /// <summary>Begins to record what a publisher sends to this node.</summary>
    [Alias("StartRecording")]
    Task<RecordingStartOutcome> StartRecording(string streamKey, string mediaSessionId, RecordingRequest request);

    /// <summary>Ends a recording and waits for its file. False when there is none.</summary>
    [Alias("StopRecording")]
    Task<bool> StopRecording(string streamKey, string mediaSessionId);

    /// <summary>Gives a viewer's session new ICE credentials; null when there is none.</summary>
    [Alias("RestartIce")]
    Task<ViewerIceRestart?> RestartIce(string streamKey, string mediaSessionId);

    /// <summary>Tells something to the viewers of a stream that this node carries. Not confirmed: what a connection does not take is lost.</summary>
    [Alias("SendEvent")]
    Task SendEvent(string streamKey, StreamEvent streamEvent, StreamMute mute);

    /// <summary>Has silence sent on in place of the sound, or the sound again. False when this is not sent on from here.</summary>
    [Alias("MutePush")]
    Task<bool> MutePush(string streamKey, string mediaSessionId, bool isMuted);

    /// <summary>What this node reports of a stream; null when it carries no viewer of it.</summary>
    [Alias("GetReport")]
    Task<NodeViewerReport?> GetReport(string streamKey);

    /// <summary>The streams whose grains are active on this silo, and the viewers this node carries.</summary>
    [Alias("List")]
    Task<StreamListing> List();

    /// <summary>How full this node is now.</summary>
    [Alias("GetSnapshot")]
    Task<NodeSnapshot> GetSnapshot();

    /// <summary>Another node tells how full it is.</summary>
    [Alias("TakeSnapshot")]
    Task TakeSnapshot(NodeSnapshot snapshot);
}
