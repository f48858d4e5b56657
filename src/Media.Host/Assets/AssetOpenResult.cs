using Vod.Media.Engine;

namespace Vod.Media.Host.Assets;

/// <summary>A lease on an asset, or why there is none.</summary>
/// <param name="Lease">The lease; null when the asset cannot be played.</param>
/// <param name="Reason">Why not.</param>
/// <param name="Detail">One line for the operator's log.</param>
internal readonly record struct AssetOpenResult(AssetLease? Lease, SessionEndReason Reason, string Detail);
