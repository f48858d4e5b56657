using System.Buffers.Binary;
using Vod.Media.Rtp;

namespace Vod.Media.Rtcp;

/// <summary>
/// Builds an RTCP datagram packet by packet into a caller's buffer. A regular compound starts with a report and carries a
/// canonical name (RFC 3550 section 6.1): call <see cref="SenderReport"/> (or <see cref="ReceiverReport"/>), then
/// <see cref="SourceDescription"/>, then whatever else; feedback alone is a reduced-size packet (RFC 5506).
/// A buffer that is too short is a bug of the caller and throws.
/// </summary>
internal ref struct RtcpWriter(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;

    /// <summary>Bytes written so far, a multiple of 4.</summary>
    public int Size { get; private set; }

    /// <summary>Adds an SR (RFC 3550 section 6.4.1).</summary>
    public void SenderReport(Ssrc sender, in SenderInfo info, scoped ReadOnlySpan<ReportBlock> blocks = default)
    {
        int bodySize = RtcpFormat.SsrcSize + RtcpFormat.SenderInfoSize + (blocks.Length * RtcpFormat.ReportBlockSize);
        Span<byte> body = Begin(RtcpFormat.SenderReport, Count(blocks.Length), bodySize, sender);
        info.Write(body);
        WriteBlocks(blocks, body[RtcpFormat.SenderInfoSize..]);
    }

    /// <summary>Adds an RR (RFC 3550 section 6.4.2).</summary>
    public void ReceiverReport(Ssrc sender, scoped ReadOnlySpan<ReportBlock> blocks)
    {
        int bodySize = RtcpFormat.SsrcSize + (blocks.Length * RtcpFormat.ReportBlockSize);
        WriteBlocks(blocks, Begin(RtcpFormat.ReceiverReport, Count(blocks.Length), bodySize, sender));
    }

    /// <summary>
    /// Adds an SDES with one canonical name, at most <see cref="RtcpFormat.MaxTextSize"/> bytes of UTF-8 (RFC 3550 section 6.5.1).
    /// </summary>
    public void SourceDescription(Ssrc source, scoped ReadOnlySpan<byte> canonicalName)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(canonicalName.Length, RtcpFormat.MaxTextSize);

        // At least one zero byte ends the items of a chunk, and more of them fill its last word (RFC 3550 section 6.5).
        int bodySize = RoundUp(RtcpFormat.SsrcSize + 2 + canonicalName.Length + 1);
        Span<byte> chunk = Begin(RtcpFormat.SourceDescription, 1, bodySize, source);
        chunk[0] = RtcpFormat.CanonicalNameItem;
        WriteText(canonicalName, chunk[1..]);
    }

    /// <summary>
    /// Adds a BYE (RFC 3550 section 6.6). The reason, if any, is at most <see cref="RtcpFormat.MaxTextSize"/> bytes of UTF-8.
    /// </summary>
    public void Goodbye(Ssrc source, scoped ReadOnlySpan<byte> reason = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reason.Length, RtcpFormat.MaxTextSize);
        int reasonSize = reason.IsEmpty ? 0 : RoundUp(1 + reason.Length);
        Span<byte> body = Begin(RtcpFormat.Goodbye, 1, RtcpFormat.SsrcSize + reasonSize, source);
        if (!reason.IsEmpty)
        {
            WriteText(reason, body);
        }
    }

    /// <summary>
    /// Adds a generic NACK (RFC 4585 section 6.2.1). Numbers in ascending order pack best: an entry takes those up to sixteen
    /// after its first.
    /// </summary>
    public void Nack(Ssrc sender, Ssrc media, scoped ReadOnlySpan<SequenceNumber> lost)
    {
        int start = Size;
        BeginFeedback(RtcpFormat.TransportLayerFeedback, RtcpFormat.GenericNack, sender, media, 0);
        for (int i = 0; i < lost.Length;)
        {
            SequenceNumber first = lost[i++];
            int mask = 0;
            for (; i < lost.Length && lost[i] - first is >= 1 and <= 16; i++)
            {
                mask |= 1 << (lost[i] - first - 1);
            }

            BinaryPrimitives.WriteUInt16BigEndian(_buffer[Size..], first.Value);
            BinaryPrimitives.WriteUInt16BigEndian(_buffer[(Size + 2)..], (ushort)mask);
            Size += RtcpFormat.NackEntrySize;
        }

        WriteLength(_buffer[start..Size]);
    }

    /// <summary>Adds a PLI (RFC 4585 section 6.3.1): "the picture is gone, send one that stands alone".</summary>
    public void PictureLossIndication(Ssrc sender, Ssrc media) =>
        BeginFeedback(RtcpFormat.PayloadSpecificFeedback, RtcpFormat.PictureLossIndication, sender, media, 0);

    /// <summary>Adds an FIR with one entry (RFC 5104 section 4.3.1); a new request needs a new command number.</summary>
    public void FullIntraRequest(Ssrc sender, Ssrc media, byte commandNumber)
    {
        // Section 4.3.1.1: the media source field is 0, the entries name the streams.
        Span<byte> entry = BeginFeedback(
            RtcpFormat.PayloadSpecificFeedback, RtcpFormat.FullIntraRequest, sender, default, RtcpFormat.FullIntraRequestEntrySize);
        BinaryPrimitives.WriteUInt32BigEndian(entry, media.Value);
        entry[RtcpFormat.SsrcSize] = commandNumber;
    }

    /// <summary>
    /// Adds a REMB for one stream (draft-alvestrand-rmcat-remb-03 section 2.2); the bitrate loses its bits below the first 18.
    /// </summary>
    public void ReceiverEstimatedMaxBitrate(Ssrc sender, Ssrc media, long bitsPerSecond)
    {
        Span<byte> body = BeginFeedback(
            RtcpFormat.PayloadSpecificFeedback,
            RtcpFormat.ApplicationLayerFeedback,
            sender,
            default,
            RtcpFormat.RembHeaderSize + RtcpFormat.SsrcSize);
        int significant = 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)bitsPerSecond);
        int exponent = Math.Max(0, significant - RtcpFormat.RembMantissaBits);
        RtcpFormat.RembName.CopyTo(body);
        BinaryPrimitives.WriteUInt32BigEndian(
            body[4..],
            (1u << 24) | ((uint)exponent << RtcpFormat.RembMantissaBits) | (uint)(bitsPerSecond >> exponent));
        BinaryPrimitives.WriteUInt32BigEndian(body[RtcpFormat.RembHeaderSize..], media.Value);
    }

    private Span<byte> BeginFeedback(byte packetType, byte format, Ssrc sender, Ssrc media, int informationSize)
    {
        Span<byte> body = Begin(packetType, format, RtcpFormat.FeedbackHeaderSize + informationSize, sender);
        BinaryPrimitives.WriteUInt32BigEndian(body, media.Value);
        return body[RtcpFormat.SsrcSize..];
    }

    // Writes the header and the first SSRC, clears the rest and returns it.
    private Span<byte> Begin(byte packetType, byte count, int bodySize, Ssrc first)
    {
        Span<byte> packet = _buffer.Slice(Size, RtcpFormat.HeaderSize + bodySize);
        Size += packet.Length;
        packet[0] = (byte)(RtcpFormat.VersionBits | count);
        packet[1] = packetType;
        WriteLength(packet);
        BinaryPrimitives.WriteUInt32BigEndian(packet[RtcpFormat.HeaderSize..], first.Value);
        Span<byte> rest = packet[(RtcpFormat.HeaderSize + RtcpFormat.SsrcSize)..];
        rest.Clear();
        return rest;
    }

    // RFC 3550 section 6.4.1: in words, less one.
    private static void WriteLength(Span<byte> packet) =>
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)((packet.Length / RtcpFormat.WordSize) - 1));

    private static void WriteText(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        destination[0] = (byte)text.Length;
        text.CopyTo(destination[1..]);
    }

    private static void WriteBlocks(ReadOnlySpan<ReportBlock> blocks, Span<byte> destination)
    {
        for (int i = 0; i < blocks.Length; i++)
        {
            blocks[i].Write(destination[(i * RtcpFormat.ReportBlockSize)..]);
        }
    }

    private static byte Count(int blocks)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(blocks, RtcpFormat.MaxCount);
        return (byte)blocks;
    }

    private static int RoundUp(int size) => (size + RtcpFormat.WordSize - 1) & ~(RtcpFormat.WordSize - 1);
}
