using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Load.Reception;

/// <summary>One stream as its receiver sees it, and what a receiver report says of it.</summary>
/// <param name="ssrc">The stream.</param>
/// <param name="rate">Ticks per second of its clock.</param>
internal sealed class StreamReception(Ssrc ssrc, uint rate)
{
    private const long DelayUnitsPerSecond = 65_536;
    private long _expectedBefore;
    private long _receivedBefore;
    private uint _senderReport;
    private MonotonicTime _senderReportAt;

    /// <summary>The stream.</summary>
    public Ssrc Ssrc { get; } = ssrc;

    /// <summary>Which packets came.</summary>
    public SequenceLog Packets { get; } = new();

    /// <summary>How evenly.</summary>
    public InterarrivalJitter Jitter { get; } = new(rate);

    /// <summary>Notes a packet.</summary>
    public void Add(in RtpHeader header, MonotonicTime now)
    {
        Packets.Add(header.SequenceNumber);
        Jitter.Add(header.Timestamp, now);
    }

    /// <summary>Notes a sender report, for the round trip time that the sender works out.</summary>
    public void Add(SenderInfo info, MonotonicTime now) => (_senderReport, _senderReportAt) = (info.WallTime.Middle, now);

    /// <summary>The block of the next receiver report (RFC 3550 section 6.4.1, appendix A.3).</summary>
    public ReportBlock Report(MonotonicTime now)
    {
        long expected = Packets.Expected - _expectedBefore;
        long lost = expected - (Packets.Received - _receivedBefore);
        (_expectedBefore, _receivedBefore) = (Packets.Expected, Packets.Received);
        return new ReportBlock
        {
            Source = Ssrc,
            FractionLost = (byte)(expected <= 0 || lost <= 0 ? 0 : Math.Min(lost * 256 / expected, byte.MaxValue)),
            CumulativeLost = (int)(Packets.Expected - Packets.Received),
            ExtendedHighestSequence = Packets.Highest.ReportValue,
            Jitter = (uint)Jitter.Ticks,
            LastSenderReport = _senderReport,
            DelaySinceLastSenderReport = _senderReport == 0 ? 0 : (uint)((now - _senderReportAt).Ticks * DelayUnitsPerSecond / TimeSpan.TicksPerSecond),
        };
    }
}
