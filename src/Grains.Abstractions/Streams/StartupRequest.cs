namespace Vod.Grains.Abstractions.Streams;

/// <summary>An operator's wish to start a shared stream; its name is the key of the grain.</summary>
/// <param name="Uri">The file, such as "vod-live://films/a.mp4".</param>
/// <param name="Loop">Whether it begins again when it ends; null leaves that to the settings.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.StartupRequest")]
public sealed record StartupRequest([property: Id(0)] string Uri, [property: Id(1)] bool? Loop);
