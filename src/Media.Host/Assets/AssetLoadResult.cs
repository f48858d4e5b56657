using Vod.Media.Engine;

namespace Vod.Media.Host.Assets;

/// <summary>A loaded asset, or why it cannot be played.</summary>
/// <param name="Asset">The asset, or null.</param>
/// <param name="Reason">Why not.</param>
/// <param name="Detail">One line for the operator's log.</param>
internal sealed record AssetLoadResult(MediaAsset? Asset, SessionEndReason Reason, string Detail)
{
    /// <summary>Whether the file was replaced by another while it was read: opened again, it is that one.</summary>
    public bool IsReplaced { get; init; }
}
