namespace Vod.Api.Rest.Recorders;

/// <summary>A published stream to record.</summary>
internal sealed record RecorderStartupRequest
{
    /// <summary>The id of the published stream, as <c>stream/find</c> lists it.</summary>
    public string? MediaSessionId { get; init; }

    /// <summary>How; the settings decide what is absent.</summary>
    public RecorderConfig? Config { get; init; }
}
