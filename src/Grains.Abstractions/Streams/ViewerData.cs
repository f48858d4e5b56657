namespace Vod.Grains.Abstractions.Streams;

/// <summary>Data an application sends to the viewers of a stream.</summary>
/// <param name="MediaSessionId">The viewer.</param>
/// <param name="Payload">A JSON value, verbatim.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.ViewerData")]
public sealed record ViewerData(string MediaSessionId, [property: Id(0)] string Payload) : ViewerEvent(MediaSessionId);
