namespace Vod.Api.Rest.Recorders;

/// <summary>The published stream that is meant.</summary>
internal sealed record RecorderOrder
{
    /// <summary>The id of the published stream, as <c>stream/find</c> lists it.</summary>
    public string? MediaSessionId { get; init; }
}
