using Vod.Media.Timing;

namespace Vod.Media.Load.Viewers;

/// <summary>A viewer from its POST to its DELETE.</summary>
/// <param name="Posted">When it sent its offer.</param>
/// <param name="Session">Its session, to be ended; null when it was refused.</param>
/// <param name="Viewer">The viewer; null when it was refused.</param>
/// <param name="Thread">What carries it; null when it was refused.</param>
/// <param name="Problem">Why it was refused; null when it was not.</param>
internal sealed record Attendance(MonotonicTime Posted, Uri? Session, Viewer? Viewer, ViewerThread? Thread, string? Problem)
{
    /// <summary>How it began, as far as it has come. While it plays only its thread may ask.</summary>
    public ViewerStart Start => Viewer is { } viewer ? new ViewerStart(Since(viewer.Answered), Since(viewer.FirstPacket), Since(viewer.FirstKeyFrame)) : default;

    private double? Since(MonotonicTime? moment) => moment is { } known ? (known - Posted).TotalMilliseconds : null;
}
