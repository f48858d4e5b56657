using Vod.Media.Ice;

namespace Vod.Media.Sdp;

/// <summary>What an answer tells about this server's side of one session.</summary>
internal sealed record AnswerParameters
{
    /// <summary>sess-id of the origin line, at most 2^63 - 1 (RFC 8829 section 5.2.1).</summary>
    public required ulong SessionId { get; init; }

    /// <summary>ICE credentials of the session.</summary>
    public required IceCredentials Credentials { get; init; }

    /// <summary>Fingerprint of the certificate of this process.</summary>
    public required CertificateFingerprint Fingerprint { get; init; }

    /// <summary>All candidates, at least one: nothing can be added later.</summary>
    public required IReadOnlyList<IceCandidate> Candidates { get; init; }

    /// <summary>The one MediaStream both tracks belong to; a player shows the stream of the track that came last.</summary>
    public required string StreamId { get; init; }

    /// <summary>RTCP canonical name, the same for all streams (RFC 7022).</summary>
    public required string CName { get; init; }

    /// <summary>SSRC of the video stream that is sent.</summary>
    public uint VideoSsrc { get; init; }

    /// <summary>SSRC of its retransmissions.</summary>
    public uint VideoRetransmissionSsrc { get; init; }

    /// <summary>SSRC of the audio stream that is sent.</summary>
    public uint AudioSsrc { get; init; }
}
