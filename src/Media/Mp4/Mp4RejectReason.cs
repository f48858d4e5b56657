namespace Vod.Media.Mp4;

/// <summary>Why a file has no index.</summary>
internal enum Mp4RejectReason
{
    /// <summary>The file has no bytes.</summary>
    Empty,

    /// <summary>Nothing in it looks like a box of this format: some other kind of file.</summary>
    NotMp4,

    /// <summary>The file ends inside a box before or in moov, or is shorter than it was said to be.</summary>
    Truncated,

    /// <summary>A well-formed file without a moov box.</summary>
    MovieMissing,

    /// <summary>Movie fragments but no moov box: a media segment without its initialization segment.</summary>
    Fragmented,

    /// <summary>The moov box lacks what every movie has.</summary>
    MovieMalformed,

    /// <summary>
    /// The moov box is larger than <see cref="Mp4Limits.MaxMovieBytes"/>, or a moof box than <see cref="Mp4Limits.MaxFragmentBytes"/>; of Matroska, the description of
    /// the tracks than <see cref="Mp4Limits.MaxHeadBytes"/>.
    /// </summary>
    MovieTooLarge,

    /// <summary>
    /// More than <see cref="Mp4Limits.MaxBoxesPerContainer"/> boxes side by side, or <see cref="Mp4Limits.MaxFragmentBoxes"/> behind moov.
    /// </summary>
    TooManyBoxes,

    /// <summary>More than <see cref="Mp4Limits.MaxTracks"/> tracks.</summary>
    TooManyTracks,

    /// <summary>More than <see cref="Mp4Limits.MaxFragments"/> moof boxes.</summary>
    TooManyFragments,

    /// <summary>
    /// The moov box was not found with <see cref="Mp4Limits.MaxRequests"/> ranges, or the fragments not read with <see cref="Mp4Limits.MaxFragmentRequests"/>.
    /// </summary>
    TooManyRequests,

    /// <summary>An EBML document that is neither Matroska nor WebM, or of a version that cannot be read.</summary>
    NotMatroska,

    /// <summary>A Matroska file without its tracks in front of its first cluster.</summary>
    TracksMissing,
}
