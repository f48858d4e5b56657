namespace Vod.Grains.Abstractions.Streams;

/// <summary>How a recording is made; what is null is decided by the settings.</summary>
/// <param name="Template">Template of the name of the file.</param>
/// <param name="Parts">When it goes on in another file.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.RecordingRequest")]
public sealed record RecordingRequest([property: Id(0)] string? Template = null, [property: Id(1)] RecordingPartLimit? Parts = null);
