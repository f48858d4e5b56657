namespace Vod.Grains.Abstractions.Streams;

/// <summary>
/// Gets the events of the viewers of one control connection. Calls come from the node that carries the viewer, in order per viewer, and are awaited:
/// an event that fails is sent again, so one may come twice.
/// </summary>
[Alias("Vod.IViewerObserver")]
public interface IViewerObserver : IGrainObserver
{
    /// <summary>Something happened to a viewer.</summary>
    [Alias("OnViewerEvent")]
    Task OnViewerEvent(ViewerEvent viewerEvent);

    /// <summary>The node carries these viewers of the connection; sent every few seconds. Silence means the node is lost.</summary>
    [Alias("OnAlive")]
    Task OnAlive(IReadOnlyList<string> mediaSessionIds);
}
