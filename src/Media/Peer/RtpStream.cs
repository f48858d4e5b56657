using Vod.Media.Rtp;

namespace Vod.Media.Peer;

/// <summary>Identity and random origins of one stream that is sent (RFC 3550 section 5.1: all three are random).</summary>
/// <param name="PayloadType">As agreed in the answer.</param>
/// <param name="Ssrc">As named in the answer.</param>
/// <param name="FirstSequenceNumber">Number of the first packet.</param>
/// <param name="TimestampOrigin">Timestamp of media time zero.</param>
/// <param name="Extensions">Header extensions of its packets and of their retransmissions, which are filled in as they leave; none without a retransmission stream of their own.</param>
internal readonly record struct RtpStream(
    PayloadType PayloadType, Ssrc Ssrc, SequenceNumber FirstSequenceNumber, RtpTimestamp TimestampOrigin, RtpExtensionIds Extensions = default);
