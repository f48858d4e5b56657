namespace Vod.Grains.Abstractions.Streams;

/// <summary>The SDP answer is ready.</summary>
/// <param name="MediaSessionId">The viewer.</param>
/// <param name="Answer">SDP with all candidates of the node.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.ViewerAnswered")]
public sealed record ViewerAnswered(string MediaSessionId, [property: Id(0)] string Answer) : ViewerEvent(MediaSessionId);
