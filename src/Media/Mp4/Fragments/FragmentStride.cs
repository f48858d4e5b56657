namespace Vod.Media.Mp4.Fragments;

/// <summary>
/// How much to ask for at the next fragment. Fragments far apart are read one by one, only their moof boxes. Where they are close together one range that reads through
/// their media data costs less than a range for each: a round trip to an object store takes as long as a megabyte.
/// </summary>
internal sealed class FragmentStride
{
    /// <summary>Fragments closer together than this are read through; of a range that does so at least a quarter is used for every fragment in it.</summary>
    public const int ReadThroughDistance = 256 << 10;

    /// <summary>Bytes of a range that reads through several fragments.</summary>
    public const int ReadThroughLength = 1 << 20;

    /// <summary>Bytes of a range for one fragment unless its neighbour before was larger: one page, and 2 s of film need 2 KB.</summary>
    public const int LeastLength = 4 << 10;

    private long _lastStart = -1;
    private long _distance = long.MaxValue;
    private long _largest;

    /// <summary>Bytes to ask for where the next fragment should start.</summary>
    public int Next => _distance <= ReadThroughDistance
        ? ReadThroughLength
        : (int)Math.Clamp(_largest + (_largest / 4), LeastLength, ReadThroughLength);

    /// <summary>Notes a moof box.</summary>
    /// <param name="start">Where it starts in the file.</param>
    /// <param name="size">Its bytes.</param>
    public void Note(long start, long size)
    {
        _distance = _lastStart < 0 ? long.MaxValue : start - _lastStart;
        _lastStart = start;
        _largest = Math.Max(_largest, size);
    }
}
