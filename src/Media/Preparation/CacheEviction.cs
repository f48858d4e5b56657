namespace Vod.Media.Preparation;

/// <summary>Decides which assets leave the cache on disk: whole assets, those unused for longest first.</summary>
internal static class CacheEviction
{
    // Going a tenth below the limit makes evictions rare instead of one per file written.
    private const int SpareDivisor = 10;

    /// <summary>
    /// The assets to delete so that the rest fits. The one used last always stays, so one asset larger than the limit can still be
    /// played; the limit is exceeded by as much as that asset.
    /// </summary>
    /// <param name="assets">All assets: name, bytes, and any number that grows with the time of the last use.</param>
    /// <param name="maxBytes">The limit; nothing is deleted as long as it is kept.</param>
    public static IReadOnlyList<string> Choose(IReadOnlyCollection<(string Name, long Bytes, long LastUse)> assets, long maxBytes)
    {
        long total = assets.Sum(asset => asset.Bytes);
        if (total <= maxBytes)
        {
            return [];
        }

        long target = maxBytes - (maxBytes / SpareDivisor);
        List<string> chosen = [];
        foreach ((string name, long bytes, _) in assets.OrderBy(asset => asset.LastUse).SkipLast(1))
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
