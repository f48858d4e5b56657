using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Placement;
using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Nodes;
using Vod.Grains.Placement;

namespace Vod.Grains.Streams;

/// <summary>
/// A stream: who watches it and on which node. Life of a viewer:
/// <list type="number">
/// <item>Subscribe admits it and has a node open a session; its lease starts.</item>
/// <item>The node reports it every few seconds (ReportViewers) and tells what happens to it (OnViewerEvent).</item>
/// <item>Unsubscribe and Terminate order its end; it is <see cref="StreamViewer.IsLeaving"/> until the node confirms.</item>
/// <item>Its last event takes it out. If the node falls silent instead, the lease does, and the observer hears NodeLost from here.</item>
/// </list>
/// Requests do not interleave, so an Unsubscribe that comes while Subscribe waits for a node is served right after it and finds the viewer. The grain
/// keeps nothing on disk: a new activation learns its viewers from the reports of their nodes.
/// </summary>
[MediaNodePlacement]
[Immovable]
[CollectionAgeLimit(Minutes = 2)]
internal sealed partial class VodStreamGrain(
    SessionOpener opener,
    IMediaNodeClient nodes,
    ISiloStatusOracle membership,
    IOptions<GrainOptions> options,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider clock,
    ILogger<VodStreamGrain> logger) : Grain, IVodStreamGrain
{
    /// <summary>Viewers of a personal stream. What a shared stream will differ in, besides its timeline and what happens when the last one leaves.</summary>
    private const int MaxViewers = 1;

    private readonly GrainOptions _options = options.Value;
    private readonly StreamViewers _viewers = new(options.Value.ViewerLease, options.Value.DepartedMemory);
    private readonly long _activatedAt = clock.GetTimestamp();
    private string _uri = "";
    private StreamMedia? _media;
    private IGrainTimer? _leaseTimer;

    // Grain time of the last look at the leases; a gap means that this silo stood still.
    private TimeSpan _lastCheck;

    // Until then reported strangers are taken for viewers of an earlier activation. Every node reports within a lease, or has lost it.
    private TimeSpan _adoptsUntil = options.Value.ViewerLease;

    private string Key => this.GetPrimaryKeyString();

    private TimeSpan Now => clock.GetElapsedTime(_activatedAt);

    /// <inheritdoc/>
    public async Task<SubscribeOutcome> Subscribe(SubscribeRequest request)
    {
        SubscribeOutcome outcome = Admit(request, out StreamUri uri);
        if (outcome == SubscribeOutcome.Accepted)
        {
            outcome = await OpenSession(request, uri);
        }

        // A malformed URI may contain line breaks, which do not belong into a log.
        LogSubscribed(Key, outcome == SubscribeOutcome.BadUri ? "(malformed)" : request.Uri, request.MediaSessionId, outcome);
        DeactivateIfBlank();
        return outcome;
    }

    /// <inheritdoc/>
    public Task Unsubscribe(string mediaSessionId, StreamEndReason reason)
    {
        if (_viewers.TryGet(mediaSessionId, out StreamViewer? viewer))
        {
            return End(viewer, reason);
        }

        // It may have overtaken its Subscribe, or an earlier activation may have known the viewer: neither must let it in now.
        _viewers.RememberDeparted(mediaSessionId, Now);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Terminate(StreamEndReason reason)
    {
        LogTerminated(Key, _viewers.Count, reason);
        _adoptsUntil = TimeSpan.Zero;
        return Task.WhenAll(_viewers.All.Select(viewer => End(viewer, reason)));
    }

    /// <inheritdoc/>
    public Task<VodStreamDescription?> Find()
    {
        DeactivateIfBlank();
        return Task.FromResult(_viewers.Watching == 0 ? null : new VodStreamDescription(Key, _uri, _media, _viewers.Watching));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ReportViewers(NodeViewerReport report)
    {
        TimeSpan now = Now;
        List<string> unknown = [];
        foreach (string mediaSessionId in report.Viewers)
        {
            if (!_viewers.Renew(mediaSessionId, report.Node, now) && !TryAdopt(mediaSessionId, report, now))
            {
                unknown.Add(mediaSessionId);
            }
        }

        DeactivateIfBlank();
        return Task.FromResult<IReadOnlyList<string>>(unknown);
    }

    /// <inheritdoc/>
    public Task OnViewerEvent(ViewerEvent viewerEvent)
    {
        switch (viewerEvent)
        {
            case ViewerPlaying playing when _viewers.TryGet(playing.MediaSessionId, out _):
                _media = playing.Media;
                break;
            case ViewerEnded ended:
                OnViewerEnded(ended);
                break;
        }

        DeactivateIfBlank();
        return Task.CompletedTask;
    }

    private SubscribeOutcome Admit(SubscribeRequest request, out StreamUri uri)
    {
        if (!StreamUri.TryParse(request.Uri, out uri) || uri.Scheme != StreamScheme.Vod)
        {
            return SubscribeOutcome.BadUri;
        }

        if (_viewers.TryGet(request.MediaSessionId, out _) || _viewers.HasDeparted(request.MediaSessionId, Now))
        {
            return SubscribeOutcome.DuplicateViewer;
        }

        return _viewers.Count < MaxViewers ? SubscribeOutcome.Accepted : SubscribeOutcome.PersonalStreamTaken;
    }

    private async Task<SubscribeOutcome> OpenSession(SubscribeRequest request, StreamUri uri)
    {
        OpenedSession opened = await opener.Open(
            new(Key, request.Uri, uri.Path, request.MediaSessionId, request.ConnectionId, request.Offer, request.Observer));
        switch (opened)
        {
            case { Outcome: NodeOpenOutcome.Accepted, Node: { } node }:
                Enter(request, node);
                return SubscribeOutcome.Accepted;
            case { Outcome: NodeOpenOutcome.DuplicateViewer }:
                return SubscribeOutcome.DuplicateViewer;
            case { MayExist: true }:
                // If the session does exist, its node reports it, hears that it is unknown, and closes it.
                _viewers.RememberDeparted(request.MediaSessionId, Now);
                return SubscribeOutcome.NoCapacity;
            default:
                return SubscribeOutcome.NoCapacity;
        }
    }

    private void Enter(SubscribeRequest request, SiloAddress node)
    {
        _uri = request.Uri;
        _viewers.Add(new StreamViewer(request.MediaSessionId, node, request.Observer), Now);
        StartLeaseTimer();
    }

    private bool TryAdopt(string mediaSessionId, NodeViewerReport report, TimeSpan now)
    {
        if (now >= _adoptsUntil || _viewers.Count >= MaxViewers || _viewers.HasDeparted(mediaSessionId, now))
        {
            return false;
        }

        LogAdopted(Key, mediaSessionId, report.Node);
        _uri = report.Uri;
        _viewers.Add(new StreamViewer(mediaSessionId, report.Node, observer: null), now);
        StartLeaseTimer();
        return true;
    }

    private async Task End(StreamViewer viewer, StreamEndReason reason)
    {
        _viewers.MarkLeaving(viewer);
        try
        {
            await nodes.On(viewer.Node).Close(Key, viewer.MediaSessionId, reason);
        }
        catch (Exception exception)
        {
            // Its node hears from its next report that the viewer is to go; if the node is gone, the lease ends it.
            LogNodeFailed(exception, Key, viewer.Node);
        }
    }

    private void OnViewerEnded(ViewerEnded ended)
    {
        if (!_viewers.Remove(ended.MediaSessionId))
        {
            return;
        }

        LogViewerEnded(Key, ended.MediaSessionId, ended.Reason);
        if (_viewers.Count == 0)
        {
            StopLeaseTimer();
            DeactivateOnIdle();
        }
    }

    private void StartLeaseTimer()
    {
        if (_leaseTimer is null)
        {
            _lastCheck = Now;
            _leaseTimer = this.RegisterGrainTimer(
                CheckLeases, new GrainTimerCreationOptions(_options.LeaseCheckPeriod, _options.LeaseCheckPeriod) { KeepAlive = true });
        }
    }

    private void StopLeaseTimer()
    {
        _leaseTimer?.Dispose();
        _leaseTimer = null;
    }

    private Task CheckLeases(CancellationToken cancellation)
    {
        TimeSpan now = Now;
        TimeSpan stall = now - _lastCheck - _options.LeaseCheckPeriod;
        _lastCheck = now;
        if (stall >= _options.LeaseCheckPeriod)
        {
            _viewers.Forgive(stall);
        }

        foreach (StreamViewer lost in _viewers.TakeLost(now, membership.IsDeadSilo))
        {
            LogNodeLost(Key, lost.MediaSessionId, lost.Node);
            _ = Tell(lost, new ViewerEnded(lost.MediaSessionId, StreamEndReason.NodeLost, "The node stopped reporting the viewer."));
        }

        if (_viewers.Count == 0)
        {
            // No deactivation: should the node come back, it must hear that its viewer is unknown. The idle collection takes the grain later.
            StopLeaseTimer();
        }

        return Task.CompletedTask;
    }

    // Not awaited by its callers: a connection that hangs must not hold up the stream. One attempt will do, the connection has its own lease.
    private async Task Tell(StreamViewer viewer, ViewerEvent viewerEvent)
    {
        try
        {
            await (viewer.Observer?.OnViewerEvent(viewerEvent) ?? Task.CompletedTask);
        }
        catch (Exception exception)
        {
            LogObserverFailed(exception, Key, viewer.MediaSessionId);
        }
    }

    // A call about a stream that is not there has activated the grain; it must not stay for that.
    private void DeactivateIfBlank()
    {
        if (_viewers.IsBlank)
        {
            DeactivateOnIdle();
        }
    }
}
