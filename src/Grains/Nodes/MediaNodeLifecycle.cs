using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vod.Grains.Events;
using Vod.Media.Engine;

namespace Vod.Grains.Nodes;

/// <summary>
/// Starts the loops of a node once its silo is active, and stops them first of all when the silo stops. A silo stops in the reverse order of its start,
/// so at this stage grains, directory and observers still work, which is what the last events need to get through:
/// <list type="number">
/// <item>the engine admits nobody any more and the other nodes are told so;</item>
/// <item>every session is closed with <see cref="SessionEndReason.NodeStopping"/>;</item>
/// <item>the pump goes on until all viewers have been told, or the drain has taken too long;</item>
/// <item>pump, reports and numbers stop.</item>
/// </list>
/// The pump is no hosted service for this reason: those stop before the silo does, and no last event would leave the node.
/// </summary>
internal sealed partial class MediaNodeLifecycle(
    IMediaEngine engine,
    NodeSessionTable sessions,
    EngineEventPump pump,
    ViewerLeaseReporter reporter,
    NodeLoadPublisher publisher,
    IOptions<GrainOptions> options,
    ILogger<MediaNodeLifecycle> logger) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _loops = Task.CompletedTask;

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(MediaNodeLifecycle), ServiceLifecycleStage.Active, Start, Stop);

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    private Task Start(CancellationToken cancellation)
    {
        // On the thread pool: the loops outlive the start and must not inherit the scheduler of the lifecycle.
        CancellationToken stopping = _stopping.Token;
        _loops = Task.WhenAll(
            Task.Run(() => pump.Run(stopping), CancellationToken.None),
            Task.Run(() => reporter.Run(stopping), CancellationToken.None),
            Task.Run(() => publisher.Run(stopping), CancellationToken.None));
        return Task.CompletedTask;
    }

    private async Task Stop(CancellationToken cancellation)
    {
        engine.Drain();
        Task told = publisher.Publish(_stopping.Token);
        await EndSessions(cancellation);
        await _stopping.CancelAsync();
        await Task.WhenAll(told, _loops);
    }

    private async Task EndSessions(CancellationToken cancellation)
    {
        IReadOnlyCollection<NodeSession> open = sessions.Snapshot();
        foreach (NodeSession session in open)
        {
            engine.Close(session.Id, SessionEndReason.NodeStopping);
        }

        try
        {
            await sessions.WhenEmpty().WaitAsync(options.Value.DrainTimeout, cancellation);
            LogDrained(open.Count);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            LogDrainCutShort(sessions.Count, open.Count);
        }
    }
}
