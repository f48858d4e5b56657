namespace Vod.Grains.Abstractions.Streams;

/// <summary>Media flows to the viewer.</summary>
/// <param name="MediaSessionId">The viewer.</param>
/// <param name="Media">What is played.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.ViewerPlaying")]
public sealed record ViewerPlaying(string MediaSessionId, [property: Id(0)] StreamMedia Media) : ViewerEvent(MediaSessionId)
{
    /// <summary>What the publisher has muted by now.</summary>
    [Id(1)]
    public StreamMute Mute { get; init; }
}
