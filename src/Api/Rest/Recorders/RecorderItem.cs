namespace Vod.Api.Rest.Recorders;

/// <summary>A recording that is under way.</summary>
internal sealed record RecorderItem
{
    /// <summary>Name of the file that is being written; empty when its end or duration is part of it. The publisher is told it at the end.</summary>
    public required string FileName { get; init; }

    /// <summary>The id of the published stream.</summary>
    public required string MediaSessionId { get; init; }

    /// <summary>Its name. An addition to WCS.</summary>
    public required string StreamName { get; init; }
}
