namespace Vod.Grains.Abstractions.Streams;

/// <summary>Something is told to all viewers of a stream.</summary>
/// <param name="MediaSessionId">The viewer.</param>
/// <param name="Event">What.</param>
/// <param name="Mute">What is muted from then on.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.ViewerStreamEvent")]
public sealed record ViewerStreamEvent(string MediaSessionId, [property: Id(0)] StreamEvent Event, [property: Id(1)] StreamMute Mute) : ViewerEvent(MediaSessionId);
