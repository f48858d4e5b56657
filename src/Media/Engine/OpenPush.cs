using System.Diagnostics;

namespace Vod.Media.Engine;

/// <summary>
/// Command: send a publication, or the film of a shared stream, on to another server by RTMP, until it is closed or there is no more of it. It is a session like that of a viewer, but without a
/// browser: <see cref="SessionPlaying"/> tells that the other server takes it, and only of a film there is a <see cref="SessionAnswered"/>, with an empty answer, which tells what it consists of. A
/// connection that breaks is made anew.
/// </summary>
/// <param name="Session">Identity of the new session.</param>
/// <param name="AssetPath">Path of the film in the storage; means nothing for a publication.</param>
/// <param name="Timeline">The timeline the film is played on; null for a publication.</param>
/// <param name="Target">Where to: an rtmp or rtmps URL, which the caller has checked.</param>
public sealed record OpenPush(SessionId Session, string AssetPath, SharedTimeline? Timeline, string Target)
{
    /// <summary>The publication of this node that is sent; null for a film.</summary>
    public SessionId? Publication { get; init; }

    /// <summary>The span of a trace that the session belongs to; default: none.</summary>
    public ActivityContext Trace { get; init; }
}
