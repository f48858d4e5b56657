namespace Vod.Media.Mp4.Scanning;

/// <summary>What may be read of the samples while a file is opened, all tracks together.</summary>
internal sealed class ScanBudget(long bytes)
{
    /// <summary>What a range costs at least: reading a byte takes as long as reading a page.</summary>
    public const int LeastCost = 4 << 10;

    private long _left = bytes;

    /// <summary>Takes a range; false, and for ever, if there is too little left.</summary>
    public bool TryTake(int length)
    {
        _left -= Math.Max(length, LeastCost);
        return _left >= 0;
    }
}
