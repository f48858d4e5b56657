using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Simulation.Browser;

/// <summary>
/// A receiver's own estimate, made as browsers make theirs but simpler: what came lately, times 0.85 when the delay is well above its least and grows, kept while it falls, else growing by 8 % a second, to one and a half
/// times what came.
/// </summary>
internal sealed class ReceiverEstimator
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MinInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxQueue = TimeSpan.FromMilliseconds(60);
    private readonly Queue<(MonotonicTime At, int Bytes)> _window = new();
    private double _least = double.MaxValue;
    private double _delay;
    private double _delayBefore;
    private double _estimate;
    private MonotonicTime _firstAt = MonotonicTime.Never;
    private MonotonicTime _updatedAt;
    private MonotonicTime _decreasedAt = MonotonicTime.Zero;
    private long _bytes;

    public void Note(AbsSendTime sent, int bytes, MonotonicTime now)
    {
        // Sender and receiver share the clock of the simulation up to a constant; 24 bits of it wrap after 64 s.
        double arrival = now.Ticks / (double)TimeSpan.TicksPerSecond % 64;
        double delay = arrival - (sent.Value / (double)(1 << 18));
        _delay = delay < -32 ? delay + 64 : delay > 32 ? delay - 64 : delay;
        _least = Math.Min(_least, _delay);
        _firstAt = MonotonicTime.Min(_firstAt, now);
        _window.Enqueue((now, bytes));
        _bytes += bytes;
        while (_window.Peek().At < now - Window)
        {
            _bytes -= _window.Dequeue().Bytes;
        }
    }

    public long Update(MonotonicTime now)
    {
        double received = _bytes * 8 / Math.Clamp((now - _firstAt).TotalSeconds, 0.1, Window.TotalSeconds);
        double seconds = _estimate == 0 ? 0 : (now - _updatedAt).TotalSeconds;
        _updatedAt = now;
        _estimate = _estimate == 0 ? 30_000_000 : _estimate;
        bool isQueued = _delay - _least > MaxQueue.TotalSeconds;
        bool isGrowing = _delay >= _delayBefore;
        _delayBefore = _delay;
        _estimate = isQueued
            ? isGrowing && now >= _decreasedAt + MinInterval ? Decrease(0.85 * received, now) : _estimate
            : Math.Max(_estimate, Math.Min(_estimate * Math.Pow(1.08, seconds), (received * 1.5) + 10_000));
        return (long)_estimate;
    }

    private double Decrease(double to, MonotonicTime now)
    {
        _decreasedAt = now;
        return Math.Min(_estimate, to);
    }
}
