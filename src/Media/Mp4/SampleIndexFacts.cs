namespace Vod.Media.Mp4;

/// <summary>What is known about all samples together once they have been seen one by one. Times are before the edit list.</summary>
internal record struct SampleIndexFacts
{
    public int Count { get; set; }

    public int SyncCount { get; set; }

    public int MaxSampleSize { get; set; }

    public long TotalBytes { get; set; }

    /// <summary>Decode time of the last sample plus its duration.</summary>
    public long DecodeEnd { get; set; }

    public long CompositionStart { get; set; }

    public long CompositionEnd { get; set; }

    public int MinCompositionOffset { get; set; }

    public int MaxCompositionOffset { get; set; }

    public bool HasReordering { get; set; }
}
