using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Vod.Media.Preparation;

/// <summary>Names one version of one stored file: what was prepared for another version must not be used.</summary>
/// <param name="Identity">Where the file is, unique over all storages ("file:/media/a.mp4", "s3://bucket/a.mp4").</param>
/// <param name="Version">What changes when the content does: the ETag, else the time of the last change.</param>
/// <param name="Size">Length in bytes.</param>
internal sealed record AssetKey(string Identity, string Version, long Size)
{
    /// <summary>Characters of <see cref="ToFolderName"/>.</summary>
    public const int FolderNameLength = 32;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>
    /// A file-system name for the key: lower-case hexadecimal digits, so no identity can reach outside the cache folder.
    /// Half a SHA-256 is far more than chance can find twice.
    /// </summary>
    public string ToFolderName()
    {
        // The length prefix keeps ("a", "bc") and ("ab", "c") apart.
        string text = string.Create(CultureInfo.InvariantCulture, $"{Identity.Length}:{Identity}{Version.Length}:{Version}{Size}");
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return Convert.ToHexStringLower(hash.AsSpan(0, FolderNameLength / 2));
    }

    /// <summary>Whether a folder name can have been made by <see cref="ToFolderName"/>.</summary>
    public static bool IsFolderName(string name) =>
        name.Length == FolderNameLength && !name.AsSpan().ContainsAnyExcept(HexDigits);
}
