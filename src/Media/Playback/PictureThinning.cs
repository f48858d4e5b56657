using Vod.Media.Timing;

namespace Vod.Media.Playback;

/// <summary>
/// Leaves out pictures that a path does not carry, such that a decoder survives it: those nobody refers to freely; after any other nothing is sent until decoding can start again.
/// </summary>
/// <remarks>
/// What is late because the path is narrow is left out whatever the quality: it would only make everything behind it later. A picture that has been begun is finished.
/// </remarks>
internal sealed class PictureThinning
{
    /// <summary>
    /// A picture that is later than this is not begun on a narrow path. Above what late storage makes of it before the timeline moves.
    /// </summary>
    public static readonly TimeSpan MaxLateness = TimeSpan.FromMilliseconds(400);

    /// <summary>How much later one may be that nobody refers to.</summary>
    public static readonly TimeSpan MaxDisposableLateness = TimeSpan.FromMilliseconds(150);

    /// <summary>How long a burst may take on a narrow path, and how late the pictures right behind it may be.</summary>
    public static readonly TimeSpan MaxBurstTime = TimeSpan.FromSeconds(1.5);

    // Of the last hundred pictures or so.
    private const double Weight = 0.01;
    private bool _waitsForKey;
    private bool _catchesUp;
    private bool _wasInBurst;
    private MonotonicTime _burstSince;
    private double _pictureBytes;
    private double _disposableBytes;

    /// <summary>How much is sent.</summary>
    public SendQuality Quality { get; set; } = SendQuality.Full;

    /// <summary>Whether the path is known to be narrow, so that lateness is its doing.</summary>
    public bool IsPathNarrow { get; set; }

    /// <summary>Share of the bytes of late that belong to pictures nobody refers to, 0 to 1.</summary>
    public double DisposableShare => _pictureBytes > 0 ? _disposableBytes / _pictureBytes : 0;

    /// <summary>When a picture that others refer to was left out for being late; never if none was.</summary>
    public MonotonicTime LateSince { get; private set; } = MonotonicTime.Never;

    /// <summary>Whether a picture whose turn has come is sent.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="isInBurst">Whether it is past already and sent for the sake of those after it.</param>
    /// <param name="due">When it was due.</param>
    /// <param name="now">The time.</param>
    public bool MaySend(in SuppliedPicture picture, bool isInBurst, MonotonicTime due, MonotonicTime now)
    {
        if (!IsPathNarrow && !_waitsForKey && Quality == SendQuality.Full)
        {
            return true;
        }

        bool isDisposable = !picture.IsKey && picture.Cut.IsDisposable;
        _pictureBytes += Weight * (picture.Cut.PayloadBytes - _pictureBytes);
        _disposableBytes += Weight * ((isDisposable ? picture.Cut.PayloadBytes : 0) - _disposableBytes);
        TimeSpan lateness = LatenessOf(isInBurst, due, now);
        bool isLate = IsPathNarrow && lateness > (_catchesUp ? MaxBurstTime : isDisposable ? MaxDisposableLateness : MaxLateness);
        if (isDisposable)
        {
            return !_waitsForKey && !isLate && Quality == SendQuality.Full;
        }

        if (isLate)
        {
            LateSince = now;
        }

        bool isSent = !isLate && (picture.IsKey || (!_waitsForKey && Quality > SendQuality.KeyFramesOnly));
        _waitsForKey = !isSent;
        return isSent;
    }

    // Of a burst every picture is late by design; what counts is how long it takes.
    private TimeSpan LatenessOf(bool isInBurst, MonotonicTime due, MonotonicTime now)
    {
        _burstSince = isInBurst && !_wasInBurst ? now : _burstSince;
        _wasInBurst = isInBurst;
        TimeSpan lateness = now - (isInBurst ? _burstSince : due);
        _catchesUp = isInBurst || (_catchesUp && lateness > MaxDisposableLateness);
        return lateness;
    }
}
