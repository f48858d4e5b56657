using System.Buffers.Binary;

namespace Vod.Media.Rtcp;

/// <summary>
/// Walks the packets of a decrypted RTCP datagram. Takes any sequence of packets, so reduced-size feedback (RFC 5506) works without
/// having to know whether "a=rtcp-rsize" was agreed. A packet whose body is too short for its type is skipped; when
/// the framing itself is broken the walk ends. Both are counted.
/// </summary>
internal ref struct RtcpReader(ReadOnlySpan<byte> datagram)
{
    private ReadOnlySpan<byte> _rest = datagram;

    /// <summary>Packets dropped because they lie about their size.</summary>
    public int Malformed { get; private set; }

    /// <summary>Reads the next packet, of known kind or not.</summary>
    public bool TryRead(out RtcpPacket packet)
    {
        while (!_rest.IsEmpty)
        {
            if (!TryTake(out byte count, out byte packetType, out ReadOnlySpan<byte> body))
            {
                Malformed++;
                _rest = default;
                break;
            }

            RtcpPacketKind kind = Classify(packetType, count, body);
            if (body.Length >= MinBodySize(kind, count) && IsWhole(kind, body))
            {
                packet = new(kind, count, body);
                return true;
            }

            Malformed++;
        }

        packet = default;
        return false;
    }

    private bool TryTake(out byte count, out byte packetType, out ReadOnlySpan<byte> body)
    {
        (count, packetType) = (0, 0);
        body = default;
        if (_rest.Length < RtcpFormat.HeaderSize || (_rest[0] & RtcpFormat.VersionMask) != RtcpFormat.VersionBits)
        {
            return false;
        }

        // RFC 3550 section 6.4.1: in words, less one.
        int size = (BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]) + 1) * RtcpFormat.WordSize;
        if (_rest.Length < size)
        {
            return false;
        }

        body = _rest[RtcpFormat.HeaderSize..size];
        count = (byte)(_rest[0] & RtcpFormat.CountMask);
        packetType = _rest[1];
        bool isPadded = (_rest[0] & RtcpFormat.PaddingBit) != 0;
        if (isPadded && !TryStripPadding(ref body, isLast: _rest.Length == size, packetType == RtcpFormat.TransportLayerFeedback && count == RtcpFormat.TransportWideCongestionControl))
        {
            return false;
        }

        _rest = _rest[size..];
        return true;
    }

    // RFC 3550 section 6.4.1: only the last packet of a datagram may be padded, by a multiple of four that includes the count itself. libwebrtc pads each transport-wide feedback, and
    // by the one to three bytes that it lacks of a word.
    private static bool TryStripPadding(ref ReadOnlySpan<byte> body, bool isLast, bool isTransportFeedback)
    {
        int padding = body.IsEmpty ? 0 : body[^1];
        bool isAllowed = isTransportFeedback || (isLast && padding % RtcpFormat.WordSize == 0);
        if (!isAllowed || padding == 0 || padding > body.Length)
        {
            return false;
        }

        body = body[..^padding];
        return true;
    }

    private static RtcpPacketKind Classify(byte packetType, byte count, ReadOnlySpan<byte> body) => (packetType, count) switch
    {
        (RtcpFormat.SenderReport, _) => RtcpPacketKind.SenderReport,
        (RtcpFormat.ReceiverReport, _) => RtcpPacketKind.ReceiverReport,
        (RtcpFormat.SourceDescription, _) => RtcpPacketKind.SourceDescription,
        (RtcpFormat.Goodbye, _) => RtcpPacketKind.Goodbye,
        (RtcpFormat.TransportLayerFeedback, RtcpFormat.GenericNack) => RtcpPacketKind.Nack,
        (RtcpFormat.TransportLayerFeedback, RtcpFormat.TransportWideCongestionControl) => RtcpPacketKind.TransportFeedback,
        (RtcpFormat.PayloadSpecificFeedback, RtcpFormat.PictureLossIndication) => RtcpPacketKind.PictureLossIndication,
        (RtcpFormat.PayloadSpecificFeedback, RtcpFormat.FullIntraRequest) => RtcpPacketKind.FullIntraRequest,
        (RtcpFormat.PayloadSpecificFeedback, RtcpFormat.ApplicationLayerFeedback) when IsRemb(body) =>
            RtcpPacketKind.ReceiverEstimatedMaxBitrate,
        _ => RtcpPacketKind.Unknown,
    };

    private static bool IsRemb(ReadOnlySpan<byte> body) =>
        body.Length >= RtcpFormat.FeedbackHeaderSize && body[RtcpFormat.FeedbackHeaderSize..].StartsWith(RtcpFormat.RembName);

    // Its parts can only be told from each other by reading it to its end.
    private static bool IsWhole(RtcpPacketKind kind, ReadOnlySpan<byte> body) =>
        kind != RtcpPacketKind.TransportFeedback || TransportFeedbackReader.TryOpen(body[RtcpFormat.FeedbackHeaderSize..], out _);

    private static int MinBodySize(RtcpPacketKind kind, int count) => kind switch
    {
        RtcpPacketKind.SenderReport => RtcpFormat.SsrcSize + RtcpFormat.SenderInfoSize + (count * RtcpFormat.ReportBlockSize),
        RtcpPacketKind.ReceiverReport => RtcpFormat.SsrcSize + (count * RtcpFormat.ReportBlockSize),
        RtcpPacketKind.Goodbye => count * RtcpFormat.SsrcSize,
        RtcpPacketKind.Nack => RtcpFormat.FeedbackHeaderSize + RtcpFormat.NackEntrySize,
        RtcpPacketKind.FullIntraRequest => RtcpFormat.FeedbackHeaderSize + RtcpFormat.FullIntraRequestEntrySize,
        RtcpPacketKind.PictureLossIndication or RtcpPacketKind.TransportFeedback => RtcpFormat.FeedbackHeaderSize,
        RtcpPacketKind.ReceiverEstimatedMaxBitrate => RtcpFormat.FeedbackHeaderSize + RtcpFormat.RembHeaderSize,
        _ => 0,
    };
}
