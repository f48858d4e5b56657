namespace Vod.Grains.Abstractions.Streams;

/// <summary>The viewer's session is over and its resources are free.</summary>
/// <param name="MediaSessionId">The viewer.</param>
/// <param name="Reason">Why.</param>
/// <param name="Detail">One line for the operator's log; may be empty.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.ViewerEnded")]
public sealed record ViewerEnded(string MediaSessionId, [property: Id(0)] StreamEndReason Reason, [property: Id(1)] string Detail)
    : ViewerEvent(MediaSessionId);
