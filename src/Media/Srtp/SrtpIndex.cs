namespace Vod.Media.Srtp;

/// <summary>The 48-bit packet index: rollover counter and sequence number (RFC 3711 section 3.3.1).</summary>
internal static class SrtpIndex
{
    /// <summary>The last index a master key may be used with (RFC 3711 section 9.2: 2^48 packets).</summary>
    public const long Last = (1L << 48) - 1;

    /// <summary>The last SRTCP index (31 bits on the wire).</summary>
    public const long LastRtcp = (1L << 31) - 1;

    /// <summary>
    /// The index nearest to the highest one known that has this sequence number; negative when that would be before the
    /// stream began. Same as the guess of appendix A, save for a distance of exactly 2^15, where both are as likely to be wrong.
    /// </summary>
    /// <param name="highest">The highest index known, or -1 before the first packet, whose rollover counter is 0 by definition.</param>
    /// <param name="sequenceNumber">The sequence number in the packet.</param>
    public static long Estimate(long highest, ushort sequenceNumber) =>
        highest < 0 ? sequenceNumber : highest + (short)(sequenceNumber - (ushort)highest);
}
