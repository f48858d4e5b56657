using Orleans.Placement;

namespace Vod.Grains.Placement;

/// <summary>Has the activations of a grain class placed by <see cref="MediaNodePlacementDirector"/>.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
internal sealed class MediaNodePlacementAttribute() : PlacementAttribute(MediaNodePlacement.Instance);
