using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Wcs.Streams;

/// <summary>What the protocol calls that which is told to the viewers of a stream.</summary>
internal static class WcsStreamEvents
{
    /// <summary>The type of an event.</summary>
    public static string TypeOf(StreamEventKind kind) => kind switch
    {
        StreamEventKind.AudioMuted => "audioMuted",
        StreamEventKind.AudioUnmuted => "audioUnmuted",
        StreamEventKind.VideoMuted => "videoMuted",
        StreamEventKind.VideoUnmuted => "videoUnmuted",
        _ => "data",
    };

    /// <summary>The event of a type; null for one that is none of a publisher.</summary>
    public static StreamEventKind? KindOf(string type) =>
        Enum.GetValues<StreamEventKind>().Where(kind => TypeOf(kind) == type).Select(static kind => (StreamEventKind?)kind).FirstOrDefault();
}
