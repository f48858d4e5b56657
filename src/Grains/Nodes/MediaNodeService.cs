using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Events;
using Vod.Grains.Streams;
using Vod.Media.Engine;

namespace Vod.Grains.Nodes;

/// <summary>
/// One per silo: takes the orders of stream grains to the engine of its silo. It has no state of its own, because its requests interleave;
/// what must be remembered is in the <see cref="NodeSessionTable"/>. The way back, from engine to grains, is the event pump's.
/// </summary>
internal sealed partial class MediaNodeService : GrainService, IMediaNodeService
{
    private readonly IMediaEngine _engine;
    private readonly NodeSessionTable _sessions;
    private readonly ActiveStreams _streams;
    private readonly StreamEventSender _events;
    private readonly NodeDirectory _directory;
    private readonly TimeProvider _clock;
    private readonly ILogger<MediaNodeService> _logger;

    /// <summary>Made by Orleans when the silo starts.</summary>
    public MediaNodeService(
        GrainId grainId,
        Silo silo,
        ILoggerFactory loggerFactory,
        IMediaEngine engine,
        NodeSessionTable sessions,
        ActiveStreams streams,
        StreamEventSender events,
        NodeDirectory directory,
        [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider clock)
        : base(grainId, silo, loggerFactory)
    {
        _engine = engine;
        _sessions = sessions;
        _streams = streams;
        _events = events;
        _directory = directory;
        _clock = clock;
        _logger = loggerFactory.CreateLogger<MediaNodeService>();
    }

    /// <inheritdoc/>
    public Task<NodeOpenOutcome> Open(NodeOpenRequest request)
    {
        ActivityContext trace = Activity.Current?.Context ?? default;
        NodeSession session = new(new SessionId(Guid.NewGuid()), request, _clock.GetUtcNow()) { Trace = trace };

        // Entered before the engine knows it: the first event may be read before Open returns.
        if (!_sessions.TryAdd(session))
        {
            return Task.FromResult(NodeOpenOutcome.DuplicateViewer);
        }

        NodeOpenOutcome outcome = NodeOpenOutcome.Refused;
        try
        {
            outcome = Open(session, request);
        }
        finally
        {
            if (outcome != NodeOpenOutcome.Accepted)
            {
                _sessions.Remove(session);
            }
        }

        return Task.FromResult(outcome);
    }

    /// <inheritdoc/>
    public Task Close(string streamKey, string mediaSessionId, StreamEndReason reason)
    {
        if (_sessions.TryGet(streamKey, mediaSessionId, out NodeSession? session))
        {
            LogClosing(streamKey, mediaSessionId, session.Id, reason);
            _engine.Close(session.Id, StreamEndReasons.ToSession(reason));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<NodeInspection> Inspect(string assetPath)
    {
        AssetInspection inspection = await _engine.InspectAsync(assetPath, CancellationToken.None);
        if (inspection.File is null)
        {
            // Whoever asked is told that the file cannot be read; why is for the operator, who can do something about it.
            LogCannotPlay(inspection.Failure == SessionEndReason.ReadFailed ? LogLevel.Warning : LogLevel.Information, assetPath, inspection.Failure, inspection.Detail);
        }

        return new(inspection.File is null ? null : StreamMedias.From(inspection.File), StreamEndReasons.ToStream(inspection.Failure));
    }

    /// <inheritdoc/>
    public async Task<StreamSnapshot> CaptureViewer(string streamKey, string mediaSessionId) =>
        _sessions.TryGet(streamKey, mediaSessionId, out NodeSession? session)
            ? Snapshot(streamKey, await _engine.CaptureAsync(session.Id, CancellationToken.None))
            : new(SnapshotOutcome.NoSuchStream, default);

    /// <inheritdoc/>
    public async Task<StreamSnapshot> CaptureStream(string streamKey, string assetPath, StreamTimeline timeline) =>
        Snapshot(streamKey, await _engine.CaptureAsync(assetPath, TimelineOf(streamKey, timeline)!, CancellationToken.None));

    /// <inheritdoc/>
    public async Task<RecordingStartOutcome> StartRecording(string streamKey, string mediaSessionId, RecordingRequest request)
    {
        if (!_sessions.TryGet(streamKey, mediaSessionId, out NodeSession? session))
        {
            return RecordingStartOutcome.NoSuchStream;
        }

        RecordingRotation? rotation = request.Parts is { } parts ? new RecordingRotation(TimeSpan.FromSeconds(parts.Seconds), parts.Bytes) : null;
        RecordingOrder order = new(streamKey, mediaSessionId, request.Template, rotation);
        RecordingStart start = await _engine.StartRecordingAsync(session.Id, order, CancellationToken.None);
        LogRecording(streamKey, session.Id, start);
        if (start == RecordingStart.Started)
        {
            session.NoteRecording(begins: true);
        }

        return start switch
        {
            RecordingStart.Started => RecordingStartOutcome.Started,
            RecordingStart.NotPublishing => RecordingStartOutcome.NoSuchStream,
            RecordingStart.AlreadyRecording => RecordingStartOutcome.AlreadyRecording,
            RecordingStart.DiskFull => RecordingStartOutcome.DiskFull,
            _ => RecordingStartOutcome.Failed,
        };
    }

    /// <inheritdoc/>
    public async Task<bool> StopRecording(string streamKey, string mediaSessionId) =>
        _sessions.TryGet(streamKey, mediaSessionId, out NodeSession? session) && await _engine.StopRecordingAsync(session.Id, CancellationToken.None);

    /// <inheritdoc/>
    public async Task<ViewerIceRestart?> RestartIce(string streamKey, string mediaSessionId) =>
        _sessions.TryGet(streamKey, mediaSessionId, out NodeSession? session)
        && await _engine.RestartIceAsync(session.Id, CancellationToken.None) is { } restart
            ? new(restart.Ufrag, restart.Password)
            : null;

    /// <inheritdoc/>
    public Task SendEvent(string streamKey, StreamEvent streamEvent, StreamMute mute)
    {
        _events.Send(streamKey, streamEvent, mute);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<bool> MutePush(string streamKey, string mediaSessionId, bool isMuted)
    {
        if (!_sessions.TryGet(streamKey, mediaSessionId, out NodeSession? session) || !_engine.MutePush(session.Id, isMuted))
        {
            return Task.FromResult(false);
        }

        session.IsPushMuted = isMuted;
        return Task.FromResult(true);
    }

    /// <inheritdoc/>
    public Task<NodeViewerReport?> GetReport(string streamKey) =>
        Task.FromResult(_sessions.ReportOf(streamKey, _directory.Self));

    /// <inheritdoc/>
    public Task<StreamListing> List()
    {
        ILookup<bool, NodeSession> sessions = _sessions.Snapshot().ToLookup(session => session.IsPublisher);
        return Task.FromResult(new StreamListing([.. _streams.Snapshot()], [.. sessions[false].Select(session => session.Describe())])
        {
            Recordings = [.. from session in sessions[true]
                             let file = _engine.FindRecording(session.Id)
                             where file is not null
                             select new RunningRecording(session.MediaSessionId, file)],
        });
    }

    /// <inheritdoc/>
    public Task<NodeSnapshot> GetSnapshot() => Task.FromResult(_directory.Local.ToSnapshot());

    /// <inheritdoc/>
    public Task TakeSnapshot(NodeSnapshot snapshot)
    {
        _directory.Take(snapshot);
        return Task.CompletedTask;
    }

    private NodeOpenOutcome Open(NodeSession session, NodeOpenRequest request)
    {
        NodeSession? publisher = null;
        if (!request.IsPublisher && request.Origin.Publication is { } publication && !_sessions.TryGet(request.StreamKey, publication.MediaSessionId, out publisher))
        {
            return NodeOpenOutcome.NoPublication;
        }

        OpenOutcome outcome = request switch
        {
            { IsPublisher: true } => _engine.Publish(
                new OpenPublication(session.Id, request.StreamKey, request.Offer) { Recording = OrderOf(session), Trace = session.Trace }),
            { PushUrl: { } target } => _engine.Push(new OpenPush(session.Id, request.AssetPath, TimelineOf(request.StreamKey, request.Origin.Timeline), target)
            {
                Publication = publisher?.Id,
                Trace = session.Trace,
            }),
            _ => _engine.Open(new OpenPlayback(session.Id, request.AssetPath, request.Offer, TimelineOf(request.StreamKey, request.Origin.Timeline))
            {
                Publication = publisher?.Id,
                Trace = session.Trace,
            }),
        };
        LogOpened(request.StreamKey, request.MediaSessionId, session.Id, outcome);
        return outcome == OpenOutcome.Accepted ? NodeOpenOutcome.Accepted : NodeOpenOutcome.Refused;
    }

    private static RecordingOrder? OrderOf(NodeSession session) =>
        session.IsRecorded ? new RecordingOrder(session.StreamKey, session.MediaSessionId) : null;

    private static SharedTimeline? TimelineOf(string streamKey, StreamTimeline? timeline) =>
        timeline is null ? null : new SharedTimeline(streamKey, timeline.Epoch, timeline.Loop);

    private StreamSnapshot Snapshot(string streamKey, CapturedPicture picture)
    {
        if (picture.Outcome == CaptureOutcome.Failed)
        {
            LogNoPicture(streamKey, picture.Detail);
        }

        return new(
            picture.Outcome switch
            {
                CaptureOutcome.Taken => SnapshotOutcome.Taken,
                CaptureOutcome.NotPlaying => SnapshotOutcome.NoSuchStream,
                CaptureOutcome.NoVideo => SnapshotOutcome.NoVideo,
                _ => SnapshotOutcome.Failed,
            },
            picture.Png);
    }
}
