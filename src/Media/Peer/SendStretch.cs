using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Peer;

/// <summary>
/// Up to when a viewer is sent together what falls due one after the other. Time is cut into stretches as long as the lead, for each viewer at another place: all viewers of a
/// shared stream have the same pictures due at about the same time, and would otherwise all have much to send at once and then nothing.
/// </summary>
internal static class SendStretch
{
    private const int SsrcBits = 32;

    /// <summary>The end of the stretch a moment lies in.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="lead">Length of a stretch; above zero.</param>
    /// <param name="viewer">One of his streams, which is a random number that he has anyway.</param>
    /// <returns>Later than <paramref name="now"/> by the lead at most.</returns>
    public static MonotonicTime EndOf(MonotonicTime now, TimeSpan lead, Ssrc viewer)
    {
        long place = (lead.Ticks * viewer.Value) >> SsrcBits;
        return now + TimeSpan.FromTicks(lead.Ticks - ((now.Ticks + place) % lead.Ticks));
    }
}
