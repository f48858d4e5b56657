using System.Buffers.Binary;
using Vod.Media.Rtp;

namespace Vod.Media.Rtcp;

/// <summary>
/// One packet as <see cref="RtcpReader"/> found it: long enough for the fixed part of its kind. Asking for what
/// another kind carries gives nothing.
/// </summary>
internal readonly ref struct RtcpPacket
{
    private readonly ReadOnlySpan<byte> _body;

    internal RtcpPacket(RtcpPacketKind kind, byte count, ReadOnlySpan<byte> body)
    {
        Kind = kind;
        Count = count;
        _body = body;
    }

    /// <summary>What the packet is.</summary>
    public RtcpPacketKind Kind { get; }

    /// <summary>The five bits behind the version: report blocks, chunks or sources, and for feedback its format.</summary>
    public byte Count { get; }

    /// <summary>Who sent it; for BYE the first source that leaves. 0 when the packet names nobody.</summary>
    public Ssrc Sender => ReadSsrc(0);

    /// <summary>The stream that feedback is about. 0 in REMB (and FIR), which name the streams in their entries.</summary>
    public Ssrc MediaSource => IsFeedback ? ReadSsrc(RtcpFormat.SsrcSize) : default;

    /// <summary>The reception reports of an SR or RR.</summary>
    public ReportBlockReader ReportBlocks => Kind switch
    {
        RtcpPacketKind.SenderReport => new(_body.Slice(RtcpFormat.SsrcSize + RtcpFormat.SenderInfoSize, ReportBlocksSize)),
        RtcpPacketKind.ReceiverReport => new(_body.Slice(RtcpFormat.SsrcSize, ReportBlocksSize)),
        _ => default,
    };

    /// <summary>The lost packets of a generic NACK.</summary>
    public NackReader Nacks => Kind == RtcpPacketKind.Nack ? new(_body[RtcpFormat.FeedbackHeaderSize..]) : default;

    /// <summary>The entries of an FIR.</summary>
    public FullIntraRequestReader FullIntraRequests =>
        Kind == RtcpPacketKind.FullIntraRequest ? new(_body[RtcpFormat.FeedbackHeaderSize..]) : default;

    /// <summary>What transport-wide feedback says of each packet.</summary>
    public TransportFeedbackReader PacketStatuses =>
        Kind == RtcpPacketKind.TransportFeedback && TransportFeedbackReader.TryOpen(_body[RtcpFormat.FeedbackHeaderSize..], out TransportFeedbackReader reader) ? reader : default;

    private int ReportBlocksSize => Count * RtcpFormat.ReportBlockSize;

    private bool IsFeedback => Kind >= RtcpPacketKind.Nack;

    /// <summary>The clocks and counters of an SR.</summary>
    public bool TryGetSenderInfo(out SenderInfo info)
    {
        info = default;
        return Kind == RtcpPacketKind.SenderReport && SenderInfo.TryParse(_body[RtcpFormat.SsrcSize..], out info);
    }

    /// <summary>The bitrate of a REMB in bits per second; a value of more than 63 bits reads as the largest one.</summary>
    public bool TryGetBitrate(out long bitsPerSecond)
    {
        bitsPerSecond = 0;
        if (Kind != RtcpPacketKind.ReceiverEstimatedMaxBitrate)
        {
            return false;
        }

        uint word = BinaryPrimitives.ReadUInt32BigEndian(_body[(RtcpFormat.FeedbackHeaderSize + RtcpFormat.RembName.Length)..]) & 0xFF_FFFF;
        int exponent = (int)(word >> RtcpFormat.RembMantissaBits);
        UInt128 value = (UInt128)(word & ((1 << RtcpFormat.RembMantissaBits) - 1)) << exponent;
        bitsPerSecond = value > long.MaxValue ? long.MaxValue : (long)value;
        return true;
    }

    /// <summary>The source at <paramref name="index"/> of the ones that leave with a BYE.</summary>
    public bool TryGetGoodbye(int index, out Ssrc source)
    {
        bool found = Kind == RtcpPacketKind.Goodbye && index >= 0 && index < Count;
        source = found ? ReadSsrc(index * RtcpFormat.SsrcSize) : default;
        return found;
    }

    /// <summary>The canonical name in the first chunk of an SDES (RFC 3550 section 6.5.1).</summary>
    public bool TryGetCanonicalName(out ReadOnlySpan<byte> name)
    {
        name = default;
        if (Kind != RtcpPacketKind.SourceDescription || Count == 0 || _body.Length < RtcpFormat.SsrcSize)
        {
            return false;
        }

        ReadOnlySpan<byte> items = _body[RtcpFormat.SsrcSize..];

        // A zero item type ends the chunk (RFC 3550 section 6.5).
        while (items.Length >= 2 && items[0] != 0 && items.Length >= 2 + items[1])
        {
            if (items[0] == RtcpFormat.CanonicalNameItem)
            {
                name = items.Slice(2, items[1]);
                return true;
            }

            items = items[(2 + items[1])..];
        }

        return false;
    }

    private Ssrc ReadSsrc(int offset) =>
        _body.Length >= offset + RtcpFormat.SsrcSize ? new(BinaryPrimitives.ReadUInt32BigEndian(_body[offset..])) : default;
}
