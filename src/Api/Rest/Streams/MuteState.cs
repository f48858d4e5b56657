namespace Vod.Api.Rest.Streams;

/// <summary>Whether one of the media is muted.</summary>
/// <param name="Muted">What the page of the publisher says; always false of a film.</param>
internal sealed record MuteState(bool Muted);
