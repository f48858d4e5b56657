using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Nodes;
using Vod.Grains.Streams;
using Vod.Media.Engine;

namespace Vod.Grains.Events;

/// <summary>
/// Carries the events of the engine to those who wait for them. The engine must never wait for a grain, so events are read at once and handed
/// to the mailbox of their session; from there each goes to the viewer's observer first (a browser waits for it) and then to the stream. Sessions
/// do not wait for one another: a connection that is gone holds up only its own viewers, and those are closed once it is given up.
/// </summary>
internal sealed partial class EngineEventPump(
    IMediaEngine engine,
    NodeSessionTable sessions,
    EventDelivery delivery,
    IGrainFactory grains,
    GrainMetrics metrics,
    ILogger<EngineEventPump> logger)
{
    /// <summary>Pumps until the engine has closed its channel or the node stops.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        try
        {
            while (await engine.Events.WaitToReadAsync(cancellation))
            {
                // A channel may complete a read on the thread that wrote, which is a worker's; no grain is called from there.
                await Task.Yield();
                while (engine.Events.TryRead(out EngineEvent? engineEvent))
                {
                    Dispatch(engineEvent, cancellation);
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    private void Dispatch(EngineEvent engineEvent, CancellationToken cancellation)
    {
        if (!sessions.TryGet(engineEvent.Session, out NodeSession? session))
        {
            LogUnknownSession(engineEvent.Session, engineEvent.GetType().Name);
            return;
        }

        if (engineEvent is SessionPushChanged changed)
        {
            // Nobody waits for it; operators ask the node.
            session.Push = StreamPushes.From(changed);
        }
        else if (session.Mailbox.Post(engineEvent))
        {
            // Runs beside the pump until the mailbox is empty; it reports its own failures.
            _ = DeliverAll(session, cancellation);
        }
    }

    private async Task DeliverAll(NodeSession session, CancellationToken cancellation)
    {
        try
        {
            while (session.Mailbox.TryTake(out EngineEvent? engineEvent))
            {
                await Deliver(session, engineEvent, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The node stops; its viewers' leases tell the rest.
        }
        catch (Exception exception)
        {
            // A defect. The session must not live on with nobody listening.
            LogDeliveryBroken(exception, session.StreamKey, session.MediaSessionId);
            engine.Close(session.Id, SessionEndReason.InternalError);
            sessions.Remove(session);
        }
    }

    private async Task Deliver(NodeSession session, EngineEvent engineEvent, CancellationToken cancellation)
    {
        ViewerEvent viewerEvent = ViewerEvents.From(engineEvent, session.MediaSessionId, sessions.PublisherOf(session)?.Mute ?? default);
        bool isLast = engineEvent is SessionEnded;
        Note(session, viewerEvent);
        using Activity? span = Trace(session, viewerEvent);
        LogEvent(session.StreamKey, session.MediaSessionId, viewerEvent.GetType().Name);

        // The last event is superseded by nothing. One that is no longer wanted by an observer given up may still matter to the stream.
        bool IsSuperseded() => !isLast && session.Mailbox.IsOver;

        if (!session.ObserverLost)
        {
            DeliveryOutcome outcome = await delivery.Deliver(
                "The connection of a viewer", () => session.Observer!.OnViewerEvent(viewerEvent), () => IsSuperseded() || session.ObserverLost, cancellation);
            metrics.CountDelivery(GrainMetrics.Connection, outcome);
            if (outcome == DeliveryOutcome.GivenUp)
            {
                LogObserverLost(session.ConnectionId, session.StreamKey, session.MediaSessionId);
                session.ObserverLost = true;
                engine.Close(session.Id, SessionEndReason.Orphaned);
            }
        }

        metrics.CountDelivery(GrainMetrics.Stream, await delivery.Deliver(
            "A stream", () => grains.GetGrain<IVodStreamGrain>(session.StreamKey).OnViewerEvent(viewerEvent), IsSuperseded, cancellation));
        if (isLast)
        {
            sessions.Remove(session);
        }
    }

    // The browser waits for these two; whatever comes later is not part of joining.
    private static Activity? Trace(NodeSession session, ViewerEvent viewerEvent)
    {
        if (session.Trace == default || viewerEvent is not (ViewerAnswered or ViewerPlaying or PublisherPublishing))
        {
            return null;
        }

        Activity? span = GrainTrace.Source.StartActivity("deliver", ActivityKind.Internal, session.Trace);
        span?.SetTag("vod.event", viewerEvent.GetType().Name);
        return span;
    }

    private static void Note(NodeSession session, ViewerEvent viewerEvent)
    {
        switch (viewerEvent)
        {
            case ViewerAnswered answered when !session.IsPublisher:
                session.File = answered.File;
                break;
            case PublisherPublishing publishing:
                session.File = publishing.Media;
                break;
            case PublisherRecorded:
                session.NoteRecording(begins: false);
                break;
            case ViewerPlaying playing:
                session.Playing = playing.Media;
                break;
        }
    }
}
