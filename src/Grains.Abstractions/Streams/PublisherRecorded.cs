namespace Vod.Grains.Abstractions.Streams;

/// <summary>A recording of the publisher's stream is over. Comes before the <see cref="ViewerEnded"/> of a publisher that is still being recorded.</summary>
/// <param name="MediaSessionId">The publisher.</param>
/// <param name="RecordName">Name of the complete file among the recordings; empty when there is none.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.PublisherRecorded")]
public sealed record PublisherRecorded(string MediaSessionId, [property: Id(0)] string RecordName) : ViewerEvent(MediaSessionId);
