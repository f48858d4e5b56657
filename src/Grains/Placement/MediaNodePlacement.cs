namespace Vod.Grains.Placement;

/// <summary>Places a grain on a media node with room, so that the grain and the sessions it opens usually share a silo and its fate.</summary>
[Serializable]
[GenerateSerializer]
[Immutable]
[SuppressReferenceTracking]
[Alias("Vod.MediaNodePlacement")]
internal sealed class MediaNodePlacement : PlacementStrategy
{
    /// <summary>The only instance needed: the strategy has no settings.</summary>
    public static MediaNodePlacement Instance { get; } = new();
}
