using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Whep;

/// <summary>Takes the nodes' calls for all players of this process. Calls for sessions that are over succeed and do nothing, or the node would repeat them.</summary>
internal sealed class WhepObserver(WhepSessions sessions) : IViewerObserver
{
    /// <inheritdoc/>
    public Task OnViewerEvent(ViewerEvent viewerEvent)
    {
        sessions.OnViewerEvent(viewerEvent);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task OnAlive(IReadOnlyList<string> mediaSessionIds)
    {
        sessions.OnAlive(mediaSessionIds);
        return Task.CompletedTask;
    }
}
