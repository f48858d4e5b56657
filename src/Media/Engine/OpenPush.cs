using System.Diagnostics;

namespace Vod.Media.Engine;

/// <summary>
/// Command: send a file or a publication to another server by RTMP, until it is closed or what it sends has ended. It is a session like that of a viewer, but without a browser: it has no
/// <see cref="SessionAnswered"/>, and <see cref="SessionPlaying"/> tells that the other server takes it. A connection that breaks is made anew.
/// </summary>
/// <param name="Session">Identity of the new session.</param>
/// <param name="AssetPath">As in <see cref="OpenPlayback"/>.</param>
/// <param name="Target">Where to: an rtmp or rtmps URL, which the caller has checked.</param>
/// <param name="Timeline">As in <see cref="OpenPlayback"/>.</param>
public sealed record OpenPush(SessionId Session, string AssetPath, string Target, SharedTimeline? Timeline = null)
{
    /// <summary>The publication that is sent; null: the file.</summary>
    public SessionId? Publication { get; init; }

    /// <summary>The span of a trace that the session belongs to; default: none.</summary>
    public ActivityContext Trace { get; init; }
}
