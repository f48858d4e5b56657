using System.Runtime.InteropServices;

namespace Vod.Media.Bandwidth;

/// <summary>One packet in <see cref="TransportHistory"/>, in eight bytes. Its number is the slot.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct TransportPacket
{
    /// <summary>Bytes of one record.</summary>
    public const int RecordSize = 8;

    /// <summary>When it was sent, in units of 10 µs modulo 2^32 (half a day).</summary>
    public uint SentAt;

    /// <summary>Bytes of its datagram.</summary>
    public ushort Size;

    /// <summary>The probe it belongs to; 0 of none.</summary>
    public byte Probe;

    /// <summary>What became of it.</summary>
    public PacketFate Fate;
}
