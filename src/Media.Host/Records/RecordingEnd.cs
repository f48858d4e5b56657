using Vod.Media.Engine;

namespace Vod.Media.Host.Records;

/// <summary>Why a recording writes no more.</summary>
/// <param name="Outcome">What it means.</param>
/// <param name="Detail">One line for the operator; may be empty.</param>
internal readonly record struct RecordingEnd(RecordingOutcome Outcome, string Detail)
{
    /// <summary>The last write has failed: the file has to be looked at.</summary>
    public bool IsDamaged { get; init; }
}
