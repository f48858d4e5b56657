using System.Diagnostics;

namespace Vod.Media.Engine;

/// <summary>
/// Command: send a publication on to another server by RTMP, until it is closed or the publication has ended. It is a session like that of a viewer, but without a browser: it has no
/// <see cref="SessionAnswered"/>, and <see cref="SessionPlaying"/> tells that the other server takes it. A connection that breaks is made anew.
/// </summary>
/// <param name="Session">Identity of the new session.</param>
/// <param name="Publication">The publication of this node that is sent.</param>
/// <param name="Target">Where to: an rtmp or rtmps URL, which the caller has checked.</param>
public sealed record OpenPush(SessionId Session, SessionId Publication, string Target)
{
    /// <summary>The span of a trace that the session belongs to; default: none.</summary>
    public ActivityContext Trace { get; init; }
}
