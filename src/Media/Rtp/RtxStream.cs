namespace Vod.Media.Rtp;

/// <summary>The retransmission stream that stands beside a media stream (RFC 4588 section 5.3, SSRC-multiplexed).</summary>
/// <param name="PayloadType">The number of the "rtx" format whose apt is the media format.</param>
/// <param name="Ssrc">Its own SSRC, bound to the media one by "a=ssrc-group:FID".</param>
/// <param name="SequenceNumber">The number of its next packet.</param>
internal readonly record struct RtxStream(PayloadType PayloadType, Ssrc Ssrc, SequenceNumber SequenceNumber)
{
    /// <summary>The stream after one more packet.</summary>
    public RtxStream Advance() => this with { SequenceNumber = SequenceNumber.Next };
}
