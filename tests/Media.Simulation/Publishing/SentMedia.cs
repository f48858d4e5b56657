using Vod.Media.Rtcp;
using Vod.Media.Rtp;

namespace Vod.Media.Simulation.Publishing;

/// <summary>One stream of a simulated publisher.</summary>
internal sealed class SentMedia(PayloadType payloadType, Ssrc ssrc, SequenceNumber first, RtpTimestamp origin)
{
    public SendStatistics Statistics;

    public PayloadType PayloadType => payloadType;

    public Ssrc Ssrc { get; } = ssrc;

    public RtpTimestamp Origin => origin;

    public SequenceNumber Next { get; set; } = first;

    /// <summary>What was sent, to be sent again.</summary>
    public Dictionary<SequenceNumber, (RtpHeader Header, byte[] Payload, byte[] Datagram)> Sent { get; } = [];

    /// <summary>What was reported last.</summary>
    public ReportBlock? Report { get; set; }
}
