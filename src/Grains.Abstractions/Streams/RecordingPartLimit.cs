namespace Vod.Grains.Abstractions.Streams;

/// <summary>When a recording goes on in another file; never when both are 0.</summary>
/// <param name="Seconds">After as many seconds; 0: however long a file is.</param>
/// <param name="Bytes">After as many bytes; 0: however many a file has.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.RecordingPartLimit")]
public readonly record struct RecordingPartLimit([property: Id(0)] int Seconds, [property: Id(1)] long Bytes);
