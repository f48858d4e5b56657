namespace Vod.Media.Mp4;

/// <summary>Reads where the samples of a film are. It asks for byte ranges; the shell decides whether they come from a disk, an object store or a cache.</summary>
internal interface IIndexReader
{
    /// <summary>What to do next. <see cref="Mp4ReadStep.Ready"/> and <see cref="Mp4ReadStep.Rejected"/> are final.</summary>
    Mp4ReadStep Next { get; }

    /// <inheritdoc cref="ParseContext.Steps"/>
    long Steps { get; }

    /// <summary>
    /// Answers <see cref="Mp4ReadStep.NeedBytes"/>. Fewer bytes than asked for mean that the file ends there.
    /// The bytes are not kept: the caller may reuse them at once.
    /// </summary>
    void Provide(ReadOnlySpan<byte> data);
}
