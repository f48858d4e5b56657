namespace Vod.Api.Rest.Streams;

/// <summary>Whether one of the media is muted.</summary>
internal sealed record MuteState
{
    /// <summary>Always false: films are sent as they are.</summary>
    public bool Muted { get; }
}
