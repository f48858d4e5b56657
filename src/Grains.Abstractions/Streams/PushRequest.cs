namespace Vod.Grains.Abstractions.Streams;

/// <summary>A wish to send a stream on to another server by RTMP; it is then one of its viewers.</summary>
/// <param name="MediaSessionId">The id of what is sent, new.</param>
/// <param name="Url">Where to, such as "rtmp://live.example.org/app/key"; whoever asks has checked that it is allowed.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.PushRequest")]
public sealed record PushRequest([property: Id(0)] string MediaSessionId, [property: Id(1)] string Url);
