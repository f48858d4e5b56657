using Vod.Media.Engine;

namespace Vod.Media.Host.Records;

/// <summary>The end of a recording.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Name">Name of its file in the folder of recordings; empty when there is none.</param>
/// <param name="Size">Bytes of the file.</param>
/// <param name="Duration">How long it is.</param>
/// <param name="Detail">One line for the operator; may be empty.</param>
internal readonly record struct RecordingResult(RecordingOutcome Outcome, string Name, long Size, TimeSpan Duration, string Detail);
