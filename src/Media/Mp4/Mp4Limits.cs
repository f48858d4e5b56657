namespace Vod.Media.Mp4;

/// <summary>Bounds on what a file may make the reader do. The defaults are far above any real film and far below any harm.</summary>
internal sealed record Mp4Limits
{
    /// <summary>The defaults.</summary>
    public static Mp4Limits Default { get; } = new();

    /// <summary>
    /// Largest moof box. Fragments hold some seconds and some KB of index; those who write a whole film as one fragment need 16 bytes per sample.
    /// </summary>
    public int MaxFragmentBytes { get; init; } = 64 << 20;

    /// <summary>Most moof boxes: a fragment for every picture of 11 h at 25 per second, as low-latency packagers write them.</summary>
    public int MaxFragments { get; init; } = 1_000_000;

    /// <summary>
    /// Most bytes of samples to read while a file is opened, see <see cref="Scanning.SyncScan"/>. A range counts as 4 KB at least; 3 h of film take 8400 such.
    /// </summary>
    public long MaxScanBytes { get; init; } = 64 << 20;

    /// <summary>Most boxes behind moov, side by side: a fragment is moof and mdat, and some have styp, sidx, emsg and prft in front.</summary>
    public int MaxFragmentBoxes { get; init; } = 6_000_000;

    /// <summary>
    /// Most byte ranges to ask for once moov is there. Fragments that are close together share one; 24 h of 2 s far apart need 43 200.
    /// </summary>
    public int MaxFragmentRequests { get; init; } = 100_000;

    /// <summary>Largest description of a Matroska segment or its tracks; fonts and covers are elsewhere, and the largest decoder configurations have some 10 KB.</summary>
    public int MaxHeadBytes { get; init; } = 4 << 20;

    /// <summary>Largest moov box. It is read in one piece; 2 M samples with their own entry in every table need 64 MB.</summary>
    public int MaxMovieBytes { get; init; } = 256 << 20;

    /// <summary>Most trak boxes. Broadcast masters with one track per language reach 40.</summary>
    public int MaxTracks { get; init; } = 64;

    /// <summary>Most boxes directly inside one container, the file itself included.</summary>
    public int MaxBoxesPerContainer { get; init; } = 4096;

    /// <summary>Deepest nesting of boxes inside a track; stbl is at 3.</summary>
    public int MaxDepth { get; init; } = 8;

    /// <summary>Most sample entries of a track: parameter sets that change in the middle of the file. The index keeps their numbers in a byte: 256 is the most.</summary>
    public int MaxSampleEntries { get; init; } = 256;

    /// <summary>Most edits of a track: a list with more counts as none. Cutting programs write one for each cut that was not rendered.</summary>
    public int MaxEdits { get; init; } = 4096;

    /// <summary>How many times the samples of a track, on average, may be presented by its edits; 8 copies of a film of 3 h are a day.</summary>
    public int MaxEditRepeats { get; init; } = 8;

    /// <summary>Samples that edits of all tracks may present beyond that: short loops repeated often. 65 536 pictures are 44 minutes.</summary>
    public int FreeEditedSamples { get; init; } = 65_536;

    /// <summary>Most samples of all tracks together: 24 h at 120 pictures and 94 AAC frames per second.</summary>
    public int MaxSamples { get; init; } = 20_000_000;

    /// <summary>
    /// Largest single sample; an intra picture of 8K stays below 16 MB. Players size their buffers by the largest sample.
    /// </summary>
    public int MaxSampleBytes { get; init; } = 64 << 20;

    /// <summary>Most memory of all indexes together: 20 M samples at 12 bytes, what a busy one takes.</summary>
    public long MaxIndexBytes { get; init; } = 240_000_000;

    /// <summary>
    /// How many times the length of the file the samples of one track may have together. Writers share the bytes of equal samples now and then; samples that all lie on
    /// each other only serve to have a server read the same bytes for ever.
    /// </summary>
    public int MaxOverlap { get; init; } = 8;

    /// <summary>Most byte ranges to ask for until moov is there. A normal file needs one to three; each further one is a box between large ones.</summary>
    public int MaxRequests { get; init; } = 64;
}
