using Vod.Grains.Abstractions.Streams;

namespace Vod.Grains.Streams;

// What happens to a stream by itself: leases, recovery and its end.
internal sealed partial class VodStreamGrain
{
    // Once per activation, before the first answer that depends on it.
    private async Task AskNodes()
    {
        if (_askedNodes || _life.Origin is not null)
        {
            return;
        }

        _askedNodes = true;
        foreach (NodeViewerReport report in await recovery.Find(Key))
        {
            Take(report);
        }
    }

    private List<string> Take(NodeViewerReport report)
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

        if (_viewers.Publisher is { } publisher && publisher.Node.Equals(report.Node))
        {
            // The end of a recording that another one follows may come here after the start of that.
            _isRecorded = report.IsRecorded;
        }

        return unknown;
    }

    private bool TryAdopt(string mediaSessionId, NodeViewerReport report, TimeSpan now)
    {
        if (now >= _adoptsUntil || _viewers.TryGet(mediaSessionId, out _) || _viewers.HasDeparted(mediaSessionId, now) || !BelongsHere(report))
        {
            return false;
        }

        LogAdopted(Key, mediaSessionId, report.Node);
        if (_life.Origin is null)
        {
            TimeSpan age = clock.GetUtcNow() - (report.Origin.Timeline?.Epoch ?? report.Origin.Created);
            _life.Begin(report.Origin, report.Media, now - age, now);
        }

        bool isPublisher = report.Origin.Publication?.MediaSessionId == mediaSessionId;
        _isRecorded |= isPublisher && report.IsRecorded;
        _mute = isPublisher ? report.Mute : _mute;
        string? pushUrl = report.Pushes?.GetValueOrDefault(mediaSessionId);
        _viewers.Add(new StreamViewer(mediaSessionId, report.Node, observer: null) { IsPublisher = isPublisher, PushUrl = pushUrl }, now);
        return true;
    }

    private bool BelongsHere(NodeViewerReport report) =>
        _life.Origin is null || (_life.Origin.IsShared && _life.Origin.LocalMediaSessionId == report.Origin.LocalMediaSessionId);

    /// <summary>After everything that may have changed the stream or its viewers.</summary>
    private void Update()
    {
        EndWhatIsUnpublished();
        if (_life.Origin is not null)
        {
            _life.OnWatching(_viewers.Watching, Now);
        }

        active.Set(Key, Description);
        KeepLeaseTimer();
        SetLifeTimer();
        if (_life.Origin is null && _viewers.Count == 0)
        {
            DeactivateIfBlank();
        }
    }

    private void KeepLeaseTimer()
    {
        if (_life.Origin is null && _viewers.Count == 0)
        {
            // No deactivation: should the node of a lost viewer come back, it must hear that the viewer is unknown. The idle collection takes the grain later.
            _leaseTimer?.Dispose();
            _leaseTimer = null;
        }
        else if (_leaseTimer is null)
        {
            _lastCheck = Now;
            _leaseTimer = this.RegisterGrainTimer(
                CheckLeases, new GrainTimerCreationOptions(_options.LeaseCheckPeriod, _options.LeaseCheckPeriod) { KeepAlive = true });
        }
    }

    private void SetLifeTimer()
    {
        if (_lifeTimerFor == _life.EndsAt)
        {
            return;
        }

        _lifeTimer?.Dispose();
        _lifeTimer = null;
        _lifeTimerFor = _life.EndsAt;
        if (_lifeTimerFor is { } endsAt)
        {
            // A timer cannot wait for more than 49 days; when it fires early it is set again.
            TimeSpan due = TimeSpan.FromTicks(Math.Clamp((endsAt - Now).Ticks, 0, TimeSpan.TicksPerDay));
            _lifeTimer = this.RegisterGrainTimer(CheckLife, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        }
    }

    private async Task CheckLife(CancellationToken cancellation)
    {
        _lifeTimerFor = null;
        if (_life.Ended(Now) is { } reason)
        {
            await EndStream(reason);
        }

        Update();
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

        Update();
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

    // A call about a stream that is not there has activated the grain; it must not stay for that. After a shared stream it does, and the idle collection takes it.
    private void DeactivateIfBlank()
    {
        if (_life.Origin is null && _viewers.IsBlank && !_outlivesStream)
        {
            DeactivateOnIdle();
        }
    }
}
