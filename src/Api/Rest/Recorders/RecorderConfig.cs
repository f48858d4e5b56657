namespace Vod.Api.Rest.Recorders;

/// <summary>How a recording is made.</summary>
internal sealed record RecorderConfig
{
    /// <summary>Template of the name of the file, such as <c>{streamName}-{startTime}</c>; when absent, that of the settings.</summary>
    public string? FileTemplate { get; init; }

    /// <summary>When WCS begins a new file. Not done here, so it is refused.</summary>
    public string? Rotation { get; init; }
}
