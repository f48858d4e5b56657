namespace Vod.Grains.Abstractions.Streams;

/// <summary>The viewer's path has not carried the stream for some seconds, so its picture is thinned; or it carries it again.</summary>
/// <param name="MediaSessionId">The viewer.</param>
/// <param name="IsWideEnough">Whether it carries the stream.</param>
/// <param name="StreamBitrate">Bits per second the stream takes now.</param>
/// <param name="PathBitrate">Bits per second the path is estimated to carry.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.ViewerPathChanged")]
public sealed record ViewerPathChanged(
    string MediaSessionId, [property: Id(0)] bool IsWideEnough, [property: Id(1)] long StreamBitrate, [property: Id(2)] long PathBitrate) : ViewerEvent(MediaSessionId);
