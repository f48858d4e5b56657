namespace Vod.Grains.Abstractions.Streams;

/// <summary>The SDP answer is ready.</summary>
/// <param name="MediaSessionId">The viewer.</param>
/// <param name="Answer">SDP with all candidates of the node.</param>
/// <param name="File">What the file consists of, whether or not this viewer takes all of it.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.ViewerAnswered")]
public sealed record ViewerAnswered(string MediaSessionId, [property: Id(0)] string Answer, [property: Id(1)] StreamMedia File) : ViewerEvent(MediaSessionId);
