namespace Vod.Media.Timing;

/// <summary>
/// Wall-clock time in the 64-bit NTP format of RFC 3550 section 4: seconds since 1900-01-01 in the upper 32 bits,
/// binary fraction of a second in the lower 32.
/// </summary>
/// <param name="Value">The 64 bits as they stand in a sender report.</param>
internal readonly record struct NtpTime(ulong Value)
{
    // RFC 868: the Unix epoch is 2208988800 s after the NTP era began.
    private const long UnixEpochInNtpSeconds = 2_208_988_800;

    /// <summary>The middle 32 bits, as LSR and DLSR of a reception report use them (RFC 3550 section 6.4.1).</summary>
    public uint Middle => (uint)(Value >> 16);

    /// <summary>Converts a span since the Unix epoch.</summary>
    public static NtpTime FromUnix(TimeSpan sinceUnixEpoch)
    {
        long seconds = Math.DivRem(sinceUnixEpoch.Ticks, TimeSpan.TicksPerSecond, out long ticks);
        ulong fraction = ((ulong)ticks << 32) / TimeSpan.TicksPerSecond;
        return new(((ulong)(seconds + UnixEpochInNtpSeconds) << 32) | fraction);
    }
}
