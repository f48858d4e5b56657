using System.Buffers.Binary;

namespace Vod.Media.Mp4.Writing;

/// <summary>Writes boxes (ISO/IEC 14496-12, 4.2) into memory that it keeps: what is written again and again allocates nothing.</summary>
internal sealed class BoxWriter
{
    private const int FirstCapacity = 1024;

    private byte[] _bytes = new byte[FirstCapacity];

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written; valid until the next call.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>Forgets everything.</summary>
    public void Clear() => Length = 0;

    /// <summary>Begins a box.</summary>
    /// <returns>Where it starts; for <see cref="End"/>.</returns>
    public int Begin(uint type)
    {
        int start = Length;
        UInt32(0);
        UInt32(type);
        return start;
    }

    /// <summary>Begins a box with version and flags.</summary>
    /// <inheritdoc cref="Begin"/>
    public int BeginFull(uint type, byte version = 0, uint flags = 0)
    {
        int start = Begin(type);
        UInt32(((uint)version << 24) | flags);
        return start;
    }

    /// <summary>Ends the box that began at <paramref name="start"/>.</summary>
    public void End(int start) => PutUInt32(start, (uint)(Length - start));

    /// <summary>One byte.</summary>
    public void UInt8(byte value) => Take(sizeof(byte))[0] = value;

    /// <summary>Two bytes.</summary>
    public void UInt16(ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Take(sizeof(ushort)), value);

    /// <summary>Four bytes.</summary>
    public void UInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Take(sizeof(uint)), value);

    /// <summary>Eight bytes.</summary>
    public void UInt64(ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Take(sizeof(ulong)), value);

    /// <summary>Eight bytes in version 1 of a box, else four.</summary>
    public void Unsigned(byte version, long value)
    {
        if (version == 1)
        {
            UInt64((ulong)value);
        }
        else
        {
            UInt32(checked((uint)value));
        }
    }

    /// <summary>Bytes as they are.</summary>
    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Take(value.Length));

    /// <summary>Zero bytes.</summary>
    public void Zeros(int count) => Take(count).Clear();

    /// <summary>Writes over what is there.</summary>
    public void PutUInt32(int at, uint value) => BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(at, sizeof(uint)), value);

    private Span<byte> Take(int count)
    {
        int start = Length;
        if (count > _bytes.Length - start)
        {
            Array.Resize(ref _bytes, Math.Max(start + count, checked(_bytes.Length * 2)));
        }

        Length = start + count;
        return _bytes.AsSpan(start, count);
    }
}
