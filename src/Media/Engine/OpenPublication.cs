using System.Diagnostics;

namespace Vod.Media.Engine;

/// <summary>Command: take what one browser publishes.</summary>
/// <param name="Session">Identity of the new session; viewers name it in <see cref="OpenPlayback.Publication"/>.</param>
/// <param name="Stream">Name of the stream, for logs and traces. Not yet checked, and not kept apart from others of the same name: that is up to whoever opens it.</param>
/// <param name="Offer">The SDP offer of the browser. Not yet checked.</param>
public sealed record OpenPublication(SessionId Session, string Stream, string Offer)
{
    /// <summary>What it is recorded as from its first picture on; null: it is not.</summary>
    public RecordingOrder? Recording { get; init; }

    /// <summary>The span of a trace that the session belongs to; default: none.</summary>
    public ActivityContext Trace { get; init; }
}
