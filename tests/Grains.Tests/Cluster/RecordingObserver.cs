using Vod.Grains.Abstractions.Streams;

namespace Vod.Grains.Tests.Cluster;

/// <summary>The API's side of a connection.</summary>
internal sealed class RecordingObserver : IViewerObserver
{
    public EventLog<ViewerEvent> Events { get; } = new();

    public EventLog<IReadOnlyList<string>> Alive { get; } = new();

    public EventLog<string?> ThreadNames { get; } = new();

    /// <summary>Runs before an event counts as received; throws or hangs when the test wants a bad connection.</summary>
    public Func<ViewerEvent, Task> BeforeEvent { get; set; } = _ => Task.CompletedTask;

    public Func<Task> BeforeAlive { get; set; } = () => Task.CompletedTask;

    public async Task OnViewerEvent(ViewerEvent viewerEvent)
    {
        ThreadNames.Add(Thread.CurrentThread.Name);
        await BeforeEvent(viewerEvent);
        Events.Add(viewerEvent);
    }

    public async Task OnAlive(IReadOnlyList<string> mediaSessionIds)
    {
        await BeforeAlive();
        Alive.Add(mediaSessionIds);
    }

    public async Task<ViewerEnded> Ended(string mediaSessionId) =>
        (ViewerEnded)await Events.WaitFor(viewerEvent => viewerEvent is ViewerEnded && viewerEvent.MediaSessionId == mediaSessionId);
}
