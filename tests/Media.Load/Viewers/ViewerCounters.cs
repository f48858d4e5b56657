namespace Vod.Media.Load.Viewers;

/// <summary>What a viewer has received so far.</summary>
/// <param name="Packets">RTP packets, each once.</param>
/// <param name="Bytes">Bytes of their datagrams.</param>
/// <param name="Lost">Packets given up.</param>
/// <param name="Duplicates">Copies.</param>
/// <param name="TooLate">Packets that came after they were given up.</param>
/// <param name="Rejected">Datagrams that are not what a browser takes: not authentic, malformed, of an unknown stream.</param>
internal readonly record struct ViewerCounters(long Packets, long Bytes, long Lost, long Duplicates, long TooLate, long Rejected)
{
    /// <summary>The sum of both.</summary>
    public static ViewerCounters operator +(ViewerCounters a, ViewerCounters b) => new(
        a.Packets + b.Packets, a.Bytes + b.Bytes, a.Lost + b.Lost, a.Duplicates + b.Duplicates, a.TooLate + b.TooLate, a.Rejected + b.Rejected);

    /// <summary>What came between two moments.</summary>
    public static ViewerCounters operator -(ViewerCounters later, ViewerCounters earlier) => new(
        later.Packets - earlier.Packets,
        later.Bytes - earlier.Bytes,
        later.Lost - earlier.Lost,
        later.Duplicates - earlier.Duplicates,
        later.TooLate - earlier.TooLate,
        later.Rejected - earlier.Rejected);
}
