using System.Buffers.Binary;

namespace Vod.Media.Publish.Depacketization;

/// <summary>The bytes of the picture that is being put together. They stay with the publisher for its next pictures.</summary>
internal sealed class PictureBytes
{
    /// <summary>
    /// Bytes of the largest picture: a second at 32 Mbit/s, many times what a browser makes of the largest camera. Whoever sends fragments without an end costs no more.
    /// </summary>
    public const int MaxSize = 4 << 20;

    /// <summary>Bytes of the length in front of a NAL unit.</summary>
    public const int LengthSize = sizeof(uint);

    private const int InitialSize = 64 << 10;
    private byte[] _bytes = new byte[InitialSize];

    /// <summary>Bytes that are there.</summary>
    public int Length { get; private set; }

    /// <summary>Bytes there is room for without taking more memory.</summary>
    public int Capacity => _bytes.Length;

    /// <summary>The bytes from a position on.</summary>
    public ReadOnlySpan<byte> From(int start) => _bytes.AsSpan(start, Length - start);

    /// <summary>Forgets everything, or what comes after a position.</summary>
    public void Truncate(int length) => Length = length;

    /// <summary>Adds bytes; false when the picture becomes too large.</summary>
    public bool TryAppend(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxSize - Length)
        {
            return false;
        }

        EnsureRoom(Length + bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
        return true;
    }

    /// <summary>Adds one byte; false when the picture becomes too large.</summary>
    public bool TryAppend(byte value) => TryAppend([value]);

    /// <summary>Adds room for the length of a NAL unit; false when the picture becomes too large.</summary>
    public bool TryAppendLength() => TryAppend([0, 0, 0, 0]);

    /// <summary>Writes the length of the NAL unit that stands at the end, into the room in front of it.</summary>
    /// <param name="start">Where that room is.</param>
    public void WriteLength(int start) => BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(start), (uint)(Length - start - LengthSize));

    private void EnsureRoom(int size)
    {
        if (size > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Min(MaxSize, Math.Max(size, 2 * _bytes.Length)));
        }
    }
}
