using Vod.Media.Playback;
using Vod.Media.Timing;

namespace Vod.Media.Peer;

/// <summary>
/// Decides over some seconds how much of a stream a path gets, and when its viewer is to be told. Thins without hesitation of more than that, restores with a margin, and waits longer each time
/// restoring has failed, so that a picture does not change between two qualities every few seconds.
/// </summary>
internal sealed class QualityPolicy
{
    /// <summary>How long a path has to be too narrow before the picture is thinned.</summary>
    public static readonly TimeSpan ThinAfter = TimeSpan.FromSeconds(2);

    /// <summary>How long it has to be wide enough before more is sent; doubled by each failure up to <see cref="MaxRestoreAfter"/>.</summary>
    public static readonly TimeSpan RestoreAfter = TimeSpan.FromSeconds(2);

    /// <summary>The longest of these times.</summary>
    public static readonly TimeSpan MaxRestoreAfter = TimeSpan.FromSeconds(32);

    /// <summary>More that has been sent for this long has not failed.</summary>
    public static readonly TimeSpan Probation = TimeSpan.FromSeconds(10);

    /// <summary>How long a path does not carry the stream before the viewer is told, and carries it before that is taken back.</summary>
    public static readonly TimeSpan TellAfter = TimeSpan.FromSeconds(3);

    /// <summary>What a path has to carry for more to be sent, over what that takes.</summary>
    public const double RestoreMargin = 1.15;

    private MonotonicTime _tooMuchSince = MonotonicTime.Never;
    private MonotonicTime _enoughSince = MonotonicTime.Never;
    private MonotonicTime _narrowSince = MonotonicTime.Never;
    private MonotonicTime _wideSince = MonotonicTime.Never;
    private MonotonicTime _restoredAt = MonotonicTime.Never;
    private bool _isTrial;
    private TimeSpan _restoreAfter = RestoreAfter;

    /// <summary>How much is sent.</summary>
    public SendQuality Quality { get; private set; } = SendQuality.Full;

    /// <summary>Whether the path has not carried the stream for some time.</summary>
    public bool IsTooNarrow { get; private set; }

    /// <summary>Whether nothing is amiss and nothing is waited for.</summary>
    public bool IsAtRest => Quality == SendQuality.Full && !IsTooNarrow && _narrowSince.IsNever;

    /// <summary>Judges anew; a few times a second. True when <see cref="IsTooNarrow"/> has changed.</summary>
    /// <param name="path">Bits per second the path carries; null when nothing says that it is limited.</param>
    /// <param name="needs">What the stream takes.</param>
    /// <param name="isLate">Whether pictures were left out a moment ago because they were late.</param>
    /// <param name="isBlind">Whether the path cannot show that it carries more than now without more being sent.</param>
    /// <param name="now">The time.</param>
    public bool Judge(long? path, in QualityNeeds needs, bool isLate, bool isBlind, MonotonicTime now)
    {
        SendQuality fits = needs.BestWithin(path, 1);
        SendQuality fitsWell = isBlind ? SendQuality.Full : needs.BestWithin(path, RestoreMargin);
        bool isOnTrial = _isTrial && now < _restoredAt + Probation;
        bool isTooMuch = !isOnTrial && (fits < Quality || (isLate && Quality > SendQuality.KeyFramesOnly));
        _tooMuchSince = isTooMuch ? MonotonicTime.Min(_tooMuchSince, now) : MonotonicTime.Never;
        _enoughSince = fitsWell > Quality ? MonotonicTime.Min(_enoughSince, now) : MonotonicTime.Never;
        if (now >= _tooMuchSince + ThinAfter)
        {
            Thin(fits, now);
        }
        else if (now >= _enoughSince + _restoreAfter)
        {
            (Quality, _restoredAt, _enoughSince, _isTrial) = (fitsWell, now, MonotonicTime.Never, isBlind);
        }

        return Tell(fits, now);
    }

    private void Thin(SendQuality fits, MonotonicTime now)
    {
        bool hasFailed = !_restoredAt.IsNever && now < _restoredAt + Probation + ThinAfter;
        _restoreAfter = hasFailed ? TimeSpan.FromTicks(Math.Min(_restoreAfter.Ticks * 2, MaxRestoreAfter.Ticks)) : RestoreAfter;

        // What is late does not fit, whatever the estimate says.
        Quality = fits < Quality ? fits : Quality - 1;
        (_tooMuchSince, _enoughSince, _isTrial) = (MonotonicTime.Never, MonotonicTime.Never, false);
    }

    private bool Tell(SendQuality fits, MonotonicTime now)
    {
        bool isNarrow = fits < SendQuality.Full || Quality < SendQuality.Full;
        _narrowSince = isNarrow ? MonotonicTime.Min(_narrowSince, now) : MonotonicTime.Never;
        _wideSince = isNarrow ? MonotonicTime.Never : MonotonicTime.Min(_wideSince, now);
        bool changes = IsTooNarrow ? now >= _wideSince + TellAfter : now >= _narrowSince + TellAfter;
        IsTooNarrow ^= changes;
        return changes;
    }
}
