using Vod.Grains.Abstractions.Streams;

namespace Vod.Grains.Nodes;

/// <summary>A viewer, or a publisher, that a stream grain puts on a node.</summary>
/// <param name="StreamKey">Key of the stream grain; the node reports to it.</param>
/// <param name="Origin">What the stream is.</param>
/// <param name="AssetPath">The path inside the media storage; means nothing when the stream is published.</param>
/// <param name="StreamName">The name the viewer asked for.</param>
/// <param name="MediaSessionId">The viewer.</param>
/// <param name="ConnectionId">The control connection of the viewer.</param>
/// <param name="Offer">The SDP offer of the browser.</param>
/// <param name="Observer">Gets the events of the viewer; null when there is nobody to tell.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.NodeOpenRequest")]
internal sealed record NodeOpenRequest(
    [property: Id(0)] string StreamKey,
    [property: Id(1)] StreamOrigin Origin,
    [property: Id(2)] string AssetPath,
    [property: Id(3)] string StreamName,
    [property: Id(4)] string MediaSessionId,
    [property: Id(5)] string ConnectionId,
    [property: Id(6)] string Offer,
    [property: Id(7)] IViewerObserver? Observer)
{
    /// <summary>Of a publisher: whether it is recorded from its first picture on.</summary>
    [Id(8)]
    public bool IsRecorded { get; init; }

    /// <summary>Where the stream is sent on to by RTMP; null for a browser.</summary>
    [Id(9)]
    public string? PushUrl { get; init; }

    /// <summary>Whether it is the publisher of the stream.</summary>
    public bool IsPublisher => Origin.Publication?.MediaSessionId == MediaSessionId;
}
