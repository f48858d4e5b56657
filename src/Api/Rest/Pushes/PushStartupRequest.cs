namespace Vod.Api.Rest.Pushes;

/// <summary>A stream to send on to another server.</summary>
internal sealed record PushStartupRequest
{
    /// <summary>The name of a published stream.</summary>
    public string? StreamName { get; init; }

    /// <summary>Where to: <c>rtmp://</c> or <c>rtmps://</c>, a host that the settings allow, and the application.</summary>
    public string? RtmpUrl { get; init; }

    /// <summary>Whether the URL is complete; otherwise a slash, <c>rtmp_</c> and the name of the stream are put behind it.</summary>
    public bool? RtmpTransponderFullUrl { get; init; }
}
