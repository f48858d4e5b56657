using System.Text;

namespace Vod.Media.Host.Storage;

/// <summary>
/// The rules for a path that a stranger wrote. A path is a list of names and nothing else: no decoding, no normalisation, so there is no second spelling of
/// "..". Links are the storage's business: they can only be judged on the opened file.
/// </summary>
internal static class AssetPath
{
    /// <summary>Longest name between two slashes in UTF-8 bytes, as in every Linux file system.</summary>
    public const int MaxNameBytes = 255;

    /// <summary>Most names in a path.</summary>
    public const int MaxDepth = 32;

    /// <summary>Whether the path is a relative one made of plain names.</summary>
    public static bool IsWellFormed(string path)
    {
        // A backslash and a colon are ordinary characters on Linux, but separators, drives and streams on Windows.
        if (path.AsSpan().IndexOfAny('\\', ':') >= 0 || path.AsSpan().IndexOfAnyInRange('\0', '\u001F') >= 0)
        {
            return false;
        }

        string[] names = path.Split('/');
        return names.Length <= MaxDepth && names.All(IsPlainName);
    }

    private static bool IsPlainName(string name) =>
        name.Length > 0 && name is not ("." or "..") && Encoding.UTF8.GetByteCount(name) <= MaxNameBytes;
}
