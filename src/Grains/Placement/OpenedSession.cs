using Vod.Grains.Nodes;

namespace Vod.Grains.Placement;

/// <summary>What came of opening a session somewhere.</summary>
/// <param name="Outcome">What the last node asked has said; <see cref="NodeOpenOutcome.Refused"/> when there was none to ask.</param>
/// <param name="Node">The node that carries the session; null when none does for certain.</param>
/// <param name="MayExist">Whether a call ended in the unknown, so that a session may exist that nobody asked for any more.</param>
internal readonly record struct OpenedSession(NodeOpenOutcome Outcome, SiloAddress? Node = null, bool MayExist = false);
