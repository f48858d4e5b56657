namespace Vod.Media.Sdp;

/// <summary>One media section ("m=" and what follows), with what it inherits from the session level.</summary>
internal sealed class MediaDescription
{
    /// <summary>Audio, video or other.</summary>
    public required MediaKind Kind { get; init; }

    /// <summary>The media type as it was written.</summary>
    public required string MediaType { get; init; }

    /// <summary>Port; 0 in a rejected section, 9 in an offer without candidates.</summary>
    public required int Port { get; init; }

    /// <summary>Transport protocol as it was written, such as "UDP/TLS/RTP/SAVPF".</summary>
    public required string Protocol { get; init; }

    /// <summary>The first format as it was written; a section cannot be answered without one.</summary>
    public required string FirstFormat { get; init; }

    /// <summary>RTP formats, the preferred one first.</summary>
    public required IReadOnlyList<PayloadFormat> Formats { get; init; }

    /// <summary>Name of the section; null when it has none.</summary>
    public string? Mid { get; init; }

    /// <summary>Direction as the describer sees it.</summary>
    public MediaDirection Direction { get; init; } = MediaDirection.SendRecv;

    /// <summary>RTP and RTCP share the port.</summary>
    public bool HasRtcpMux { get; init; }

    /// <summary>RTCP packets need not be compound (RFC 5506).</summary>
    public bool HasRtcpReducedSize { get; init; }

    /// <summary>Port 0 does not mean rejected, but only usable inside the BUNDLE group (RFC 9143 section 6).</summary>
    public bool IsBundleOnly { get; init; }

    /// <summary>Header extensions with their ids.</summary>
    public required IReadOnlyList<HeaderExtension> HeaderExtensions { get; init; }

    /// <summary>ICE username fragment; null without one.</summary>
    public string? IceUfrag { get; init; }

    /// <summary>ICE password; null without one.</summary>
    public string? IcePassword { get; init; }

    /// <summary>Candidate attributes without "a=", unparsed: a lite agent has no use for them.</summary>
    public required IReadOnlyList<string> Candidates { get; init; }

    /// <summary>No further candidates will come.</summary>
    public bool HasEndOfCandidates { get; init; }

    /// <summary>The first fingerprint with an accepted hash.</summary>
    public CertificateFingerprint? Fingerprint { get; init; }

    /// <summary>Whether there was a fingerprint with a hash that is not accepted.</summary>
    public bool HasOtherFingerprint { get; init; }

    /// <summary>DTLS role; null when not given.</summary>
    public SetupRole? Setup { get; init; }

    /// <summary>Streams its track belongs to.</summary>
    public required IReadOnlyList<MediaStreamId> StreamIds { get; init; }

    /// <summary>SSRCs named.</summary>
    public required IReadOnlyList<SsrcSource> Sources { get; init; }

    /// <summary>Groups of SSRCs.</summary>
    public required IReadOnlyList<SsrcGroup> SsrcGroups { get; init; }

    /// <summary>Whether the section is switched off.</summary>
    public bool IsRejected => Port == 0 && !IsBundleOnly;

    /// <summary>The first format of a codec, or null.</summary>
    public PayloadFormat? FindFormat(string codec) => Formats.FirstOrDefault(format => format.IsCodec(codec));

    /// <summary>The retransmission format of a payload type (RFC 4588 section 8), or null.</summary>
    public PayloadFormat? FindRetransmission(byte payloadType) =>
        Formats.FirstOrDefault(format => format.IsCodec("rtx") && format.Parameters.GetNumber("apt", -1) == payloadType);
}
