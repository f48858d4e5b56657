namespace Vod.Grains.Abstractions.Streams;

/// <summary>The publisher's first picture or sound is there: from now on its stream can be played.</summary>
/// <param name="MediaSessionId">The publisher.</param>
/// <param name="Media">What is published.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.PublisherPublishing")]
public sealed record PublisherPublishing(string MediaSessionId, [property: Id(0)] StreamMedia Media) : ViewerEvent(MediaSessionId);
