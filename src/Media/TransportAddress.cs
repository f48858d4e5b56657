using System.Net;
using System.Net.Sockets;

namespace Vod.Media;

/// <summary>
/// An IP address and UDP port as one comparable value, so that the core and its dictionaries need no objects per packet.
/// IPv4 is held as an IPv4-mapped IPv6 address (RFC 4291 section 2.5.5.2), which is also how a dual-stack socket reports it.
/// </summary>
/// <param name="High">Upper 64 bits of the IPv6 address, network order read as a big-endian number.</param>
/// <param name="Low">Lower 64 bits of the IPv6 address.</param>
/// <param name="Port">UDP port.</param>
/// <param name="ScopeId">Interface index of a link-local address, else 0.</param>
internal readonly record struct TransportAddress(ulong High, ulong Low, ushort Port, uint ScopeId = 0)
{
    private const ulong MappedPrefix = 0x0000_FFFF_0000_0000;
    private const ulong MappedMask = 0xFFFF_FFFF_0000_0000;

    /// <summary>Whether this is an IPv4 address.</summary>
    public bool IsIPv4 => High == 0 && (Low & MappedMask) == MappedPrefix;

    /// <summary>The IPv4 address as a big-endian number; meaningful when <see cref="IsIPv4"/>.</summary>
    public uint IPv4 => (uint)Low;

    /// <summary>Makes an IPv4 address.</summary>
    public static TransportAddress FromIPv4(uint address, ushort port) => new(0, MappedPrefix | address, port);

    /// <summary>Converts from the socket library's type.</summary>
    public static TransportAddress From(IPAddress address, ushort port)
    {
        Span<byte> bytes = stackalloc byte[16];
        IPAddress v6 = address.AddressFamily == AddressFamily.InterNetwork ? address.MapToIPv6() : address;
        v6.TryWriteBytes(bytes, out _);
        uint scope = v6.IsIPv6LinkLocal ? (uint)v6.ScopeId : 0;
        return new(
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes),
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
            port,
            scope);
    }

    /// <summary>Writes the 16 bytes of the (mapped) IPv6 address in network order.</summary>
    public void WriteAddress(Span<byte> destination)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(destination, High);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(destination[8..], Low);
    }

    /// <summary>The address as the socket library's type; allocates, so not for the packet path.</summary>
    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        WriteAddress(bytes);
        return IsIPv4 ? new IPAddress(bytes[12..]) : new IPAddress(bytes, ScopeId);
    }

    /// <summary>"address:port", IPv6 in brackets.</summary>
    public override string ToString() => new IPEndPoint(ToIPAddress(), Port).ToString();
}
