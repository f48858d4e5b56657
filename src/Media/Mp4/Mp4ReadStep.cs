namespace Vod.Media.Mp4;

/// <summary>What an <see cref="IIndexReader"/> wants its driver to do next.</summary>
internal abstract record Mp4ReadStep
{
    private Mp4ReadStep()
    {
    }

    /// <summary>Read this range and hand it to <see cref="IIndexReader.Provide"/>. The range lies inside the file.</summary>
    /// <param name="Offset">Byte offset from the start of the file.</param>
    /// <param name="Length">Bytes wanted, at least 1.</param>
    internal sealed record NeedBytes(long Offset, int Length) : Mp4ReadStep
    {
        /// <summary>
        /// Whether many more ranges are going to be asked for, in order up to the end of the file: for a storage where a request costs more than bytes it is better to get all.
        /// </summary>
        public bool GoesOn { get; init; }
    }

    /// <summary>Done.</summary>
    /// <param name="Movie">The movie with its indexes.</param>
    internal sealed record Ready(Mp4Movie Movie) : Mp4ReadStep;

    /// <summary>Done: this file cannot be read.</summary>
    /// <param name="Reason">Why, for programs.</param>
    /// <param name="Detail">Why, for people: one line without the file's name.</param>
    internal sealed record Rejected(Mp4RejectReason Reason, string Detail) : Mp4ReadStep;
}
