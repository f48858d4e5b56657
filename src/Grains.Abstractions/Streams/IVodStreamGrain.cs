using Orleans.Concurrency;

namespace Vod.Grains.Abstractions.Streams;

/// <summary>
/// One stream, of a file or published by a browser: its status, its timeline, its publisher, its viewers and their leases. The key is
/// <see cref="StreamUri.SharedKey"/> for a shared or published stream, a new GUID for a personal one. Media never passes through it; it picks a node and the node's engine does the rest.
/// </summary>
[Alias("Vod.IVodStreamGrain")]
public interface IVodStreamGrain : IGrainWithStringKey
{
    /// <summary>
    /// Admits a viewer and has a node open a session for it. The first viewer of a personal stream, and of a shared one that is named by its file, creates the stream.
    /// Returns as soon as the node has taken the command; the answer, the start and the end come to the observer of the request.
    /// </summary>
    [Alias("Subscribe")]
    Task<SubscribeOutcome> Subscribe(SubscribeRequest request);

    /// <summary>
    /// Admits a browser that publishes under the name of this stream, and has a node open a session for it. Returns as soon as the node has taken the command; the answer,
    /// the start, recordings and the end come to the observer of the request. It leaves by <see cref="Unsubscribe"/>, as viewers do.
    /// </summary>
    [Alias("Publish")]
    Task<PublishOutcome> Publish(PublishRequest request);

    /// <summary>
    /// Ends the session of a viewer, or that of the publisher and with it the stream, whose name is free at once. Unknown ones are ignored, so it may be called again. True of a
    /// publisher that is being recorded: its last event comes when the file is complete.
    /// </summary>
    [Alias("Unsubscribe")]
    Task<bool> Unsubscribe(string mediaSessionId, StreamEndReason reason);

    /// <summary>Starts the shared stream of this name without a viewer. Its time runs from here on.</summary>
    [Alias("Startup")]
    Task<StartupResult> Startup(StartupRequest request);

    /// <summary>Ends the stream and the sessions of all its viewers. False when there was none; a second call finds none.</summary>
    [Alias("Terminate")]
    Task<bool> Terminate(StreamEndReason reason);

    /// <summary>What the stream is and how many watch it; null when there is no such stream. Never creates one.</summary>
    [Alias("Find")]
    [ReadOnly]
    Task<VodStreamDescription?> Find();

    /// <summary>A picture of what the stream shows now. Other calls are served meanwhile.</summary>
    /// <param name="mediaSessionId">The viewer whose picture is wanted; null: the stream's, whoever watches.</param>
    [Alias("Snapshot")]
    [AlwaysInterleave]
    Task<StreamSnapshot> Snapshot(string? mediaSessionId);

    /// <summary>Begins to record what is published.</summary>
    /// <param name="request">How.</param>
    [Alias("StartRecording")]
    Task<RecordingStartOutcome> StartRecording(RecordingRequest request);

    /// <summary>Ends the recording of what is published. False when it is not being recorded. The name of the file comes to the observer of the publisher.</summary>
    [Alias("StopRecording")]
    Task<bool> StopRecording();

    /// <summary>
    /// Sends the stream on to another server by RTMP. What does that is a viewer of the stream, which its id ends by <see cref="Unsubscribe"/>; nobody observes it.
    /// </summary>
    [Alias("Push")]
    Task<PushOutcome> Push(PushRequest request);

    /// <summary>Has silence sent on in place of the sound, or the sound again. False when nothing of this id is sent on.</summary>
    [Alias("MutePush")]
    Task<bool> MutePush(string mediaSessionId, bool isMuted);

    /// <summary>Gives the session of a viewer or publisher new ICE credentials; null when there is no such session.</summary>
    [Alias("RestartIce")]
    Task<ViewerIceRestart?> RestartIce(string mediaSessionId);

    /// <summary>Sends data to all viewers as a <see cref="ViewerStreamEvent"/>. False when there is no such stream.</summary>
    /// <param name="payload">A JSON value.</param>
    [Alias("SendData")]
    Task<bool> SendData(string payload);

    /// <summary>The publisher tells all viewers something; ignored of anybody else. What he has muted is kept with the stream.</summary>
    [Alias("SendEvent")]
    Task SendEvent(string mediaSessionId, StreamEvent streamEvent);

    /// <summary>
    /// A node tells every few seconds which viewers of this stream it carries. Returns those the stream does not know, so that the node closes them;
    /// a stream that was activated anew on another silo learns its viewers from here.
    /// </summary>
    [Alias("ReportViewers")]
    Task<IReadOnlyList<string>> ReportViewers(NodeViewerReport report);

    /// <summary>A node tells what happened to a viewer of this stream.</summary>
    [Alias("OnViewerEvent")]
    Task OnViewerEvent(ViewerEvent viewerEvent);
}
