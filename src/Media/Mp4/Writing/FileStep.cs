namespace Vod.Media.Mp4.Writing;

/// <summary>
/// One of the steps that finish a file. They are done in order, and after any of them the file can be played: no crash between or within two steps makes it unreadable.
/// </summary>
internal readonly record struct FileStep
{
    /// <summary>What is done.</summary>
    public required FileStepKind Kind { get; init; }

    /// <summary>Where bytes are written to; the new length for <see cref="FileStepKind.SetLength"/>.</summary>
    public long Position { get; init; }

    /// <summary>What is written.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Where bytes are copied from.</summary>
    public long Source { get; init; }

    /// <summary>How many bytes are copied.</summary>
    public long Length { get; init; }

    /// <summary>Writes <paramref name="bytes"/>.</summary>
    public static FileStep Write(long position, ReadOnlyMemory<byte> bytes) => new() { Kind = FileStepKind.Write, Position = position, Bytes = bytes };

    /// <summary>Copies bytes of the file; the two places do not overlap.</summary>
    public static FileStep Copy(long source, long position, long length) =>
        new() { Kind = FileStepKind.Copy, Source = source, Position = position, Length = length };

    /// <summary>Waits for the disk.</summary>
    public static FileStep Barrier() => new() { Kind = FileStepKind.Barrier };

    /// <summary>Sets the length of the file.</summary>
    public static FileStep SetLength(long length) => new() { Kind = FileStepKind.SetLength, Position = length };
}
