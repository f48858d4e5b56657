using System.Collections.Concurrent;
using System.Globalization;

namespace Vod.Media.Host.Storage.Objects;

/// <summary>The blocks that the cache has of one version of an object. Any thread; reading takes no lock.</summary>
/// <param name="path">The folder.</param>
internal sealed class BlockFolder(string path)
{
    private const string Extension = ".block";

    /// <summary>The folder.</summary>
    public string Path => path;

    /// <summary>The blocks, by their number.</summary>
    public ConcurrentDictionary<int, CachedBlock> Blocks { get; } = new(concurrencyLevel: 1, capacity: 7);

    /// <summary>Where the file of a block is.</summary>
    public string FileOf(int index) => System.IO.Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"{index:x8}{Extension}"));

    /// <summary>The number of a block by the name of its file.</summary>
    public static bool TryParseName(ReadOnlySpan<char> name, out int index)
    {
        index = 0;
        return name.EndsWith(Extension, StringComparison.Ordinal)
            && int.TryParse(name[..^Extension.Length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out index)
            && index >= 0;
    }
}
