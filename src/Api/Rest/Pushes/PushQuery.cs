using Vod.Api.Pushes;

namespace Vod.Api.Rest.Pushes;

/// <summary>Which of the streams that are sent on are meant: all that is given must match.</summary>
internal sealed record PushQuery
{
    /// <summary>The id that <c>push/startup</c> has answered.</summary>
    public string? MediaSessionId { get; init; }

    /// <summary>The name of the stream, with or without <c>rtmp_</c> before it.</summary>
    public string? StreamName { get; init; }

    /// <summary>The URL, as it is listed.</summary>
    public string? RtmpUrl { get; init; }

    /// <summary>Whether one matches.</summary>
    public bool Matches(PushItem item) =>
        RestFilter.Matches(MediaSessionId, item.MediaSessionId)
        && (StreamName is null || StreamName == item.StreamName || PushTargets.Prefix + StreamName == item.StreamName)
        && RestFilter.Matches(RtmpUrl, item.RtmpUrl);
}
