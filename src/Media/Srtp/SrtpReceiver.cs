using System.Buffers.Binary;

namespace Vod.Media.Srtp;

/// <summary>
/// Opens what one session receives (RFC 3711, RFC 7714), in place and without allocation. State changes only for packets that
/// were authenticated: a stranger can neither close the replay window, move the rollover counter nor use up the table of SSRCs.
/// </summary>
internal sealed class SrtpReceiver : IDisposable
{
    /// <summary>SSRCs one peer may send: three simulcast layers with retransmission and audio need 7, the rest is for changes.</summary>
    public const int MaxStreams = 32;

    private readonly SrtpTransform _transform;
    private readonly SsrcTable<Stream> _streams = new(MaxStreams);
    private readonly int _rtpOverhead;
    private readonly int _rtcpOverhead;

    /// <summary>Derives the session keys.</summary>
    public SrtpReceiver(SrtpProfile profile, SrtpMasterKey master)
    {
        _transform = SrtpTransform.Create(profile, master, forSending: false);
        _rtpOverhead = profile.RtpOverhead();
        _rtcpOverhead = profile.RtcpOverhead();
    }

    /// <summary>SSRCs that sent something authentic.</summary>
    public int StreamCount => _streams.Count;

    /// <summary>Opens an SRTP packet. Unless the status is <see cref="SrtpStatus.Ok"/>, the content of the buffer is undefined.</summary>
    /// <param name="buffer">The packet as received.</param>
    /// <param name="length">Its length.</param>
    /// <param name="plainLength">Length of the RTP packet that stands in the buffer afterwards.</param>
    public SrtpStatus Unprotect(Span<byte> buffer, int length, out int plainLength)
    {
        plainLength = 0;
        Span<byte> packet = buffer[..length];
        if (length < _rtpOverhead || !SrtpPacket.TryGetRtpHeaderLength(packet[..^_rtpOverhead], out int headerLength))
        {
            return SrtpStatus.Malformed;
        }

        uint ssrc = SrtpPacket.RtpSsrc(packet);
        int slot = _streams.Find(ssrc);
        if (slot < 0 && _streams.IsFull)
        {
            return SrtpStatus.TooManyStreams;
        }

        ReplayWindow window = slot < 0 ? default : _streams[slot].Rtp;
        long index = SrtpIndex.Estimate(window.Highest, SrtpPacket.SequenceNumber(packet));
        if (index is < 0 or > SrtpIndex.Last || !window.IsFresh(index))
        {
            return index > SrtpIndex.Last ? SrtpStatus.KeyExhausted : SrtpStatus.Replayed;
        }

        if (!_transform.TryUnprotectRtp(packet, headerLength, ssrc, index))
        {
            return SrtpStatus.AuthenticationFailed;
        }

        _streams[slot < 0 ? _streams.Add(ssrc) : slot].Rtp.Accept(index);
        plainLength = length - _rtpOverhead;
        return SrtpStatus.Ok;
    }

    /// <summary>Opens an SRTCP packet. Unless the status is <see cref="SrtpStatus.Ok"/>, the content of the buffer is undefined.</summary>
    /// <param name="buffer">The packet as received.</param>
    /// <param name="length">Its length.</param>
    /// <param name="plainLength">Length of the RTCP packet that stands in the buffer afterwards.</param>
    public SrtpStatus UnprotectRtcp(Span<byte> buffer, int length, out int plainLength)
    {
        plainLength = 0;
        Span<byte> packet = buffer[..length];
        if (length < _rtcpOverhead || !SrtpPacket.IsRtcp(packet[..^_rtcpOverhead]))
        {
            return SrtpStatus.Malformed;
        }

        // No profile that DTLS-SRTP can agree on sends RTCP in the clear, so a packet that claims to is not from our peer.
        uint word = BinaryPrimitives.ReadUInt32BigEndian(_transform.RtcpIndexWord(packet));
        if ((word & SrtpTransform.EncryptedFlag) == 0)
        {
            return SrtpStatus.Malformed;
        }

        uint index = word & ~SrtpTransform.EncryptedFlag;
        uint ssrc = SrtpPacket.RtcpSsrc(packet);
        int slot = _streams.Find(ssrc);
        if (slot < 0 && _streams.IsFull)
        {
            return SrtpStatus.TooManyStreams;
        }

        if (slot >= 0 && !_streams[slot].Rtcp.IsFresh(index))
        {
            return SrtpStatus.Replayed;
        }

        if (!_transform.TryUnprotectRtcp(packet, ssrc, index))
        {
            return SrtpStatus.AuthenticationFailed;
        }

        _streams[slot < 0 ? _streams.Add(ssrc) : slot].Rtcp.Accept(index);
        plainLength = length - _rtcpOverhead;
        return SrtpStatus.Ok;
    }

    /// <inheritdoc/>
    public void Dispose() => _transform.Dispose();

    /// <summary>What one SSRC has sent so far; RTP and RTCP count apart (RFC 3711 section 3.2.1).</summary>
    private struct Stream
    {
        public ReplayWindow Rtp;
        public ReplayWindow Rtcp;
    }
}
