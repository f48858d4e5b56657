using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Vod.Media.Host.Udp.Linux;

/// <summary>
/// The messages of one call of sendmmsg or recvmmsg, with what their headers point to, in memory outside of the managed heap: the addresses in it hold as long as it lives. The
/// bytes of the messages belong to someone else; their addresses are set anew before each call.
/// </summary>
internal sealed unsafe class MessageTable : IDisposable
{
    /// <summary>
    /// Most messages of one call. What entering the kernel costs is then next to nothing for each, and the headers (8 KB with what they point to) stay in the nearest cache.
    /// </summary>
    public const int Capacity = 64;

    private readonly int _nameBytes;
    private MMsgHdr* _headers;
    private MessageSlot* _slots;

    /// <param name="family">That of the socket.</param>
    public MessageTable(AddressFamily family)
    {
        _headers = (MMsgHdr*)NativeMemory.AllocZeroed(Capacity, (nuint)sizeof(MMsgHdr));
        _slots = (MessageSlot*)NativeMemory.AllocZeroed(Capacity, (nuint)sizeof(MessageSlot));
        _nameBytes = SocketAddressCodec.BytesOf(family);
        SocketAddress blank = new(family);
        for (int i = 0; i < Capacity; i++)
        {
            ref MsgHdr header = ref _headers[i].Header;
            header.Name = _slots[i].Name;
            header.NameLength = (uint)_nameBytes;
            header.Vectors = &_slots[i].Vector;
            header.VectorCount = 1;
            blank.Buffer.Span[.._nameBytes].CopyTo(Name(i));
            _slots[i].SegmentSize = new SegmentSizeMessage
            {
                Length = SegmentSizeMessage.UnpaddedBytes,
                Level = LibC.SOL_UDP,
                Type = LibC.UDP_SEGMENT,
            };
        }
    }

    /// <summary>The address of the peer of a message.</summary>
    public Span<byte> Name(int index) => new(_slots[index].Name, _nameBytes);

    /// <summary>Bytes of a message that was received.</summary>
    public int Length(int index) => (int)_headers[index].Length;

    /// <summary>Whether a message that was received was longer than the room for it.</summary>
    public bool IsTruncated(int index) => (_headers[index].Header.Flags & LibC.MSG_TRUNC) != 0;

    /// <summary>Sends the first messages without waiting.</summary>
    /// <param name="socket">The descriptor.</param>
    /// <param name="count">How many.</param>
    /// <returns>How many the kernel took before one failed, or if that was the first, its error number below zero.</returns>
    public int Send(int socket, int count) => Outcome(LibC.sendmmsg(socket, _headers, (uint)count, LibC.MSG_DONTWAIT));

    /// <summary>Receives without waiting.</summary>
    /// <param name="socket">The descriptor.</param>
    /// <param name="count">The most messages.</param>
    /// <returns>How many there were, or an error number below zero.</returns>
    public int Receive(int socket, int count) => Outcome(LibC.recvmmsg(socket, _headers, (uint)count, LibC.MSG_DONTWAIT, timeout: null));

    /// <summary>Sets the bytes of a message to be sent.</summary>
    /// <param name="index">The message.</param>
    /// <param name="bytes">Where they are.</param>
    /// <param name="length">How many.</param>
    /// <param name="segmentSize">The size of the datagrams the kernel cuts it into; 0 when it is one datagram.</param>
    public void SetOutgoing(int index, byte* bytes, int length, int segmentSize)
    {
        ref MsgHdr header = ref _headers[index].Header;
        header.Control = segmentSize == 0 ? null : &_slots[index].SegmentSize;
        header.ControlLength = segmentSize == 0 ? 0 : (nuint)sizeof(SegmentSizeMessage);
        _slots[index].SegmentSize.SegmentSize = (ushort)segmentSize;
        _slots[index].Vector = new IoVec { Base = bytes, Length = (nuint)length };
    }

    /// <summary>Sets the room for a message to be received.</summary>
    public void SetIncoming(int index, byte* room, int length)
    {
        _headers[index].Header.NameLength = (uint)_nameBytes;
        _slots[index].Vector = new IoVec { Base = room, Length = (nuint)length };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.Free(_headers);
        NativeMemory.Free(_slots);
        _headers = null;
        _slots = null;
    }

    private static int Outcome(int returned) => returned < 0 ? -Marshal.GetLastPInvokeError() : returned;
}
