using System.Buffers;
using System.Net;

namespace Vod.Media.Host.Storage.S3;

/// <summary>
/// The rules for names of buckets ("General purpose bucket naming rules" of the S3 User Guide). A name becomes a part of a host name, so they also say that a viewer cannot write
/// another host; and the reserved endings make clients talk to other services than S3.
/// </summary>
internal static class S3BucketName
{
    /// <summary>Fewest characters.</summary>
    public const int MinLength = 3;

    /// <summary>Most characters: a label of DNS has no more.</summary>
    public const int MaxLength = 63;

    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");
    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-");
    private static readonly string[] ReservedBeginnings = ["xn--", "sthree-", "amzn-s3-demo-"];
    private static readonly string[] ReservedEndings = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3", "--op-s3"];

    /// <summary>Whether a bucket can have this name.</summary>
    public static bool IsWellFormed(string name) =>
        name.Length is >= MinLength and <= MaxLength
        && !name.AsSpan().ContainsAnyExcept(Characters)
        && Letters.Contains(name[0])
        && Letters.Contains(name[^1])
        && !name.Contains("..", StringComparison.Ordinal)
        && !IPAddress.TryParse(name, out _)
        && !ReservedBeginnings.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal))
        && !ReservedEndings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal));
}
