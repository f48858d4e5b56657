namespace Vod.Media.Mp4;

/// <summary>Bounds on what a file may make the reader do. The defaults are far above any real film and far below any harm.</summary>
internal sealed record Mp4Limits
{
    /// <summary>The defaults.</summary>
    public static Mp4Limits Default { get; } = new();

    /// <summary>Largest moov box. It is read in one piece; 2 M samples with their own entry in every table need 64 MB.</summary>
    public int MaxMovieBytes { get; init; } = 256 << 20;

    /// <summary>Most trak boxes. Broadcast masters with one track per language reach 40.</summary>
    public int MaxTracks { get; init; } = 64;

    /// <summary>Most boxes directly inside one container, the file itself included.</summary>
    public int MaxBoxesPerContainer { get; init; } = 4096;

    /// <summary>Deepest nesting of boxes inside a track; stbl is at 3.</summary>
    public int MaxDepth { get; init; } = 8;

    /// <summary>Most sample entries of a track: parameter sets that change in the middle of the file.</summary>
    public int MaxSampleEntries { get; init; } = 256;

    /// <summary>Most samples of all tracks together: 24 h at 120 pictures and 94 AAC frames per second.</summary>
    public int MaxSamples { get; init; } = 20_000_000;

    /// <summary>
    /// Largest single sample; an intra picture of 8K stays below 16 MB. Players size their buffers by the largest sample.
    /// </summary>
    public int MaxSampleBytes { get; init; } = 64 << 20;

    /// <summary>Most byte ranges to ask for. A normal file needs one to three; each further one is a box between large ones.</summary>
    public int MaxRequests { get; init; } = 64;
}
