namespace Vod.Media.Engine;

/// <summary>What opening a file without a viewer has shown.</summary>
/// <param name="File">What it consists of; null when it cannot be played.</param>
/// <param name="Failure">Why not.</param>
/// <param name="Detail">One line for the operator's log; may be empty.</param>
public sealed record AssetInspection(PlayedMedia? File, SessionEndReason Failure, string Detail);
