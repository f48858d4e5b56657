using Vod.Media.Timing;

namespace Vod.Media.Rtp;

/// <summary>Maps a media timeline to the RTP timestamps of one stream.</summary>
/// <param name="Rate">Ticks per second.</param>
/// <param name="Origin">
/// Timestamp of media time zero. Random per stream (RFC 3550 section 5.1), so it is injected; a predictable one would help
/// known-plaintext attacks on the encryption.
/// </param>
internal readonly record struct RtpClock(uint Rate, RtpTimestamp Origin)
{
    /// <summary>Every video payload format uses 90 kHz (RFC 6184 section 5.1 for H.264).</summary>
    public const uint VideoRate = 90_000;

    /// <summary>Opus always uses 48 kHz, whatever it was encoded at (RFC 7587 section 4.1).</summary>
    public const uint OpusRate = 48_000;

    /// <summary>
    /// The timestamp of a media time. Rounded from the timeline's origin and not added up frame by frame, so a timescale that
    /// does not divide the rate (30000/1001) never drifts.
    /// </summary>
    public RtpTimestamp At(MediaTime time) => Origin + MediaTime.Rescale(time.Value, time.Timescale, Rate);
}
