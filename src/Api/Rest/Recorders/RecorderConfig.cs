namespace Vod.Api.Rest.Recorders;

/// <summary>How a recording is made.</summary>
internal sealed record RecorderConfig
{
    /// <summary>Template of the name of the file, such as <c>{streamName}-{startTime}</c>; when absent, that of the settings.</summary>
    public string? FileTemplate { get; init; }

    /// <summary>
    /// When the recording goes on in another file: after seconds (<c>10</c>) or bytes (<c>20M</c>; also <c>K</c> and <c>G</c>), or not at all (<c>disabled</c>, <c>0</c>); when absent, what the settings say.
    /// </summary>
    public string? Rotation { get; init; }
}
