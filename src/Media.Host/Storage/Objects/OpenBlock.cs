using Microsoft.Win32.SafeHandles;
using Vod.Media.Host.Storage.Linux;

namespace Vod.Media.Host.Storage.Objects;

/// <summary>The open file of a block. It can be read after the file was deleted, and closed while it is read.</summary>
internal sealed class OpenBlock(SafeFileHandle handle) : IDisposable
{
    // Null where the operating system cannot tell what is in memory.
    private readonly PageCacheFile? _resident = PageCacheFile.For(handle, rememberedPieces: 1);

    /// <summary>Reads a part, if all of it is in memory.</summary>
    public bool TryRead(int offset, Span<byte> destination)
    {
        try
        {
            return _resident is not null && _resident.TryRead(offset, destination);
        }
        catch (ObjectDisposedException)
        {
            // Closed a moment ago, because too many were open.
            return false;
        }
    }

    /// <summary>Brings it into memory meanwhile.</summary>
    public void Expect() => _resident?.Expect(0, 1);

    /// <summary>Reads a part.</summary>
    /// <returns>Bytes read; fewer when the file was cut short.</returns>
    /// <exception cref="IOException">The disk failed.</exception>
    /// <exception cref="ObjectDisposedException">It was closed.</exception>
    public async ValueTask<int> ReadAsync(int offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        int total = 0;
        while (total < destination.Length)
        {
            int read = await RandomAccess.ReadAsync(handle, destination[total..], offset + total, cancellationToken);
            if (read == 0)
            {
                break;
            }

            total += read;
        }

        return total;
    }

    /// <summary>Tells the next start when the block was last used.</summary>
    public void TrySetLastUse(long ticks)
    {
        try
        {
            File.SetLastWriteTimeUtc(handle, new DateTime(ticks, DateTimeKind.Utc));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // Only the order of eviction suffers.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();
}
