namespace Vod.Media.Mp4;

/// <summary>What is known about all samples together once they have been seen one by one. Times are before the edit list.</summary>
internal readonly record struct SampleIndexFacts
{
    public int Count { get; init; }

    public int SyncCount { get; init; }

    public int MaxSampleSize { get; init; }

    public long TotalBytes { get; init; }

    /// <summary>Decode time of the last sample plus its duration.</summary>
    public long DecodeEnd { get; init; }

    public long CompositionStart { get; init; }

    public long CompositionEnd { get; init; }

    public int MinCompositionOffset { get; init; }

    public int MaxCompositionOffset { get; init; }

    public bool HasReordering { get; init; }
}
