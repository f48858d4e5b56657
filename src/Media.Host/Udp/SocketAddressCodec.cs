using System.Buffers.Binary;
using System.Net.Sockets;

namespace Vod.Media.Host.Udp;

/// <summary>
/// Reads and writes sockaddr_in and sockaddr_in6 in place, so that no endpoint object is made per datagram. Only the fields after the two bytes of length
/// and family are touched: those two differ between systems and are set by the constructor of <see cref="System.Net.SocketAddress"/>.
/// </summary>
internal static class SocketAddressCodec
{
    /// <summary>Size of sockaddr_in (ip(7)).</summary>
    public const int IPv4Bytes = 16;

    /// <summary>Size of sockaddr_in6 (ipv6(7)).</summary>
    public const int IPv6Bytes = 28;

    private const int PortOffset = 2;
    private const int IPv4Offset = 4;
    private const int IPv6Offset = 8;
    private const int ScopeOffset = 24;

    /// <summary>Size of the addresses of a family.</summary>
    public static int BytesOf(AddressFamily family) => family == AddressFamily.InterNetwork ? IPv4Bytes : IPv6Bytes;

    /// <summary>The value of an address of the socket's family.</summary>
    public static TransportAddress Read(ReadOnlySpan<byte> address, AddressFamily family)
    {
        ushort port = BinaryPrimitives.ReadUInt16BigEndian(address[PortOffset..]);
        if (family == AddressFamily.InterNetwork)
        {
            return TransportAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(address[IPv4Offset..]), port);
        }

        ulong high = BinaryPrimitives.ReadUInt64BigEndian(address[IPv6Offset..]);
        ulong low = BinaryPrimitives.ReadUInt64BigEndian(address[(IPv6Offset + 8)..]);
        return new(high, low, port, BitConverter.ToUInt32(address[ScopeOffset..]));
    }

    /// <summary>Fills an address made for the socket's family. False for an IPv6 destination of an IPv4 socket, which cannot be written.</summary>
    public static bool TryWrite(TransportAddress address, Span<byte> destination, AddressFamily family)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination[PortOffset..], address.Port);
        if (family == AddressFamily.InterNetwork)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination[IPv4Offset..], address.IPv4);
            return address.IsIPv4;
        }

        address.WriteAddress(destination[IPv6Offset..]);
        BitConverter.TryWriteBytes(destination[ScopeOffset..], address.ScopeId);
        return true;
    }
}
