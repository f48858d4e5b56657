namespace Vod.Media.Ice;

/// <summary>
/// Tells the protocols apart that share one UDP port (RFC 7983 section 7). It looks at two bytes only and promises
/// nothing about the rest: every parser behind it still has to defend itself.
/// </summary>
internal static class DatagramClassifier
{
    // RTP and RTCP carry an 8-byte header at least, DTLS a 13-byte and STUN a 20-byte one; two bytes are all we look at.
    private const int MinimumLength = 2;

    /// <summary>Classifies one datagram; an empty or one-byte datagram is <see cref="DatagramKind.Unknown"/>.</summary>
    public static DatagramKind Classify(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length < MinimumLength)
        {
            return DatagramKind.Unknown;
        }

        return datagram[0] switch
        {
            <= 3 => DatagramKind.Stun,
            >= 20 and <= 63 => DatagramKind.Dtls,
            // RFC 5761 section 4: RTP must not use the payload types that, with the marker bit, look like packet types 192 to 223.
            >= 128 and <= 191 => datagram[1] is >= 192 and <= 223 ? DatagramKind.Rtcp : DatagramKind.Rtp,
            _ => DatagramKind.Unknown,
        };
    }
}
