using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Rest.V1;

/// <summary>A file to prepare, by one of two names.</summary>
internal sealed record PrepareRequest
{
    /// <summary>Where it is below the media folder.</summary>
    public string? Path { get; init; }

    /// <summary>What viewers play it by, <c>vod://</c> or <c>vod-live://</c> and the path; instead of the path.</summary>
    public string? Uri { get; init; }

    /// <summary>The path; null when it is not told, or told twice and not the same.</summary>
    public string? FindPath()
    {
        string? ofUri = StreamUri.TryParse(Uri, out StreamUri uri) && uri.Scheme != StreamScheme.Name ? uri.Path : null;
        return Uri is null ? Path : Path is null || Path == ofUri ? ofUri : null;
    }
}
