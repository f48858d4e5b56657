namespace Vod.Grains.Abstractions.Streams;

/// <summary>
/// What makes a file a shared stream: its position is (now − <paramref name="Epoch"/>), modulo its length when it loops. Every node plays the same moment from
/// these two, so nothing has to be relayed.
/// </summary>
/// <param name="Epoch">The moment of media time zero.</param>
/// <param name="Loop">Whether the file begins again when it ends.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.StreamTimeline")]
public sealed record StreamTimeline([property: Id(0)] DateTimeOffset Epoch, [property: Id(1)] bool Loop);
