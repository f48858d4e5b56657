namespace Vod.Grains.Abstractions.Streams;

/// <summary>A stream name as viewers write it, taken apart: "vod://films/a.mp4" is scheme <see cref="StreamScheme.Vod"/> and path "films/a.mp4".</summary>
/// <param name="Scheme">What kind of stream the name means.</param>
/// <param name="Path">The rest, verbatim: no percent decoding, no normalisation. Storage decides whether it is a legal path.</param>
public readonly record struct StreamUri(StreamScheme Scheme, string Path)
{
    /// <summary>Longest accepted name in UTF-16 units; file systems end at 4,096 bytes for a path.</summary>
    public const int MaxLength = 4096;

    /// <summary>
    /// Key of the grain of the shared stream the name means: the name, or the URI with its scheme in lower case. A personal stream has none; every viewer gets a new one.
    /// </summary>
    public string? SharedKey => Scheme switch
    {
        StreamScheme.Vod => null,
        StreamScheme.VodLive => VodLivePrefix + Path,
        _ => Path,
    };

    private const string VodPrefix = "vod://";
    private const string VodLivePrefix = "vod-live://";

    /// <summary>Takes a name apart. False when it is empty, too long, has control characters or line separators, or has a scheme without a path or an unknown scheme.</summary>
    public static bool TryParse(string? name, out StreamUri uri)
    {
        uri = default;
        if (string.IsNullOrEmpty(name) || name.Length > MaxLength || name.Any(static c => char.IsControl(c) || c is '\u2028' or '\u2029'))
        {
            return false;
        }

        uri = name switch
        {
            _ when name.StartsWith(VodPrefix, StringComparison.OrdinalIgnoreCase) => new(StreamScheme.Vod, name[VodPrefix.Length..]),
            _ when name.StartsWith(VodLivePrefix, StringComparison.OrdinalIgnoreCase) => new(StreamScheme.VodLive, name[VodLivePrefix.Length..]),
            _ when name.Contains("://", StringComparison.Ordinal) => default,
            _ => new(StreamScheme.Name, name),
        };
        return !string.IsNullOrEmpty(uri.Path);
    }
}
