namespace Vod.Media.Srtp;

/// <summary>How the protection or the opening of one packet ended; everything but <see cref="Ok"/> means: drop and count.</summary>
internal enum SrtpStatus
{
    /// <summary>The packet was changed in place.</summary>
    Ok,

    /// <summary>No RTP or RTCP of version 2, or its header reaches beyond its end, or it is an unencrypted SRTCP packet.</summary>
    Malformed,

    /// <summary>No room behind the packet for the tag.</summary>
    BufferTooSmall,

    /// <summary>The index was seen before, or is older than the window can tell (RFC 3711 section 3.3.2).</summary>
    Replayed,

    /// <summary>The tag is wrong: other keys, damage, forgery, or a wrong guess of the rollover counter.</summary>
    AuthenticationFailed,

    /// <summary>Another SSRC would exceed the limit of this session.</summary>
    TooManyStreams,

    /// <summary>The master key has protected as many packets as it may (RFC 3711 section 9.2): only a new handshake helps.</summary>
    KeyExhausted,
}
