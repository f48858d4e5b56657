using Vod.Media.Timing;

namespace Vod.Media.Simulation.Network;

/// <summary>A link with a rate and a queue in front of it that drops what does not fit any more (drop-tail).</summary>
/// <param name="bitsPerSecond">What it lets through.</param>
/// <param name="queue">How long a datagram waits at most.</param>
internal sealed class Bottleneck(long bitsPerSecond, TimeSpan queue)
{
    private MonotonicTime _freeAt = MonotonicTime.Zero;

    /// <summary>What it lets through; may be changed at any time, for what comes then.</summary>
    public long Bitrate { get; set; } = bitsPerSecond;

    public int Dropped { get; private set; }

    /// <summary>How long each datagram waited, and when it came.</summary>
    public List<(MonotonicTime At, TimeSpan Waited)> Waits { get; } = [];

    /// <summary>Takes a datagram; false when the queue is full.</summary>
    /// <param name="bytes">Of the datagram, with headers of UDP and IP.</param>
    /// <param name="now">When it comes.</param>
    /// <param name="through">When it is through.</param>
    public bool TryPass(int bytes, MonotonicTime now, out MonotonicTime through)
    {
        MonotonicTime start = MonotonicTime.Max(now, _freeAt);
        through = start + new TimeSpan(bytes * 8 * TimeSpan.TicksPerSecond / Bitrate);
        if (start - now > queue)
        {
            Dropped++;
            return false;
        }

        _freeAt = through;
        Waits.Add((now, start - now));
        return true;
    }
}
