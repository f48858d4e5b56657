namespace Vod.Media.Host.Records;

/// <summary>The file of a recording while it is written. Everything throws <see cref="IOException"/> when the disk does not do it.</summary>
internal interface IRecordFile : IDisposable
{
    /// <summary>Bytes of the file.</summary>
    long Length { get; }

    /// <summary>Writes pieces one behind the other.</summary>
    void Write(long position, IReadOnlyList<ReadOnlyMemory<byte>> pieces);

    /// <summary>Reads bytes; fewer than asked for at the end of the file.</summary>
    int Read(long position, Span<byte> destination);

    /// <summary>Waits until everything is on the disk.</summary>
    void Flush();

    /// <summary>Cuts the file off, or makes it longer.</summary>
    void SetLength(long length);
}
