using Microsoft.Win32.SafeHandles;

namespace Vod.Media.Host.Storage.Uploads;

/// <summary>Reads an open file part by part into one buffer. One user at a time.</summary>
/// <param name="handle">The file.</param>
/// <param name="size">Its bytes.</param>
/// <param name="parts">How it is divided.</param>
internal sealed class FileParts(SafeFileHandle handle, long size, UploadParts parts)
{
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>((int)Math.Min(size, parts.PartBytes));

    /// <summary>Bytes of the file.</summary>
    public long Size => size;

    /// <summary>How it is divided.</summary>
    public UploadParts Parts => parts;

    /// <summary>Reads a part.</summary>
    /// <returns>Its bytes, until the next call.</returns>
    /// <exception cref="IOException">The file cannot be read, or has become shorter.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(int index, CancellationToken cancellationToken)
    {
        Memory<byte> part = _buffer.AsMemory(0, parts.LengthOf(index));
        int total = 0;
        while (total < part.Length)
        {
            int read = await RandomAccess.ReadAsync(handle, part[total..], parts.StartOf(index) + total, cancellationToken);
            if (read == 0)
            {
                throw new EndOfStreamException("the file has become shorter");
            }

            total += read;
        }

        return part;
    }

    /// <summary>The ETag that a store of S3's kind gives to the file.</summary>
    public async Task<string> EntityTagAsync(CancellationToken cancellationToken)
    {
        List<byte[]> sums = [];
        for (int i = 0; i < parts.Count; i++)
        {
            sums.Add(UploadParts.SumOf((await ReadAsync(i, cancellationToken)).Span));
        }

        return parts.EntityTagOf(sums);
    }
}
