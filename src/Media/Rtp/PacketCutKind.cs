namespace Vod.Media.Rtp;

/// <summary>How the payload of a packet is made from the bytes of its sample.</summary>
internal enum PacketCutKind : byte
{
    /// <summary>A run of the sample as it is: a single NAL unit packet (RFC 6184 section 5.6), or a whole Opus packet.</summary>
    Copy,

    /// <summary>Consecutive NAL units behind a STAP-A header (RFC 6184 section 5.7.1).</summary>
    Aggregate,

    /// <summary>First FU-A fragment of a NAL unit (RFC 6184 section 5.8, S bit).</summary>
    FirstFragment,

    /// <summary>FU-A fragment between the first and the last.</summary>
    MiddleFragment,

    /// <summary>Last FU-A fragment (E bit).</summary>
    LastFragment,
}
