using Vod.Api.Pushes;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Rest.Pushes;

/// <summary>A stream that is sent on to another server.</summary>
internal sealed record PushItem
{
    /// <summary>Its id, by which it is ended.</summary>
    public required string MediaSessionId { get; init; }

    /// <summary>The name of the stream, with <c>rtmp_</c> before it.</summary>
    public required string StreamName { get; init; }

    /// <summary>Where to; without the name of the stream, if that was added to it.</summary>
    public required string RtmpUrl { get; init; }

    /// <summary>Width of the picture in pixels; 0 until the other server takes it.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the picture in pixels; 0 until the other server takes it.</summary>
    public required int Height { get; init; }

    /// <summary>Whether silence is sent in place of the sound.</summary>
    public required bool Muted { get; init; }

    /// <summary>Always false: no other sound can be put into it here.</summary>
    public bool SoundEnabled { get; }

    /// <summary>How it stands: <c>connecting</c>, also until it is sure that the other server takes it; <c>sending</c>; <c>waiting</c> for the next attempt.</summary>
    public required StreamPushState State { get; init; }

    /// <summary>Connections in a row that broke or could not be made, since it was last being sent.</summary>
    public required int Failures { get; init; }

    /// <summary>What was wrong with the last of them, one line for people; absent when nothing was.</summary>
    public string? Problem { get; init; }

    /// <summary>Describes what a node carries.</summary>
    public static PushItem Of(ViewerDescription push) => Of(push.MediaSessionId, push.StreamName, push.PushUrl!, push.Media, push.Push ?? StreamPush.New);

    /// <summary>Describes what has just been ordered.</summary>
    public static PushItem Of(string mediaSessionId, string stream, string url) => Of(mediaSessionId, stream, url, media: null, StreamPush.New);

    private static PushItem Of(string mediaSessionId, string stream, string url, StreamMedia? media, StreamPush push) => new()
    {
        MediaSessionId = mediaSessionId,
        StreamName = PushTargets.Prefix + stream,
        RtmpUrl = url.EndsWith(Added(stream), StringComparison.Ordinal) ? url[..^Added(stream).Length] : url,
        Width = media?.Width ?? 0,
        Height = media?.Height ?? 0,
        Muted = push.IsMuted,
        State = push.State,
        Failures = push.Failures,
        Problem = push.Problem.Length > 0 ? push.Problem : null,
    };

    private static string Added(string stream) => $"/{PushTargets.Prefix}{Uri.EscapeDataString(stream)}";
}
