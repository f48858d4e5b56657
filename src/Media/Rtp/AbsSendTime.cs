using Vod.Media.Timing;

namespace Vod.Media.Rtp;

/// <summary>
/// Departure time of a packet for the receiver's bandwidth estimate: 6 bits of seconds and 18 bits of fraction, wrapping every 64 s
/// (http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time).
/// </summary>
/// <param name="Value">24 bits.</param>
internal readonly record struct AbsSendTime(uint Value)
{
    /// <summary>The extension's element is three bytes.</summary>
    public const int Size = 3;

    // 18 of the 32 fraction bits of NTP survive.
    private const int DroppedFractionBits = 14;
    private const uint Mask = 0xFF_FFFF;

    /// <summary>Takes the middle of a 64-bit NTP time.</summary>
    public static AbsSendTime From(NtpTime time) => new((uint)(time.Value >> DroppedFractionBits) & Mask);
}
