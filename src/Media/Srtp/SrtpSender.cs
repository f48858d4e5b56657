namespace Vod.Media.Srtp;

/// <summary>
/// Protects what one session sends (RFC 3711, RFC 7714), in place and without allocation.
/// <para>
/// The index of a packet is the nonce of its cipher. Using an index twice with different bytes gives away the difference of the
/// payloads, and with GCM lets an observer forge tags (RFC 7714 section 8.4). Therefore: a sequence number may be protected again only
/// for a packet that is the same to the last byte, header extensions included; anything else goes out as RTX on its own SSRC
/// (RFC 4588) with a new sequence number. And SSRC values of one session must differ, since all share the master key
/// (RFC 3711 section 9.1).
/// </para>
/// </summary>
internal sealed class SrtpSender : IDisposable
{
    /// <summary>SSRCs one session may send: audio and video, each with a retransmission stream, leave plenty.</summary>
    public const int MaxStreams = 16;

    private readonly SrtpTransform _transform;
    private readonly SsrcTable<Stream> _streams = new(MaxStreams);

    /// <summary>Derives the session keys.</summary>
    public SrtpSender(SrtpProfile profile, SrtpMasterKey master)
    {
        _transform = SrtpTransform.Create(profile, master, forSending: true);
        RtpOverhead = profile.RtpOverhead();
        RtcpOverhead = profile.RtcpOverhead();
    }

    /// <summary>Bytes that <see cref="Protect(Span{byte}, int, out int)"/> adds.</summary>
    public int RtpOverhead { get; }

    /// <summary>Bytes that <see cref="ProtectRtcp"/> adds.</summary>
    public int RtcpOverhead { get; }

    /// <summary>
    /// Protects an RTP packet. Sequence numbers of an SSRC may come out of order by less than 2^15; they should start below
    /// 2^15, because a receiver that misses the first packets could else miss the first wrap (RFC 3711 section 3.3.1).
    /// </summary>
    /// <param name="buffer">The packet with at least <see cref="RtpOverhead"/> bytes of room behind it.</param>
    /// <param name="length">Length of the packet.</param>
    /// <param name="protectedLength">Length to send, when the status is <see cref="SrtpStatus.Ok"/>.</param>
    public SrtpStatus Protect(Span<byte> buffer, int length, out int protectedLength)
    {
        protectedLength = 0;
        return SrtpPacket.TryGetRtpHeaderLength(buffer[..length], out int headerLength)
            ? Protect(buffer, headerLength, buffer[headerLength..length], out protectedLength)
            : SrtpStatus.Malformed;
    }

    /// <summary>The same for a payload that stands elsewhere, which is then encrypted from there and stays as it is.</summary>
    /// <param name="buffer">Begins with the header, with room for payload and tag behind it.</param>
    /// <param name="headerLength">Bytes of the header, which the caller has written and is not checked.</param>
    /// <param name="payload">In another buffer, or right behind the header in this one.</param>
    /// <param name="protectedLength">Length to send, when the status is <see cref="SrtpStatus.Ok"/>.</param>
    public SrtpStatus Protect(Span<byte> buffer, int headerLength, ReadOnlySpan<byte> payload, out int protectedLength)
    {
        protectedLength = 0;
        int length = headerLength + payload.Length;
        if (buffer.Length - length < RtpOverhead)
        {
            return SrtpStatus.BufferTooSmall;
        }

        uint ssrc = SrtpPacket.RtpSsrc(buffer);
        if (!TryGetStream(ssrc, out int slot))
        {
            return SrtpStatus.TooManyStreams;
        }

        ref Stream stream = ref _streams[slot];
        long index = SrtpIndex.Estimate(stream.RtpPackets - 1, SrtpPacket.SequenceNumber(buffer));
        if (index is < 0 or > SrtpIndex.Last)
        {
            return index < 0 ? SrtpStatus.Replayed : SrtpStatus.KeyExhausted;
        }

        stream.RtpPackets = Math.Max(stream.RtpPackets, index + 1);
        protectedLength = length + RtpOverhead;
        _transform.ProtectRtp(buffer[..protectedLength], headerLength, payload, ssrc, index);
        return SrtpStatus.Ok;
    }

    /// <summary>Protects a (compound) RTCP packet; its first SSRC is the one that counts.</summary>
    /// <param name="buffer">The packet with at least <see cref="RtcpOverhead"/> bytes of room behind it.</param>
    /// <param name="length">Length of the packet.</param>
    /// <param name="protectedLength">Length to send, when the status is <see cref="SrtpStatus.Ok"/>.</param>
    public SrtpStatus ProtectRtcp(Span<byte> buffer, int length, out int protectedLength)
    {
        protectedLength = 0;
        if (!SrtpPacket.IsRtcp(buffer[..length]))
        {
            return SrtpStatus.Malformed;
        }

        if (buffer.Length - length < RtcpOverhead)
        {
            return SrtpStatus.BufferTooSmall;
        }

        uint ssrc = SrtpPacket.RtcpSsrc(buffer);
        if (!TryGetStream(ssrc, out int slot))
        {
            return SrtpStatus.TooManyStreams;
        }

        ref Stream stream = ref _streams[slot];
        if (stream.RtcpPackets > SrtpIndex.LastRtcp)
        {
            return SrtpStatus.KeyExhausted;
        }

        protectedLength = length + RtcpOverhead;
        _transform.ProtectRtcp(buffer[..protectedLength], ssrc, (uint)stream.RtcpPackets);
        stream.RtcpPackets++;
        return SrtpStatus.Ok;
    }

    /// <summary>
    /// Continues a stream at the given indices: for one that the peer knows already (RFC 3711 section 3.3.1 leaves it to key
    /// management to convey the rollover counter).
    /// </summary>
    public void Resume(uint ssrc, long nextRtpIndex, long nextRtcpIndex)
    {
        if (TryGetStream(ssrc, out int slot))
        {
            _streams[slot] = new() { RtpPackets = nextRtpIndex, RtcpPackets = nextRtcpIndex };
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _transform.Dispose();

    private bool TryGetStream(uint ssrc, out int slot)
    {
        slot = _streams.Find(ssrc);
        if (slot < 0 && !_streams.IsFull)
        {
            slot = _streams.Add(ssrc);
        }

        return slot >= 0;
    }

    /// <summary>Where one SSRC stands; the default value is a stream that has not begun.</summary>
    private struct Stream
    {
        /// <summary>One more than the highest index sent.</summary>
        public long RtpPackets;

        /// <summary>The next SRTCP index: 0 first, then one more each (RFC 3711 section 3.4).</summary>
        public long RtcpPackets;
    }
}
