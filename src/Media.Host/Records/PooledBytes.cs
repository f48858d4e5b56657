using System.Buffers;

namespace Vod.Media.Host.Records;

/// <summary>A copy of bytes in memory of the shared pool.</summary>
/// <param name="Array">Rented.</param>
/// <param name="Length">Bytes of it that count.</param>
internal readonly record struct PooledBytes(byte[] Array, int Length)
{
    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Memory => Array.AsMemory(0, Length);

    /// <summary>Copies bytes.</summary>
    public static PooledBytes CopyOf(ReadOnlySpan<byte> bytes)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(Math.Max(1, bytes.Length));
        bytes.CopyTo(array);
        return new PooledBytes(array, bytes.Length);
    }

    /// <summary>Gives the memory back. Not twice.</summary>
    public void Return() => ArrayPool<byte>.Shared.Return(Array);
}
