using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Placement;
using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Nodes;
using Vod.Grains.Placement;

namespace Vod.Grains.Streams;

/// <summary>
/// A stream: what it is (<see cref="StreamLife"/>), who publishes and watches it (<see cref="StreamViewers"/>) and on which node. Life of a viewer, and of a publisher
/// after its Publish:
/// <list type="number">
/// <item>Subscribe admits it and has a node open a session; its lease starts.</item>
/// <item>The node reports it every few seconds (ReportViewers) and tells what happens to it (OnViewerEvent).</item>
/// <item>Unsubscribe and Terminate order its end; it is <see cref="StreamViewer.IsLeaving"/> until the node confirms.</item>
/// <item>Its last event takes it out. If the node falls silent instead, the lease does, and the observer hears NodeLost from here.</item>
/// </list>
/// Requests do not interleave, so an Unsubscribe that comes while Subscribe waits for a node is served right after it and finds the viewer. The grain
/// keeps nothing on disk: a new activation asks the nodes for its viewers, and learns the rest from their reports.
/// </summary>
[MediaNodePlacement]
[Immovable]
[CollectionAgeLimit(Minutes = 2)]
internal sealed partial class VodStreamGrain(
    SessionOpener opener,
    StreamRecovery recovery,
    ActiveStreams active,
    IMediaNodeClient nodes,
    NodeDirectory directory,
    ISiloStatusOracle membership,
    GrainMetrics metrics,
    IOptions<GrainOptions> options,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider clock,
    ILogger<VodStreamGrain> logger) : Grain, IVodStreamGrain
{
    private readonly GrainOptions _options = options.Value;
    private readonly StreamLife _life = new(options.Value.StreamTimeout);
    private readonly StreamViewers _viewers = new(options.Value.ViewerLease, options.Value.DepartedMemory);
    private readonly long _activatedAt = clock.GetTimestamp();
    private IGrainTimer? _leaseTimer;
    private IGrainTimer? _lifeTimer;
    private TimeSpan? _lifeTimerFor;
    private bool _askedNodes;

    // Whether the node records what is published.
    private bool _isRecorded;

    // Whether a call has come that may begin or end a stream. Such a call settles by itself whether the grain stays; those that only ask must not decide it meanwhile.
    private bool _isSettledByCalls;

    // Grain time of the last look at the leases; a gap means that this silo stood still.
    private TimeSpan _lastCheck;

    // Whether a shared stream has ended here: reports of its viewers may be under way still, and a new activation would take them for news of a living stream.
    private bool _outlivesStream;

    // Until then reported strangers are taken for viewers of an earlier activation. Every node reports within a lease, or has lost it.
    private TimeSpan _adoptsUntil = options.Value.ViewerLease;

    private string Key => this.GetPrimaryKeyString();

    private TimeSpan Now => clock.GetElapsedTime(_activatedAt);

    private VodStreamDescription? Description => _life.Origin is { } origin
        ? new(Key, origin, _life.Media, _viewers.Watching) { IsRecorded = _isRecorded, Mute = _mute }
        : null;

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        active.Set(Key, null);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<SubscribeOutcome> Subscribe(SubscribeRequest request)
    {
        _isSettledByCalls = true;
        if (!StreamUri.TryParse(request.Uri, out StreamUri uri))
        {
            // A malformed URI may contain line breaks, which do not belong into a log.
            LogSubscribed(Key, "(malformed)", request.MediaSessionId, SubscribeOutcome.BadUri);
            metrics.CountSubscription(SubscribeOutcome.BadUri);
            Update();
            return SubscribeOutcome.BadUri;
        }

        if (uri.Scheme != StreamScheme.Vod)
        {
            // The key of a personal stream is new: nobody can have it yet.
            await AskNodes();
        }

        SubscribeOutcome outcome = Admit(request, uri);
        if (outcome == SubscribeOutcome.Accepted)
        {
            outcome = await OpenSession(request, _life.Origin ?? NewOrigin(request.Uri, uri, loop: null));
        }

        LogSubscribed(Key, request.Uri, request.MediaSessionId, outcome);
        metrics.CountSubscription(outcome);
        Update();
        return outcome;
    }

    /// <inheritdoc/>
    public async Task<bool> Unsubscribe(string mediaSessionId, StreamEndReason reason)
    {
        bool isRecorded = _isRecorded && _viewers.Publisher?.MediaSessionId == mediaSessionId;
        if (_viewers.TryGet(mediaSessionId, out StreamViewer? viewer))
        {
            await End(viewer, reason);
        }
        else
        {
            // It may have overtaken its Subscribe, or an earlier activation may have known the viewer: neither must let it in now.
            _viewers.RememberDeparted(mediaSessionId, Now);
        }

        Update();
        return isRecorded;
    }

    /// <inheritdoc/>
    public async Task<StartupResult> Startup(StartupRequest request)
    {
        _isSettledByCalls = true;
        StartupResult result = StreamUri.TryParse(request.Uri, out StreamUri uri) && uri.Scheme == StreamScheme.VodLive
            ? await Start(request, uri)
            : new(StartupOutcome.BadUri);
        LogStartup(Key, result.Outcome == StartupOutcome.BadUri ? "(malformed)" : request.Uri, result.Failure is { } failure ? $"{result.Outcome}, {failure}" : $"{result.Outcome}");
        Update();
        return result;
    }

    /// <inheritdoc/>
    public async Task<bool> Terminate(StreamEndReason reason)
    {
        _isSettledByCalls = true;
        await AskNodes();
        bool existed = _life.Origin is not null;
        _adoptsUntil = TimeSpan.Zero;
        await EndStream(reason);
        if (existed)
        {
            Update();
        }

        // One that knows of no stream stays a while: viewers on nodes that did not answer are to be turned away when those report.
        return existed;
    }

    /// <inheritdoc/>
    public Task<VodStreamDescription?> Find()
    {
        DeactivateIfBlank();
        return Task.FromResult(Description);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ReportViewers(NodeViewerReport report)
    {
        List<string> unknown = Take(report);
        Update();
        return Task.FromResult<IReadOnlyList<string>>(unknown);
    }

    /// <inheritdoc/>
    public async Task OnViewerEvent(ViewerEvent viewerEvent)
    {
        switch (viewerEvent)
        {
            case ViewerAnswered answered when _viewers.Find(answered.MediaSessionId) is { IsLeaving: false, IsPublisher: false } && _life.OnOpened(answered.File):
                LogStarted();
                break;
            case PublisherPublishing publishing when _viewers.Find(publishing.MediaSessionId) is { IsLeaving: false } && _life.OnOpened(publishing.Media):
                await PushWhatIsPublished();
                break;
            case PublisherRecorded recorded when _viewers.Find(recorded.MediaSessionId) is { IsLeaving: false }:
                _isRecorded = false;
                break;
            case ViewerEnded ended when _viewers.Find(ended.MediaSessionId) is { } viewer:
                OnViewerEnded(viewer, ended.Reason);
                break;
        }

        Update();
    }

    private async Task<StartupResult> Start(StartupRequest request, StreamUri uri)
    {
        await AskNodes();
        EndWhatIsOver();
        if (_life.Origin is not null)
        {
            return new(StartupOutcome.NameTaken);
        }

        StreamOrigin origin = NewOrigin(request.Uri, uri, request.Loop);
        TimeSpan epoch = Now;
        NodeInspection inspection = await Inspect(uri.Path);
        if (inspection.File is null)
        {
            return new(StartupOutcome.Failed, inspection.Failure);
        }

        _life.Begin(origin, inspection.File, epoch, Now);
        LogStarted();
        return new(StartupOutcome.Started, Stream: Description);
    }

    private async Task<NodeInspection> Inspect(string assetPath)
    {
        try
        {
            return await nodes.On(directory.Self).Inspect(assetPath);
        }
        catch (Exception exception)
        {
            LogNodeFailed(exception, Key, directory.Self);
            return new(null, StreamEndReason.InternalError);
        }
    }

    private StreamOrigin NewOrigin(string written, StreamUri uri, bool? loop)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return uri.Scheme == StreamScheme.Vod
            ? new(Key, written, written, now, Timeline: null)
            : new(Guid.NewGuid().ToString("D"), Key, written, now, new StreamTimeline(now, loop ?? _options.LoopByDefault));
    }

    private SubscribeOutcome Admit(SubscribeRequest request, StreamUri uri)
    {
        EndWhatIsOver();
        if (_viewers.TryGet(request.MediaSessionId, out _) || _viewers.HasDeparted(request.MediaSessionId, Now))
        {
            return SubscribeOutcome.DuplicateViewer;
        }

        return (uri.Scheme, _life.Origin) switch
        {
            (StreamScheme.Name, null) => SubscribeOutcome.NoSuchStream,
            (_, null) => SubscribeOutcome.Accepted,
            (StreamScheme.Vod, _) or (_, { IsShared: false }) => SubscribeOutcome.PersonalStreamTaken,
            (_, { Publication: not null }) when _life.Media is null => SubscribeOutcome.NotReady,
            _ => SubscribeOutcome.Accepted,
        };
    }

    private async Task<SubscribeOutcome> OpenSession(SubscribeRequest request, StreamOrigin origin)
    {
        TimeSpan epoch = Now;
        _ = StreamUri.TryParse(origin.Uri, out StreamUri source);
        NodeOpenRequest order = new(Key, origin, source.Path, request.Uri, request.MediaSessionId, request.ConnectionId, request.Offer, request.Observer);

        // What is published is where its publisher is.
        OpenedSession opened = _viewers.Publisher is { } publisher ? await opener.OpenOn(publisher.Node, order) : await opener.Open(order);
        switch (opened)
        {
            case { Outcome: NodeOpenOutcome.Accepted, Node: { } node }:
                if (_life.Origin is null)
                {
                    _life.Begin(origin, media: null, epoch, Now);
                }

                _viewers.Add(new StreamViewer(request.MediaSessionId, node, request.Observer), Now);
                return SubscribeOutcome.Accepted;
            case { Outcome: NodeOpenOutcome.DuplicateViewer }:
                return SubscribeOutcome.DuplicateViewer;
            case { Outcome: NodeOpenOutcome.NoPublication }:
                return SubscribeOutcome.NoSuchStream;
            case { MayExist: true }:
                // If the session does exist, its node reports it, hears that it is unknown, and closes it.
                _viewers.RememberDeparted(request.MediaSessionId, Now);
                return SubscribeOutcome.NoCapacity;
            default:
                return SubscribeOutcome.NoCapacity;
        }
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

    private async Task EndStream(StreamEndReason reason)
    {
        if (_life.Origin is not null)
        {
            LogEnded(Key, _viewers.Count, reason);
        }

        EndLife();

        // Viewers first, or they would hear from their node that the publisher has stopped.
        ILookup<bool, StreamViewer> byRole = _viewers.All.ToLookup(viewer => viewer.IsPublisher);
        await Task.WhenAll(byRole[false].Select(viewer => End(viewer, reason)));
        await Task.WhenAll(byRole[true].Select(publisher => End(publisher, reason)));
    }

    // The file has ended, or the publisher has gone, but the last seconds are still on their way to the viewers, who are then told by their nodes: a new run need not
    // wait for that.
    private void EndWhatIsOver()
    {
        if (_life.IsFileOver(Now))
        {
            ForgetStream(StreamEndReason.EndOfFile);
        }

        EndWhatIsUnpublished();
    }

    private void EndWhatIsUnpublished()
    {
        if (_life.Origin is { Publication: not null } && _viewers.Publisher is null)
        {
            ForgetStream(StreamEndReason.StoppedByPublisher);
        }
    }

    private void ForgetStream(StreamEndReason reason)
    {
        LogEnded(Key, _viewers.Count, reason);
        EndLife();
        foreach (StreamViewer viewer in _viewers.All)
        {
            _viewers.MarkLeaving(viewer, Now + StreamLife.Tail);
        }
    }

    private void EndLife()
    {
        _outlivesStream |= _life.Origin is { IsShared: true };
        _isRecorded = false;
        _mute = default;
        _adoptsUntil = TimeSpan.Zero;
        _life.End();
    }

    private void OnViewerEnded(StreamViewer viewer, StreamEndReason reason)
    {
        LogViewerEnded(Key, viewer.MediaSessionId, reason);
        bool ofThisRun = !viewer.IsLeaving;
        _viewers.Remove(viewer.MediaSessionId);
        if (ofThisRun && reason == StreamEndReason.EndOfFile && _life.Origin is { Timeline.Loop: false })
        {
            ForgetStream(StreamEndReason.EndOfFile);
        }
    }
}
