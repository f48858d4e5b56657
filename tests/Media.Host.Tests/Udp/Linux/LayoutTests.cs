using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Vod.Media.Host.Udp;
using Vod.Media.Host.Udp.Linux;

namespace Vod.Media.Host.Tests.Udp.Linux;

/// <summary>The layouts of the kernel's structures on x64 and arm64: what sizeof and offsetof of a C compiler say for either.</summary>
public sealed class LayoutTests
{
    public LayoutTests() =>
        Assert.SkipUnless(RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64, "the layouts of x64 and arm64");

    [Fact]
    public void Structures_have_the_sizes_of_the_kernel()
    {
        Assert.Equal(16, Unsafe.SizeOf<IoVec>());
        Assert.Equal(56, Unsafe.SizeOf<MsgHdr>());
        Assert.Equal(64, Unsafe.SizeOf<MMsgHdr>());

        // CMSG_SPACE(sizeof(uint16_t))
        Assert.Equal(24, Unsafe.SizeOf<SegmentSizeMessage>());
        Assert.Equal(0, Unsafe.SizeOf<MessageSlot>() % 8);
    }

    [Theory]
    [InlineData(nameof(MsgHdr.Name), 0)]
    [InlineData(nameof(MsgHdr.NameLength), 8)]
    [InlineData(nameof(MsgHdr.Vectors), 16)]
    [InlineData(nameof(MsgHdr.VectorCount), 24)]
    [InlineData(nameof(MsgHdr.Control), 32)]
    [InlineData(nameof(MsgHdr.ControlLength), 40)]
    [InlineData(nameof(MsgHdr.Flags), 48)]
    public void Fields_of_a_header_are_where_the_kernel_has_them(string field, int offset) => Assert.Equal(offset, Marshal.OffsetOf<MsgHdr>(field));

    [Fact]
    public void Fields_of_the_others_are_where_the_kernel_has_them()
    {
        Assert.Equal(8, Marshal.OffsetOf<IoVec>(nameof(IoVec.Length)));
        Assert.Equal(56, Marshal.OffsetOf<MMsgHdr>(nameof(MMsgHdr.Length)));
        Assert.Equal(8, Marshal.OffsetOf<SegmentSizeMessage>(nameof(SegmentSizeMessage.Level)));
        Assert.Equal(12, Marshal.OffsetOf<SegmentSizeMessage>(nameof(SegmentSizeMessage.Type)));

        // CMSG_LEN(0), where the value begins, and CMSG_LEN(sizeof(uint16_t))
        Assert.Equal(16, Marshal.OffsetOf<SegmentSizeMessage>(nameof(SegmentSizeMessage.SegmentSize)));
        Assert.Equal(16 + sizeof(ushort), SegmentSizeMessage.UnpaddedBytes);
    }

    [Theory]
    [InlineData("10.1.2.3", AddressFamily.InterNetwork, SocketAddressCodec.IPv4Bytes)]
    [InlineData("2001:db8::1:2", AddressFamily.InterNetworkV6, SocketAddressCodec.IPv6Bytes)]
    [InlineData("::ffff:10.1.2.3", AddressFamily.InterNetworkV6, SocketAddressCodec.IPv6Bytes)]
    [InlineData("fe80::1%3", AddressFamily.InterNetworkV6, SocketAddressCodec.IPv6Bytes)]
    public void Addresses_are_those_of_the_system(string text, AddressFamily family, int size)
    {
        // The base class library asks the C library for these.
        SocketAddress system = new IPEndPoint(IPAddress.Parse(text), 31001).Serialize();
        TransportAddress address = TransportAddress.From(IPAddress.Parse(text), 31001);
        Assert.Equal(size, system.Size);
        Assert.Equal(size, SocketAddressCodec.BytesOf(family));
        Assert.Equal(address, SocketAddressCodec.Read(system.Buffer.Span, family));

        SocketAddress ours = new(family);
        Assert.True(SocketAddressCodec.TryWrite(address, ours.Buffer.Span, family));
        Assert.Equal(system, ours);
    }
}
