using System.Buffers.Binary;

namespace Vod.Media.Mp4;

/// <summary>
/// Reads the big-endian fields of a box. Reading past the end gives zeros and sets <see cref="Overrun"/>, so that a parser checks once, at
/// its end.
/// </summary>
internal ref struct FieldReader(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> _rest = data;

    /// <summary>Whether more was read than there is: everything read is then worthless.</summary>
    public bool Overrun { get; private set; }

    /// <summary>What has not been read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    public byte ReadByte() => Take(1) is [byte value] ? value : default;

    public ushort ReadUInt16() => BinaryPrimitives.TryReadUInt16BigEndian(Take(2), out ushort value) ? value : default;

    public uint ReadUInt32() => BinaryPrimitives.TryReadUInt32BigEndian(Take(4), out uint value) ? value : default;

    public ulong ReadUInt64() => BinaryPrimitives.TryReadUInt64BigEndian(Take(8), out ulong value) ? value : default;

    /// <summary>A field that has 64 bits in version 1 of its box and 32 in version 0.</summary>
    public ulong ReadUnsigned(byte version) => version == 1 ? ReadUInt64() : ReadUInt32();

    /// <summary>Version of a full box (ISO/IEC 14496-12, 4.2); the flags are passed over.</summary>
    public byte ReadVersion() => ReadVersion(out _);

    /// <summary>Version and 24 flag bits of a full box.</summary>
    public byte ReadVersion(out uint flags)
    {
        uint word = ReadUInt32();
        flags = word & 0x00FF_FFFF;
        return (byte)(word >> 24);
    }

    public void Skip(int count) => Take(count);

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            Overrun = true;
            _rest = default;
            return default;
        }

        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
