namespace Vod.Api.Rest.Recorders;

/// <summary>A recording that is under way.</summary>
internal sealed record RecorderItem
{
    /// <summary>Name of the file; empty while it is being written, as the end and the duration may be part of it. The publisher is told it at the end.</summary>
    public string FileName { get; } = "";

    /// <summary>The id of the published stream.</summary>
    public required string MediaSessionId { get; init; }

    /// <summary>Its name. An addition to WCS.</summary>
    public required string StreamName { get; init; }
}
