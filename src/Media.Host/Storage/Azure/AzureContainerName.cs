using System.Buffers;

namespace Vod.Media.Host.Storage.Azure;

/// <summary>The rules for names of containers ("Naming and Referencing Containers, Blobs, and Metadata" of the REST API of Azure Storage), without the special ones that begin with a dollar sign.</summary>
internal static class AzureContainerName
{
    /// <summary>Fewest characters.</summary>
    public const int MinLength = 3;

    /// <summary>Most characters.</summary>
    public const int MaxLength = 63;

    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Whether a container can have this name.</summary>
    public static bool IsWellFormed(string name) =>
        name.Length is >= MinLength and <= MaxLength
        && !name.AsSpan().ContainsAnyExcept(Characters)
        && name[0] != '-'
        && name[^1] != '-'
        && !name.Contains("--", StringComparison.Ordinal);
}
