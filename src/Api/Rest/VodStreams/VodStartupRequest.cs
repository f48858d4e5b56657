namespace Vod.Api.Rest.VodStreams;

/// <summary>A shared stream to start.</summary>
internal sealed record VodStartupRequest
{
    /// <summary>The file: <c>vod-live://</c> and its path.</summary>
    public string? Uri { get; init; }

    /// <summary>The name viewers play it by; the URI when absent.</summary>
    public string? LocalStreamName { get; init; }

    /// <summary>Whether it begins again when it ends; when absent, the settings decide.</summary>
    public bool? Loop { get; init; }
}
