namespace Vod.Media.Engine;

/// <summary>A picture of what is played.</summary>
/// <param name="Outcome">Whether there is one.</param>
/// <param name="Png">A PNG file; empty unless taken.</param>
/// <param name="Detail">One line for the operator's log; may be empty.</param>
public sealed record CapturedPicture(CaptureOutcome Outcome, ReadOnlyMemory<byte> Png, string Detail);
