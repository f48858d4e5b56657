using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Publish.Reception;

/// <summary>What is reported about one stream that is received (RFC 3550 section 6.4.1, appendices A.3 and A.8).</summary>
/// <param name="clockRate">Of the stream's timestamps.</param>
internal sealed class ReceiveStatistics(uint clockRate)
{
    // RFC 3550 appendix A.8: the jitter is kept sixteen times as large, and a sample counts for a sixteenth.
    private const int JitterScaleBits = 4;
    private const int FractionScale = 256;
    private const int DelayUnitsPerSecond = 1 << 16;
    private ExtendedSequenceNumber _first;
    private ExtendedSequenceNumber _highest;
    private long _received;
    private long _expectedPrior;
    private long _receivedPrior;
    private long? _transit;
    private long _jitter;
    private uint _lastSenderReport;
    private MonotonicTime _lastSenderReportAt;

    /// <summary>Packets that came, copies included (appendix A.3).</summary>
    public long Received => _received;

    /// <summary>Packets there were from the first number to the highest.</summary>
    public long Expected => _received == 0 ? 0 : _highest.Value - _first.Value + 1;

    /// <summary>Notes a packet of the stream itself.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="timestamp">Its timestamp.</param>
    /// <param name="hasRestarted">Whether the sender has begun anew with it.</param>
    /// <param name="now">When it came.</param>
    public void OnPacket(ExtendedSequenceNumber number, RtpTimestamp timestamp, bool hasRestarted, MonotonicTime now)
    {
        if (hasRestarted || _received == 0)
        {
            (_first, _highest, _received, _expectedPrior, _receivedPrior, _transit) = (number, number, 0, 0, 0, null);
        }

        _received++;
        if (number.Value >= _highest.Value)
        {
            // What was overtaken, or is sent again in the stream itself, says nothing about the path.
            _highest = number;
            NoteTransit(timestamp, now);
        }
    }

    /// <summary>Notes a sender report.</summary>
    public void OnSenderReport(NtpTime wallTime, MonotonicTime now) => (_lastSenderReport, _lastSenderReportAt) = (wallTime.Middle, now);

    /// <summary>The report block; what it says of losses is counted from the one before.</summary>
    public ReportBlock Report(Ssrc source, MonotonicTime now)
    {
        long expected = Expected - _expectedPrior;
        long lost = expected - (_received - _receivedPrior);
        (_expectedPrior, _receivedPrior) = (Expected, _received);
        return new()
        {
            Source = source,
            FractionLost = expected <= 0 || lost <= 0 ? (byte)0 : (byte)Math.Min(lost * FractionScale / expected, byte.MaxValue),
            CumulativeLost = (int)Math.Clamp(Expected - _received, int.MinValue, int.MaxValue),
            ExtendedHighestSequence = _highest.ReportValue,
            Jitter = (uint)(_jitter >> JitterScaleBits),
            LastSenderReport = _lastSenderReport,
            DelaySinceLastSenderReport = _lastSenderReport == 0 ? 0 : (uint)((now - _lastSenderReportAt).Ticks * DelayUnitsPerSecond / TimeSpan.TicksPerSecond),
        };
    }

    private void NoteTransit(RtpTimestamp timestamp, MonotonicTime now)
    {
        long arrival = MediaTime.Rescale(now.Ticks, (uint)TimeSpan.TicksPerSecond, clockRate);
        long transit = unchecked((int)((uint)arrival - timestamp.Value));
        if (_transit is { } last)
        {
            long difference = Math.Abs((long)unchecked((int)(transit - last)));
            _jitter += difference - ((_jitter + 8) >> JitterScaleBits);
        }

        _transit = transit;
    }
}
