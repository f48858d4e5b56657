namespace Vod.Media.Rtp;

/// <summary>The numbers SDP gave to the header extensions we write; 0 for one that was not negotiated.</summary>
/// <param name="Mid">urn:ietf:params:rtp-hdrext:sdes:mid (RFC 9143 section 15).</param>
/// <param name="TransportSequence">draft-holmer-rmcat-transport-wide-cc-extensions-01.</param>
/// <param name="AbsSendTime">The departure time of REMB's estimator.</param>
internal readonly record struct RtpExtensionIds(byte Mid, byte TransportSequence, byte AbsSendTime)
{
    /// <summary>The largest id of the one-byte form (RFC 8285 section 4.2); one above it is not written.</summary>
    public const byte MaxOneByteId = 14;
}
