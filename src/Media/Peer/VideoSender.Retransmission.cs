using Vod.Media.Pacing;
using Vod.Media.Playback;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Peer;

/// <content>What was lost goes again (RFC 4585, RFC 4588).</content>
internal sealed partial class VideoSender
{
    /// <summary>A packet is missing at the viewer (RFC 4585 section 6.2.1).</summary>
    public RetransmissionOutcome OnNack(SequenceNumber number, MonotonicTime now, TimeSpan roundTrip) =>
        _retransmissions.Request(number, now, roundTrip);

    /// <summary>
    /// Sends the last packet again. When it was lost nothing newer would show the viewer that it is missing, so it would never be asked for.
    /// </summary>
    public void ProbeTail(MonotonicTime now) => _retransmissions.Request(_sequenceNumber + -1, now, TimeSpan.Zero);

    private bool TryWriteRetransmission(Span<byte> buffer, MonotonicTime now, out UnprotectedPacket packet)
    {
        packet = default;
        while (!_cursor.IsRecalling && _retransmissions.TryPeek(out SequenceNumber number, out SentPacket sent)
            && _pacer.NextSendTime(PacketClass.Retransmission, now) <= now)
        {
            if (_cursor.SizeToRecall(new(sent.Picture)) is > 0 and int size && _retransmissions.MayRead(size, now))
            {
                _cursor.Recall(new(sent.Picture));
                break;
            }

            _retransmissions.TryDequeue(out _, out _);
            if (TryCutAgain(buffer, number, sent, out packet))
            {
                _pacer.OnSent(PacketClass.Retransmission, packet.Length, now);
                _counters.OnRetransmitted();
                return true;
            }
        }

        return false;
    }

    private bool TryCutAgain(Span<byte> buffer, SequenceNumber number, SentPacket sent, out UnprotectedPacket packet)
    {
        packet = default;

        // A file may have been replaced under its index, a chunk may have been encoded anew: what is there now is not what was sent.
        if (!_cursor.TryGet(new(sent.Picture), out SuppliedPicture picture) || picture.Cut.Checksum != sent.Checksum || sent.Packet >= picture.Cut.Count)
        {
            return false;
        }

        if (_rtx is not { } rtx)
        {
            // Without RFC 4588 the packet goes again as it was, bit by bit: the same SRTP nonce then covers the same plaintext.
            packet = WriteMedia(buffer, number, sent.Timestamp, picture.Cut, sent.Packet);
            return true;
        }

        RtpHeader original = new(_stream.PayloadType, IsLast(picture.Cut, sent.Packet), number, sent.Timestamp, _stream.Ssrc);
        int start = RtxPacket.WriteHeader(original, rtx, new() { Ids = _stream.Extensions }, buffer);
        MarkPadding(picture.Cut, sent.Packet, buffer);
        ReadOnlySpan<byte> payload = picture.Cut.Payload(sent.Packet);
        payload.CopyTo(buffer[start..]);
        int header = start - RtxPacket.OriginalSequenceNumberSize;
        packet = new(header, buffer[header..(start + payload.Length)]);
        _rtx = rtx.Advance();
        return true;
    }
}
