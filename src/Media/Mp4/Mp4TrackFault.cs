namespace Vod.Media.Mp4;

/// <summary>Why a track has no samples although it should. The other tracks of the file are not affected.</summary>
internal enum Mp4TrackFault
{
    None,

    /// <summary>A box that every track has is missing or cut short, or boxes nest or repeat beyond the limits.</summary>
    Structure,

    /// <summary>A sample table is missing, claims more entries than it has bytes for, or contradicts another.</summary>
    SampleTables,

    /// <summary>More than <see cref="Mp4Limits.MaxSamples"/>.</summary>
    TooManySamples,

    /// <summary>A sample of more than <see cref="Mp4Limits.MaxSampleBytes"/>.</summary>
    SampleTooLarge,

    /// <summary>The samples are not in the file as a decoder takes them: compressed once more, or without a beginning that all have (Matroska's ContentEncodings).</summary>
    Encoded,
}
