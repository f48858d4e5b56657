namespace Vod.Media.Preparation;

/// <summary>
/// Decides what leaves the cache on disk: whole assets that nobody plays, those unused for longest first; where that is not enough, the oldest files of what is left.
/// </summary>
internal static class CacheEviction
{
    // Going a tenth below the limit makes evictions rare instead of one per file written.
    private const int SpareDivisor = 10;

    /// <summary>
    /// The assets to delete so that the rest fits. Those that are played stay, and when none is, the one used last; what is left may be more than the limit then, which is a case
    /// for <see cref="ChooseFiles"/>.
    /// </summary>
    /// <param name="assets">All assets: name, bytes, any number that grows with the time of the last use, and whether somebody plays it just now.</param>
    /// <param name="maxBytes">The limit; nothing is deleted as long as it is kept.</param>
    public static IReadOnlyList<string> ChooseAssets(IReadOnlyCollection<(string Name, long Bytes, long LastUse, bool IsPlayed)> assets, long maxBytes) => Choose(
        assets.OrderBy(static asset => asset.IsPlayed).ThenBy(static asset => asset.LastUse).SkipLast(1).Where(static asset => !asset.IsPlayed)
            .Select(static asset => (asset.Name, asset.Bytes)),
        assets.Sum(static asset => asset.Bytes),
        maxBytes);

    /// <summary>
    /// The files to delete so that the rest fits. The one used last always stays, so the limit is exceeded by one file at most.
    /// </summary>
    /// <param name="files">All files: name, bytes, and any number that grows with the time of the last use.</param>
    /// <param name="maxBytes">The limit; nothing is deleted as long as it is kept.</param>
    /// <typeparam name="TName">What tells them apart.</typeparam>
    public static IReadOnlyList<TName> ChooseFiles<TName>(IReadOnlyCollection<(TName Name, long Bytes, long LastUse)> files, long maxBytes) => Choose(
        files.OrderBy(static file => file.LastUse).SkipLast(1).Select(static file => (file.Name, file.Bytes)),
        files.Sum(static file => file.Bytes),
        maxBytes);

    private static List<TName> Choose<TName>(IEnumerable<(TName Name, long Bytes)> inOrder, long total, long maxBytes)
    {
        List<TName> chosen = [];
        if (total <= maxBytes)
        {
            return chosen;
        }

        long target = maxBytes - (maxBytes / SpareDivisor);
        foreach ((TName name, long bytes) in inOrder)
        {
            if (total <= target)
            {
                break;
            }

            total -= bytes;
            chosen.Add(name);
        }

        return chosen;
    }
}
