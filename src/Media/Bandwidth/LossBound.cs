using Vod.Media.Timing;

namespace Vod.Media.Bandwidth;

/// <summary>
/// What a path carries, by its losses (draft-ietf-rmcat-gcc-02 section 6): a little loss is no congestion, much is. There is no bound before a path has lost much.
/// </summary>
internal sealed class LossBound
{
    /// <summary>Up to this share lost the bound grows: radio links lose as much at any rate.</summary>
    public const double LowLoss = 0.02;

    /// <summary>Above this share it falls.</summary>
    public const double HighLoss = 0.1;

    /// <summary>Growth per second.</summary>
    public const double Growth = 1.08;

    /// <summary>A bound this far above what is wanted bounds nothing and is forgotten.</summary>
    public const double Irrelevance = 1.5;

    private static readonly TimeSpan MaxStep = TimeSpan.FromSeconds(5);
    private MonotonicTime _updatedAt = MonotonicTime.Never;

    /// <summary>Bits per second; null without a bound.</summary>
    public long? Bitrate { get; private set; }

    /// <summary>Takes in what was lost since the last time.</summary>
    /// <param name="share">0 to 1.</param>
    /// <param name="sent">Bits per second that were sent.</param>
    /// <param name="wanted">Bits per second that would be enough; 0 if not known.</param>
    /// <param name="now">The time.</param>
    public void OnLoss(double share, long sent, long wanted, MonotonicTime now)
    {
        TimeSpan elapsed = _updatedAt.IsNever ? TimeSpan.Zero : now - _updatedAt;
        _updatedAt = now;
        if (share > HighLoss && sent > 0)
        {
            double current = Math.Min(Bitrate ?? sent, sent);
            Bitrate = Math.Max(RateControl.MinBitrate, (long)(current * (1 - (share / 2))));
        }
        else if (share <= LowLoss && Bitrate is { } bound)
        {
            double seconds = Math.Min(elapsed.TotalSeconds, MaxStep.TotalSeconds);
            Raise((long)(bound * Math.Pow(Growth, seconds)), wanted);
        }
    }

    /// <summary>The path has carried this much, or so much time has passed.</summary>
    public void Raise(long bitsPerSecond, long wanted)
    {
        long? raised = Bitrate is { } bound ? Math.Max(bound, bitsPerSecond) : null;
        Bitrate = wanted > 0 && raised > wanted * Irrelevance ? null : raised;
    }
}
