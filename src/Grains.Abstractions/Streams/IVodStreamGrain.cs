using Orleans.Concurrency;

namespace Vod.Grains.Abstractions.Streams;

/// <summary>
/// One VOD stream: its status, its viewers and their leases. The key is the local media session id for personal streams.
/// Media never passes through it; it picks a node and the node's engine does the rest.
/// </summary>
[Alias("Vod.IVodStreamGrain")]
public interface IVodStreamGrain : IGrainWithStringKey
{
    /// <summary>
    /// Admits a viewer and has a node open a session for it. Returns as soon as the node has taken the command;
    /// the answer, the start and the end come to the observer of the request.
    /// </summary>
    [Alias("Subscribe")]
    Task<SubscribeOutcome> Subscribe(SubscribeRequest request);

    /// <summary>Ends the session of a viewer. Unknown viewers are ignored, so it may be called again.</summary>
    [Alias("Unsubscribe")]
    Task Unsubscribe(string mediaSessionId, StreamEndReason reason);

    /// <summary>Ends the stream and the sessions of all its viewers.</summary>
    [Alias("Terminate")]
    Task Terminate(StreamEndReason reason);

    /// <summary>What the stream is and who watches it; null when there is no such stream. Never creates one.</summary>
    [Alias("Find")]
    [ReadOnly]
    Task<VodStreamDescription?> Find();

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
