using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Vod.Grains.Abstractions.Streams;
using Vod.Media.Engine;

namespace Vod.Grains.Nodes;

/// <summary>
/// The sessions of one node. Requests to a grain service interleave at every await and the event pump runs beside them, so nothing here is
/// read, changed and written back: every operation is atomic by itself. A session stays until its last event has been delivered, so that
/// its stream keeps its lease until it is told the reason of the end.
/// </summary>
internal sealed class NodeSessionTable
{
    private readonly ConcurrentDictionary<SessionId, NodeSession> _sessions = new();
    private readonly ConcurrentDictionary<(string StreamKey, string MediaSessionId), NodeSession> _viewers = new();
    private readonly Lock _emptyGate = new();
    private TaskCompletionSource? _empty;

    /// <summary>Sessions whose last event has not been delivered yet.</summary>
    public int Count => _sessions.Count;

    /// <summary>Enters a session. False when the viewer has one in this stream already.</summary>
    public bool TryAdd(NodeSession session)
    {
        if (!_viewers.TryAdd((session.StreamKey, session.MediaSessionId), session))
        {
            return false;
        }

        _sessions[session.Id] = session;
        return true;
    }

    /// <summary>Finds the session an engine event is about.</summary>
    public bool TryGet(SessionId id, [NotNullWhen(true)] out NodeSession? session) => _sessions.TryGetValue(id, out session);

    /// <summary>Finds the session of a viewer.</summary>
    public bool TryGet(string streamKey, string mediaSessionId, [NotNullWhen(true)] out NodeSession? session) =>
        _viewers.TryGetValue((streamKey, mediaSessionId), out session);

    /// <summary>Finds the publisher of what a viewer watches; null of a film.</summary>
    public NodeSession? PublisherOf(NodeSession viewer) =>
        viewer.Origin.Publication is { } publication ? _viewers.GetValueOrDefault((viewer.StreamKey, publication.MediaSessionId)) : null;

    /// <summary>Takes a session out; a second time has no effect.</summary>
    public void Remove(NodeSession session)
    {
        _viewers.TryRemove(new((session.StreamKey, session.MediaSessionId), session));
        _sessions.TryRemove(session.Id, out _);
        if (_sessions.IsEmpty)
        {
            lock (_emptyGate)
            {
                _empty?.TrySetResult();
            }
        }
    }

    /// <summary>The sessions of this moment.</summary>
    public IReadOnlyCollection<NodeSession> Snapshot() => [.. _sessions.Values];

    /// <summary>What this node has to report of one stream; null when it carries no viewer of it.</summary>
    public NodeViewerReport? ReportOf(string streamKey, SiloAddress self) =>
        Reports(self).FirstOrDefault(report => report.StreamKey == streamKey).Report;

    /// <summary>What this node has to report, stream by stream.</summary>
    public IEnumerable<(string StreamKey, NodeViewerReport Report)> Reports(SiloAddress self) =>
        _sessions.Values
            .GroupBy(session => (session.StreamKey, session.Origin.LocalMediaSessionId))
            .Select(run => (run.Key.StreamKey, new NodeViewerReport(
                self,
                run.First().Origin,
                run.OrderByDescending(session => session.IsPublisher).Select(session => session.File).FirstOrDefault(file => file is not null),
                [.. run.Select(session => session.MediaSessionId)])
            {
                IsRecorded = run.Any(session => session.IsRecorded),
                Mute = run.Select(session => session.Mute).MaxBy(mute => mute.Revision),
                Pushes = run.Where(session => session.PushUrl is not null).ToDictionary(session => session.MediaSessionId, session => session.PushUrl!),
            }));

    /// <summary>Completes when the table has been empty once. Meant for a node that takes no more sessions.</summary>
    public Task WhenEmpty()
    {
        lock (_emptyGate)
        {
            // Asynchronous continuations: the one who removes the last session must not run the shutdown.
            _empty ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_sessions.IsEmpty)
            {
                _empty.TrySetResult();
            }

            return _empty.Task;
        }
    }
}
