using Vod.Media.Timing;

namespace Vod.Media.Publish.Reception;

/// <summary>
/// When a key frame is asked for (PLI, RFC 4585 section 6.3.1): at once when the picture is lost, and again until one has come, as the question or the answer may be lost too. Each one
/// costs the publisher a piece of its quality, so there is a shortest time between two questions.
/// </summary>
internal sealed class KeyFrameRequests
{
    /// <summary>Shortest time between two questions while the picture is lost: a round trip, and the time an encoder takes for the next picture.</summary>
    public static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>Shortest time from a key frame, or a question, to one that somebody asks for who could wait: viewers come and go as they like.</summary>
    public static readonly TimeSpan MinWishInterval = TimeSpan.FromSeconds(2);

    private MonotonicTime _freeAt = MonotonicTime.Zero;
    private MonotonicTime _wishFreeAt = MonotonicTime.Zero;

    /// <summary>When the next question is due; never while nobody wants a key frame.</summary>
    public MonotonicTime Due { get; private set; } = MonotonicTime.Never;

    /// <summary>Notes that nothing can be shown before the next key frame.</summary>
    public void OnPictureLost(MonotonicTime now) => Due = MonotonicTime.Min(Due, MonotonicTime.Max(now, _freeAt));

    /// <summary>Notes that somebody would like to have a key frame.</summary>
    public void OnWish(MonotonicTime now) => Due = MonotonicTime.Min(Due, MonotonicTime.Max(now, _wishFreeAt));

    /// <summary>Notes that a key frame came.</summary>
    public void OnKeyFrame(MonotonicTime now)
    {
        Due = MonotonicTime.Never;
        _wishFreeAt = now + MinWishInterval;
    }

    /// <summary>Notes that one was asked for.</summary>
    public void OnAsked(MonotonicTime now)
    {
        _freeAt = now + MinInterval;
        _wishFreeAt = now + MinWishInterval;
        Due = _freeAt;
    }
}
