using Vod.Media.Timing;

namespace Vod.Media.Live;

/// <summary>
/// Where the publisher's time lies on the clock of this process: with the packet that was the fastest of late, and a little later. Written by the publisher's worker, read by all.
/// </summary>
/// <remarks>
/// The two clocks do not run equally fast: a crystal that is wrong by 100 ppm makes a third of a second in an hour. So the fastest packet is looked for among those of the last seconds.
/// </remarks>
internal sealed class LiveClock
{
    /// <summary>
    /// How much later than with the fastest packet everything is due. A frame of 30 a second, and a bit: so the picture that follows has mostly come when one is sent, nobody has to be woken for
    /// it, and the unevenness of a usual path is not passed on to viewers. Whoever talks with each other does not notice it.
    /// </summary>
    public static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(40);

    /// <summary>Packets are compared with those of the last one to two of these.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    /// <summary>By less than this the line is not moved to later: each viewer has to follow.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(5);

    private MonotonicTime _before = MonotonicTime.Never;
    private MonotonicTime _current = MonotonicTime.Never;
    private MonotonicTime _windowEnd = MonotonicTime.Never;
    private long _epoch = MonotonicTime.Never.Ticks;

    /// <summary>The moment at which the publisher's time zero is due; never while nothing has come.</summary>
    public MonotonicTime Epoch => new(Volatile.Read(ref _epoch));

    /// <summary>Something has come; for the publisher's worker.</summary>
    /// <param name="time">Its time, in the publisher's.</param>
    /// <param name="now">The time.</param>
    public void OnArrival(TimeSpan time, MonotonicTime now)
    {
        MonotonicTime zero = now - time;
        if (now >= _windowEnd)
        {
            (_before, _current, _windowEnd) = (_current, zero, now + Window);
        }
        else
        {
            _windowEnd = _windowEnd.IsNever ? now + Window : _windowEnd;
            _current = MonotonicTime.Min(_current, zero);
        }

        MonotonicTime epoch = MonotonicTime.Min(_before, _current) + Delay;
        if (epoch < Epoch || epoch - Epoch > Tolerance)
        {
            Volatile.Write(ref _epoch, epoch.Ticks);
        }
    }
}
