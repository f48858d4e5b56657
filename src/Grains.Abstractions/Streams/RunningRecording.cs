namespace Vod.Grains.Abstractions.Streams;

/// <summary>A recording that is under way.</summary>
/// <param name="MediaSessionId">Identity of the publication towards its client.</param>
/// <param name="FileName">Name of the file that is written; empty when only its end will tell.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.RunningRecording")]
public readonly record struct RunningRecording([property: Id(0)] string MediaSessionId, [property: Id(1)] string FileName);
