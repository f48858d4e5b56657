using System.Diagnostics;

namespace Vod.Media.Engine;

/// <summary>Command: play a file to one browser, from the start or where a shared timeline stands, or what another browser publishes on this node.</summary>
/// <param name="Session">Identity of the new session.</param>
/// <param name="AssetPath">Path inside the media storage as the viewer wrote it after the scheme, such as "films/a.mp4". Not yet checked.</param>
/// <param name="Offer">The SDP offer of the browser. Not yet checked.</param>
/// <param name="Timeline">The timeline of a shared stream; null: the session has its own, which begins when media can flow.</param>
public sealed record OpenPlayback(SessionId Session, string AssetPath, string Offer, SharedTimeline? Timeline = null)
{
    /// <summary>The publication that is played; null: the file. Then <see cref="AssetPath"/> and <see cref="Timeline"/> mean nothing.</summary>
    public SessionId? Publication { get; init; }

    /// <summary>The span of a trace that the session belongs to; default: none.</summary>
    public ActivityContext Trace { get; init; }
}
