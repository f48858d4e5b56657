namespace Vod.Media.Mp4;

/// <summary>What all parsers of one file share: how long the file is, the bounds, what is left of the budget, and the work done so far.</summary>
/// <param name="fileLength">Bytes of the file.</param>
/// <param name="limits">Bounds.</param>
internal sealed class ParseContext(long fileLength, Mp4Limits limits)
{
    /// <summary>Bytes of the file.</summary>
    public long FileLength { get; } = fileLength;

    /// <summary>Bounds.</summary>
    public Mp4Limits Limits { get; } = limits;

    /// <summary>Shared by all tracks of the file.</summary>
    public SampleBudget Budget { get; } = new(limits, fileLength);

    /// <summary>
    /// Boxes, table entries and samples looked at so far. Whatever a file says it stays linear in the bytes that were read; tests and fuzzing hold
    /// the parsers to it, as time on a shared machine proves nothing.
    /// </summary>
    public long Steps { get; private set; }

    /// <summary>Counts work done.</summary>
    public void Count(long steps) => Steps += steps;
}
