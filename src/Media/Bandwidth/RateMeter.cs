namespace Vod.Media.Bandwidth;

/// <summary>Bytes per time over a window that moves, in buckets so that a packet costs an addition.</summary>
internal sealed class RateMeter
{
    /// <summary>The longest window.</summary>
    public static readonly TimeSpan MaxWindow = TimeSpan.FromMilliseconds(BucketMilliseconds * (Buckets - 1));

    /// <summary>What has to have been seen before there is a rate.</summary>
    public static readonly TimeSpan MinTime = TimeSpan.FromMilliseconds(100);

    private const int BucketMilliseconds = 20;
    private const int Buckets = 32;
    private const long TicksPerBucket = BucketMilliseconds * TimeSpan.TicksPerMillisecond;
    private readonly int[] _bytes = new int[Buckets];
    private long _newest = long.MinValue;
    private long _latest;
    private long _first;

    /// <summary>Counts bytes. What is older than the window is not counted.</summary>
    /// <param name="ticks">When, on any clock, in units of 100 ns.</param>
    /// <param name="bytes">How many.</param>
    public void Add(long ticks, int bytes)
    {
        MoveTo(ticks);
        if (BucketOf(ticks) > _newest - Buckets)
        {
            _bytes[Slot(BucketOf(ticks))] += bytes;
        }
    }

    /// <summary>Bits per second over the window that ends at the latest time seen; 0 as long as there is none.</summary>
    public long BitrateOver(TimeSpan window)
    {
        long seen = _latest - _first;
        if (_newest == long.MinValue || seen < MinTime.Ticks)
        {
            return 0;
        }

        // Whole buckets and the part of the newest that has passed.
        int buckets = (int)Math.Min(window.Ticks / TicksPerBucket, Buckets - 1);
        long bytes = 0;
        for (int i = 0; i <= buckets; i++)
        {
            bytes += _bytes[Slot(_newest - i)];
        }

        long span = Math.Min(seen, (buckets * TicksPerBucket) + (_latest - (_newest * TicksPerBucket)));
        return bytes * 8 * TimeSpan.TicksPerSecond / Math.Max(span, MinTime.Ticks);
    }

    private void MoveTo(long ticks)
    {
        long bucket = BucketOf(ticks);
        if (_newest == long.MinValue || Math.Abs(bucket - _newest) > int.MaxValue)
        {
            Array.Clear(_bytes);
            (_newest, _first, _latest) = (bucket, ticks, ticks);
        }

        for (long passed = Math.Max(_newest + 1, bucket - Buckets + 1); passed <= bucket; passed++)
        {
            _bytes[Slot(passed)] = 0;
        }

        _newest = Math.Max(_newest, bucket);
        _latest = Math.Max(_latest, ticks);
    }

    private static long BucketOf(long ticks) => ticks / TicksPerBucket;

    private static int Slot(long bucket) => (int)((bucket % Buckets + Buckets) % Buckets);
}
