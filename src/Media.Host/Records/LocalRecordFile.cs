using Microsoft.Win32.SafeHandles;

namespace Vod.Media.Host.Records;

/// <summary>A file on the disk, which no other process can open in the same way meanwhile.</summary>
internal sealed class LocalRecordFile(SafeFileHandle handle) : IRecordFile
{
    /// <inheritdoc/>
    public long Length => RandomAccess.GetLength(handle);

    /// <inheritdoc/>
    public void Write(long position, IReadOnlyList<ReadOnlyMemory<byte>> pieces) => RandomAccess.Write(handle, pieces, position);

    /// <inheritdoc/>
    public int Read(long position, Span<byte> destination)
    {
        int total = 0;
        while (total < destination.Length && RandomAccess.Read(handle, destination[total..], position + total) is > 0 and var read)
        {
            total += read;
        }

        return total;
    }

    /// <inheritdoc/>
    public void Flush() => RandomAccess.FlushToDisk(handle);

    /// <inheritdoc/>
    public void SetLength(long length) => RandomAccess.SetLength(handle, length);

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();
}
