using Vod.Media.Timing;

namespace Vod.Media.Peer;

/// <content>A viewer who lost the picture gets it back, and one who has none yet gets one.</content>
internal sealed partial class VideoSender
{
    /// <summary>
    /// Shortest time between two bursts made for a viewer that lost the picture: a burst is up to a whole GOP. The same between two key frames that a publisher is asked for on his behalf.
    /// </summary>
    public static readonly TimeSpan MinResyncInterval = TimeSpan.FromSeconds(1);

    /// <summary>A key frame that is due this soon is waited for rather than going back to the last one.</summary>
    public static readonly TimeSpan KeyFrameWait = TimeSpan.FromMilliseconds(400);

    /// <summary>
    /// Shortest time between two key frames that a publisher is asked for because the path of one viewer does not carry what lies between: each of them costs all the others.
    /// </summary>
    public static readonly TimeSpan ThinnedKeyFrameInterval = TimeSpan.FromSeconds(4);

    /// <summary>
    /// How often it is looked whether the next picture of a publication has come. Far below the time that such a picture waits for its turn anyway, so only one that is late goes later for it.
    /// </summary>
    public static readonly TimeSpan LiveLookInterval = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(5);
    private MonotonicTime _resyncAllowedAt = MonotonicTime.Zero;

    /// <summary>
    /// The viewer has lost the picture (PLI, RFC 4585 section 6.3.1; FIR, RFC 5104 section 4.3.1). A file cannot make a key frame, so it is sent again from
    /// the last one in a burst; a publisher can.
    /// </summary>
    public bool OnKeyFrameRequest(MonotonicTime now)
    {
        // While a burst is on its way, or about to be, another would only begin it anew. While the storage is late nothing can be sent, and going back would hide that
        // it is late: the viewer asks again.
        if (!_clock.IsRunning || now < _resyncAllowedAt || _cursor.IsInBurst || _cursor.IsJumping || _cursor.MissingSince <= now
            || _cursor.IsKeyFrameWithin(KeyFrameWait) || !TryResync())
        {
            return false;
        }

        _resyncAllowedAt = now + MinResyncInterval;
        return true;
    }

    private bool TryResync()
    {
        if (!_cursor.IsLive)
        {
            return _cursor.TryGoBack();
        }

        _cursor.RequestKeyFrame();
        return true;
    }

    private void AskAfterThinning(MonotonicTime now)
    {
        if (_cursor.IsLive && now >= _resyncAllowedAt)
        {
            _resyncAllowedAt = now + ThinnedKeyFrameInterval;
            _cursor.RequestKeyFrame();
        }
    }

    // The storage answers; an encoder and a publisher do not say when a picture is there.
    private MonotonicTime NextLook(MonotonicTime now) =>
        _cursor.IsLive ? now + LiveLookInterval
        : _cursor.IsBeingMade ? MonotonicTime.Max(_cursor.NextDue, now + LookInterval) : MonotonicTime.Never;
}
