using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;
using Vod.Media.Host.Preparation;

namespace Vod.Media.Host.Storage.Objects;

/// <summary>
/// The file of a block: its bytes, then their XXH3 (64 bits, little-endian), seeded with the version of this format and the number of the block, so that no other block passes for it.
/// The bytes come first so that an offset within the block is one within the file.
/// </summary>
/// <remarks>The sum is there for writes that were cut off and disks that lie, not against forgery.</remarks>
internal static class BlockFile
{
    /// <summary>Bytes that a file is longer than its block.</summary>
    public const int OverheadBytes = sizeof(ulong);

    private const long FormatVersion = 1;

    // Readers and writers of other processes, and whoever deletes it, are welcome: a file never changes under its name.
    private const FileShare Shared = FileShare.ReadWrite | FileShare.Delete;

    /// <summary>Writes a file aside and renames it: under its name it is complete, unless the power fails.</summary>
    /// <returns>The file, open for reading.</returns>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static async Task<SafeFileHandle> WriteAsync(string path, int index, ReadOnlyMemory<byte> content)
    {
        string aside = $"{path}.{Guid.NewGuid():N}{CachedFile.TemporarySuffix}";
        SafeFileHandle? handle = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            handle = File.OpenHandle(aside, FileMode.CreateNew, FileAccess.ReadWrite, Shared, FileOptions.RandomAccess);
            byte[] sum = new byte[OverheadBytes];
            BinaryPrimitives.WriteUInt64LittleEndian(sum, Sum(content.Span, index));
            await RandomAccess.WriteAsync(handle, [content, sum], 0);
            File.Move(aside, path, overwrite: true);
            return handle;
        }
        catch
        {
            handle?.Dispose();
            CachedFile.TryDelete(aside);
            throw;
        }
    }

    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="index">Number of the block.</param>
    /// <param name="length">Bytes of the block.</param>
    /// <param name="verify">Whether its bytes have to be looked at; else only its length is.</param>
    /// <param name="handle">The file.</param>
    public static BlockFileStatus TryOpen(string path, int index, int length, bool verify, out SafeFileHandle? handle)
    {
        handle = null;
        if (!File.Exists(path))
        {
            return BlockFileStatus.Missing;
        }

        try
        {
            handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, Shared, FileOptions.RandomAccess);
            if (RandomAccess.GetLength(handle) == length + OverheadBytes && (!verify || IsWhole(handle, index, length)))
            {
                return BlockFileStatus.Whole;
            }

            handle.Dispose();
            handle = null;
            return BlockFileStatus.Damaged;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            bool isOpen = handle is not null;
            handle?.Dispose();
            handle = null;

            // One that cannot be opened may be opened later: too many are open, or it is not ours to read. Only what can be opened and not be read is damaged.
            return isOpen ? BlockFileStatus.Damaged : BlockFileStatus.Missing;
        }
    }

    private static bool IsWhole(SafeFileHandle handle, int index, int length)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length + OverheadBytes);
        try
        {
            Span<byte> file = buffer.AsSpan(0, length + OverheadBytes);
            int total = 0;
            while (total < file.Length)
            {
                int read = RandomAccess.Read(handle, file[total..], total);
                if (read == 0)
                {
                    return false;
                }

                total += read;
            }

            return BinaryPrimitives.ReadUInt64LittleEndian(file[length..]) == Sum(file[..length], index);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static ulong Sum(ReadOnlySpan<byte> content, int index) => XxHash3.HashToUInt64(content, (FormatVersion << 32) | (uint)index);
}
