using Vod.Media.Timing;

namespace Vod.Media.Playback;

/// <summary>
/// The presentation of one viewer in time. Two lines: the presentation, whose zero is the start of the file, and the stream, which is what is sent, counted from its start and
/// never going back. Everything that is sent is due at a moment computed from here, never at "the last one plus a frame", so that nothing drifts. A file that is played once
/// lies at the start of the presentation; one that loops lies on it lap by lap.
/// </summary>
/// <remarks>
/// Of a viewer who neither seeks nor changes the speed, and whose storage is never late, both lines are the same. A seek lets the stream go on with another place of the
/// presentation, another speed presses the presentation together or pulls it apart. The stream never stands still: it is what RTP timestamps are made of, and a sampling clock
/// goes on while there is nothing to send (RFC 3550 section 5.1). A pause, or a stall of the storage, is a stretch of the stream without anything of the presentation in it; a
/// receiver for which it did not count would take all that follows for late.
/// </remarks>
internal sealed class PlaybackClock
{
    /// <summary>Slowest speed.</summary>
    public const double MinSpeed = 0.5;

    /// <summary>Fastest speed.</summary>
    public const double MaxSpeed = 2;

    /// <summary>
    /// The longest stretch of the stream without media in it. What stands still for longer than that goes on after so much: a timestamp that is further ahead than half of its
    /// circle (6.6 hours of 90 kHz) would be taken for an old one.
    /// </summary>
    public static readonly TimeSpan MaxGap = TimeSpan.FromHours(1);

    private MonotonicTime _epoch = MonotonicTime.Never;
    private MonotonicTime _pausedAt = MonotonicTime.Never;
    private TimeSpan _stretchStart;
    private TimeSpan _stretchPosition;

    /// <summary>Whether the timeline has been started.</summary>
    public bool IsRunning => !_epoch.IsNever;

    /// <summary>Whether the timeline stands still.</summary>
    public bool IsPaused => !_pausedAt.IsNever;

    /// <summary>How much faster than usual the presentation goes by.</summary>
    public double Speed { get; private set; } = 1;

    /// <summary>The moment of stream time zero; <see cref="MonotonicTime.Never"/> before the start.</summary>
    public MonotonicTime Epoch => _epoch;

    /// <summary>Starts; the epoch may lie in the past: then a part of the presentation is over already.</summary>
    public void Start(MonotonicTime epoch) => _epoch = epoch;

    /// <summary>
    /// Moves the rest of the stream later: after a stall of the storage the viewer goes on where it stopped instead of being sent the missed part in a burst.
    /// </summary>
    public void Delay(TimeSpan by)
    {
        Insert(by);
        _pausedAt += by;
    }

    /// <summary>Goes on with another place of the presentation.</summary>
    /// <param name="position">The place.</param>
    /// <param name="streamTime">The time of the stream it is shown at; not before what was sent already.</param>
    public void Seek(TimeSpan position, TimeSpan streamTime)
    {
        (_stretchPosition, _stretchStart) = (position, streamTime);

        // What stands still stands there now.
        _pausedAt = IsPaused ? MonotonicTime.Max(_pausedAt, _epoch + streamTime) : _pausedAt;
    }

    /// <summary>Changes the speed from now on. Only while running.</summary>
    /// <param name="speed">From <see cref="MinSpeed"/> to <see cref="MaxSpeed"/>.</param>
    /// <param name="streamTime">The time of the stream from which on it holds; not before what was sent already.</param>
    /// <param name="now">The time.</param>
    public void SetSpeed(double speed, TimeSpan streamTime, MonotonicTime now)
    {
        Seek(PositionAt(now), streamTime);
        Speed = speed;
    }

    /// <summary>Stands still from now on: nothing that lies ahead is due. Only while running.</summary>
    public void Pause(MonotonicTime now) => _pausedAt = MonotonicTime.Min(_pausedAt, now);

    /// <summary>Goes on where it stood still.</summary>
    public void Resume(MonotonicTime now)
    {
        if (IsPaused)
        {
            Insert(now - _pausedAt);
            _pausedAt = MonotonicTime.Never;
        }
    }

    /// <summary>When a time of the presentation is due; <see cref="MonotonicTime.Never"/> before the start, and while the timeline stands still before it.</summary>
    public MonotonicTime DueTime(TimeSpan position)
    {
        MonotonicTime due = _epoch + StreamTimeOf(position);
        return due > _pausedAt ? MonotonicTime.Never : due;
    }

    /// <summary>The time of the presentation at a moment; negative before the epoch. Only while running.</summary>
    public TimeSpan PositionAt(MonotonicTime now) => _stretchPosition + ((MonotonicTime.Min(now, _pausedAt) - _epoch - _stretchStart) * Speed);

    /// <summary>The time of the stream at a moment. Only while running.</summary>
    public TimeSpan StreamTimeAt(MonotonicTime now) => now - _epoch;

    /// <summary>When in the stream a time of the presentation is shown.</summary>
    public TimeSpan StreamTimeOf(TimeSpan position) => _stretchStart + ((position - _stretchPosition) / Speed);

    /// <summary>The same in ticks of another clock, and exact for a viewer who has not changed the speed.</summary>
    /// <param name="ticks">A time of the presentation.</param>
    /// <param name="rate">Ticks per second.</param>
    public long StreamTicksOf(long ticks, uint rate)
    {
        long start = TicksOf(_stretchStart, rate);
        long passed = ticks - TicksOf(_stretchPosition, rate);
        return start + (Speed == 1 ? passed : (long)Math.Round(passed / Speed));
    }

    // Who goes on before the moment he stands at goes on earlier; what was sent stays where it is in the stream.
    private void Insert(TimeSpan gap)
    {
        TimeSpan seen = TimeSpan.FromTicks(Math.Clamp(gap.Ticks, 0, MaxGap.Ticks));
        _stretchStart += seen;
        _epoch += gap - seen;
    }

    private static long TicksOf(TimeSpan time, uint rate) => new MediaTime(time.Ticks, (uint)TimeSpan.TicksPerSecond).To(rate).Value;
}
