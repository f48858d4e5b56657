using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Load.Reception;

/// <summary>The jitter of one stream as a report has it (RFC 3550 section 6.4.1, appendix A.8).</summary>
/// <param name="rate">Ticks per second of the stream's clock.</param>
internal sealed class InterarrivalJitter(uint rate)
{
    private const double Gain = 1.0 / 16;
    private (RtpTimestamp Timestamp, MonotonicTime Arrival)? _last;

    /// <summary>In ticks of the stream's clock.</summary>
    public double Ticks { get; private set; }

    /// <summary>In milliseconds.</summary>
    public double Milliseconds => Ticks * 1000 / rate;

    /// <summary>Notes a packet.</summary>
    public void Add(RtpTimestamp timestamp, MonotonicTime arrival)
    {
        if (_last is { } last)
        {
            double between = (arrival - last.Arrival).TotalSeconds * rate;
            Ticks += (Math.Abs(between - (timestamp - last.Timestamp)) - Ticks) * Gain;
        }

        _last = (timestamp, arrival);
    }
}
