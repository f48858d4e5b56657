namespace Vod.Grains.Abstractions.Streams;

/// <summary>A browser that wants to publish; the name of its stream is the key of the grain.</summary>
/// <param name="MediaSessionId">The publisher's id of its stream, unique within its connection; events carry it.</param>
/// <param name="ConnectionId">The control connection the publisher belongs to.</param>
/// <param name="Offer">The SDP offer of the browser.</param>
/// <param name="Observer">Gets the events of the publisher.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.PublishRequest")]
public sealed record PublishRequest(
    [property: Id(0)] string MediaSessionId,
    [property: Id(1)] string ConnectionId,
    [property: Id(2)] string Offer,
    [property: Id(3)] IViewerObserver Observer)
{
    /// <summary>Whether it is recorded from its first picture on.</summary>
    [Id(4)]
    public bool IsRecorded { get; init; }

    /// <summary>Where it is sent on to by RTMP as soon as it can be; null: nowhere. Whoever asks has checked that it is allowed.</summary>
    [Id(5)]
    public string? PushUrl { get; init; }
}
