namespace Vod.Grains.Abstractions.Streams;

/// <summary>A viewer that wants to watch a stream.</summary>
/// <param name="Uri">Where the stream comes from, such as "vod://sample.mp4".</param>
/// <param name="MediaSessionId">The viewer's id of its stream, unique within its connection; events carry it.</param>
/// <param name="ConnectionId">The control connection the viewer belongs to.</param>
/// <param name="Offer">The SDP offer of the browser.</param>
/// <param name="Observer">Gets the events of this viewer.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.SubscribeRequest")]
public sealed record SubscribeRequest(
    [property: Id(0)] string Uri,
    [property: Id(1)] string MediaSessionId,
    [property: Id(2)] string ConnectionId,
    [property: Id(3)] string Offer,
    [property: Id(4)] IViewerObserver Observer);
