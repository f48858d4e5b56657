using Vod.Media.Timing;

namespace Vod.Media.Rtcp;

/// <summary>Round trip time from reception reports: arrival − LSR − DLSR (RFC 3550 section 6.4.1).</summary>
internal struct RoundTripTime
{
    /// <summary>
    /// Longest round trip that is believed. More says that a clock or a receiver lies; it would only delay retransmissions.
    /// </summary>
    public static readonly TimeSpan Max = TimeSpan.FromSeconds(10);

    // RFC 6298 section 2.3 weighs a new sample by 1/8, for the same trade between noise and change of path.
    private const int SampleWeight = 8;
    private const int NtpUnitsPerSecond = 1 << 16;

    /// <summary>Smoothed; zero until the first usable report.</summary>
    public TimeSpan Smoothed { get; private set; }

    /// <summary>Takes in a report that arrived at <paramref name="arrival"/>; false when it says nothing usable.</summary>
    public bool OnReport(in ReportBlock block, NtpTime arrival)
    {
        if (!TryMeasure(block, arrival, out TimeSpan sample))
        {
            return false;
        }

        Smoothed = Smoothed == TimeSpan.Zero ? sample : Smoothed + ((sample - Smoothed) / SampleWeight);
        return true;
    }

    /// <summary>The round trip one report shows.</summary>
    public static bool TryMeasure(in ReportBlock block, NtpTime arrival, out TimeSpan roundTrip)
    {
        roundTrip = default;
        if (block.LastSenderReport == 0)
        {
            return false;
        }

        // All three are the middle 32 bits and wrap every 18 hours, so only the difference means something. A receiver that rounds
        // up its delay can make it slightly negative on a very short path.
        int units = unchecked((int)(arrival.Middle - block.LastSenderReport - block.DelaySinceLastSenderReport));
        long ticks = Math.Max(0, units) * TimeSpan.TicksPerSecond / NtpUnitsPerSecond;
        roundTrip = new(ticks);
        return units > -NtpUnitsPerSecond && roundTrip <= Max;
    }
}
