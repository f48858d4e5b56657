using Vod.Media.Timing;

namespace Vod.Media.Bandwidth;

/// <summary>
/// What a path carries, by its delay: less than got through when it was over-used, then more until it is again (draft-ietf-rmcat-gcc-02 section 5.5). There is no estimate before the first over-use: a file
/// does not send more than it needs, so a path that never fills up never shows what it carries.
/// </summary>
internal sealed class RateControl
{
    /// <summary>What an over-used path is trusted with, of what got through.</summary>
    public const double Backoff = 0.85;

    /// <summary>Growth per second far from the capacity.</summary>
    public const double Growth = 1.08;

    /// <summary>How far the estimate may be above what is received: nobody has seen the path carry more.</summary>
    public const double MaxOverReceived = 1.5;

    /// <summary>No path is taken for slower, in bits per second: sound has to get through to be told that it does.</summary>
    public const long MinBitrate = 100_000;

    /// <summary>Below this share of the estimate the sender has little to say about the path: what is received is then what it sends.</summary>
    public const double ApplicationLimit = 0.7;

    private const int BitsPerPacket = 1200 * 8;
    private const int SlackBitrate = 10_000;
    private static readonly TimeSpan ResponseTime = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MinReaction = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan MaxReaction = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan MaxStep = TimeSpan.FromSeconds(1);
    private LinkCapacity _capacity;
    private MonotonicTime _updatedAt = MonotonicTime.Never;

    /// <summary>Bits per second; null before the first over-use.</summary>
    public long? Bitrate { get; private set; }

    /// <summary>When the path was over-used last; never before it was.</summary>
    public MonotonicTime DecreasedAt { get; private set; } = MonotonicTime.Never;

    /// <summary>Takes in what feedback has shown.</summary>
    /// <param name="usage">What the delay says.</param>
    /// <param name="throughput">What got through.</param>
    /// <param name="roundTrip">Smoothed, zero if not known.</param>
    /// <param name="now">The time.</param>
    public void Update(PathUsage usage, in Throughput throughput, TimeSpan roundTrip, MonotonicTime now)
    {
        if (usage == PathUsage.Overuse)
        {
            Decrease(throughput, roundTrip, now);
        }
        else if (usage == PathUsage.Normal && Bitrate is { } current)
        {
            Increase(current, throughput, roundTrip, now);
        }

        _updatedAt = now;
    }

    /// <summary>A probe has shown that the path carries this much.</summary>
    public void Raise(long bitsPerSecond)
    {
        if (_capacity.IsExceededBy(bitsPerSecond))
        {
            _capacity.Forget();
        }

        Bitrate = Bitrate is { } current ? Math.Max(current, bitsPerSecond) : null;
    }

    /// <summary>Goes back to knowing nothing.</summary>
    public void Forget()
    {
        (Bitrate, DecreasedAt) = (null, MonotonicTime.Never);
        _capacity.Forget();
    }

    private void Decrease(in Throughput throughput, TimeSpan roundTrip, MonotonicTime now)
    {
        bool isApplicationLimited = Bitrate is { } known && throughput.Sent < known * ApplicationLimit;
        bool isFarBelow = !isApplicationLimited && throughput.ReceivedLately < Bitrate / 2;
        if (throughput.ReceivedLately == 0 || (!isFarBelow && !DecreasedAt.IsNever && now < DecreasedAt + Reaction(roundTrip)))
        {
            return;
        }

        long received = isApplicationLimited ? Bitrate!.Value : throughput.ReceivedLately;
        Bitrate = Math.Max(MinBitrate, Math.Min(Bitrate ?? long.MaxValue, (long)(received * Backoff)));
        DecreasedAt = now;
        if (_capacity.IsOutside(received))
        {
            _capacity.Forget();
        }

        _capacity.OnOveruse(received);
    }

    private void Increase(long current, in Throughput throughput, TimeSpan roundTrip, MonotonicTime now)
    {
        double elapsed = _updatedAt.IsNever ? 0 : Math.Min((now - _updatedAt).TotalSeconds, MaxStep.TotalSeconds);
        if (_capacity.IsExceededBy(throughput.Received))
        {
            _capacity.Forget();
        }

        double grown = _capacity.IsKnown
            ? current + (BitsPerPacket / (roundTrip + ResponseTime).TotalSeconds * elapsed)
            : current * Math.Pow(Growth, elapsed);
        long limit = (long)(throughput.Received * MaxOverReceived) + SlackBitrate;
        Bitrate = Math.Max(current, Math.Min((long)grown, limit));
    }

    private static TimeSpan Reaction(TimeSpan roundTrip) => roundTrip < MinReaction ? MinReaction : roundTrip > MaxReaction ? MaxReaction : roundTrip;
}
