using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Vod.Media.Host.Udp;

/// <summary>
/// Reads and writes sockaddr_in and sockaddr_in6 in place, so that no endpoint object is made per datagram. Only the fields after the two bytes of length
/// and family are touched: those two differ between systems and are set by the constructor of <see cref="SocketAddress"/>.
/// </summary>
internal static class SocketAddressCodec
{
    private const int PortOffset = 2;
    private const int IPv4Offset = 4;
    private const int IPv6Offset = 8;
    private const int ScopeOffset = 24;

    public static TransportAddress Read(SocketAddress address)
    {
        ReadOnlySpan<byte> bytes = address.Buffer.Span;
        ushort port = BinaryPrimitives.ReadUInt16BigEndian(bytes[PortOffset..]);
        if (address.Family == AddressFamily.InterNetwork)
        {
            return TransportAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(bytes[IPv4Offset..]), port);
        }

        ulong high = BinaryPrimitives.ReadUInt64BigEndian(bytes[IPv6Offset..]);
        ulong low = BinaryPrimitives.ReadUInt64BigEndian(bytes[(IPv6Offset + 8)..]);
        return new(high, low, port, BitConverter.ToUInt32(bytes[ScopeOffset..]));
    }

    /// <summary>Fills an address made for the socket's family. An IPv6 destination cannot be written for an IPv4 socket.</summary>
    public static bool TryWrite(TransportAddress address, SocketAddress destination)
    {
        Span<byte> bytes = destination.Buffer.Span;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[PortOffset..], address.Port);
        if (destination.Family == AddressFamily.InterNetwork)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes[IPv4Offset..], address.IPv4);
            return address.IsIPv4;
        }

        address.WriteAddress(bytes[IPv6Offset..]);
        BitConverter.TryWriteBytes(bytes[ScopeOffset..], address.ScopeId);
        return true;
    }
}
