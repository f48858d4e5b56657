using System.Diagnostics;
using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Events;
using Vod.Media.Engine;

namespace Vod.Grains.Nodes;

/// <summary>What the control plane of a node knows of one engine session: whose it is and whom to tell.</summary>
internal sealed class NodeSession(SessionId id, NodeOpenRequest request, DateTimeOffset created)
{
    // Written by the pump and the lease reporter, read by all; each is written once, except whether it is recorded, what is muted, and how a push stands.
    private volatile bool _observerLost = request.Observer is null;
    private int _recordings = request.IsRecorded ? 1 : 0;
    private readonly Lock _gate = new();
    private StreamMute _mute;
    private volatile StreamPush? _push = request.PushUrl is null ? null : StreamPush.New;
    private volatile bool _isPushMuted;
    private volatile StreamMedia? _file;
    private volatile StreamMedia? _playing;

    /// <summary>Identity in the engine.</summary>
    public SessionId Id { get; } = id;

    /// <summary>Key of the stream grain.</summary>
    public string StreamKey { get; } = request.StreamKey;

    /// <summary>What the stream is.</summary>
    public StreamOrigin Origin { get; } = request.Origin;

    /// <summary>The name the viewer asked for.</summary>
    public string StreamName { get; } = request.StreamName;

    /// <summary>The viewer.</summary>
    public string MediaSessionId { get; } = request.MediaSessionId;

    /// <summary>Whether it is not a viewer but the publisher of the stream.</summary>
    public bool IsPublisher { get; } = request.IsPublisher;

    /// <summary>The control connection of the viewer.</summary>
    public string ConnectionId { get; } = request.ConnectionId;

    /// <summary>Gets the events of the viewer; null when there never was anybody to tell.</summary>
    public IViewerObserver? Observer { get; } = request.Observer;

    /// <summary>Where the stream is sent on to by RTMP; null for a browser.</summary>
    public string? PushUrl { get; } = request.PushUrl;

    /// <summary>How that stands; null for a browser.</summary>
    public StreamPush? Push
    {
        get => _push;
        set => _push = value;
    }

    /// <summary>Whether that goes without sound.</summary>
    public bool IsPushMuted
    {
        get => _isPushMuted;
        set => _isPushMuted = value;
    }

    /// <summary>When it was opened.</summary>
    public DateTimeOffset Created { get; } = created;

    /// <summary>The span of a trace that its joining belongs to; default: none.</summary>
    public ActivityContext Trace { get; init; }

    /// <summary>Events on their way out.</summary>
    public SessionMailbox Mailbox { get; } = new();

    /// <summary>What the stream consists of; null until a viewer was answered, or media of the publisher has come.</summary>
    public StreamMedia? File
    {
        get => _file;
        set => _file = value;
    }

    /// <summary>What the viewer plays; null until media flows.</summary>
    public StreamMedia? Playing
    {
        get => _playing;
        set => _playing = value;
    }

    /// <summary>Of a publisher: whether it is being recorded.</summary>
    public bool IsRecorded => Volatile.Read(ref _recordings) > 0;

    /// <summary>Notes that a recording has begun, or that one is over. They may be noted in any order: one that follows another begins before the end of that has come here.</summary>
    public void NoteRecording(bool begins) => Interlocked.Add(ref _recordings, begins ? 1 : -1);

    /// <summary>Of a publisher: what he has muted.</summary>
    public StreamMute Mute
    {
        get
        {
            lock (_gate)
            {
                return _mute;
            }
        }
    }

    /// <summary>Notes what the publisher has muted, unless something newer is known.</summary>
    public void NoteMute(StreamMute mute)
    {
        lock (_gate)
        {
            _mute = _mute.Newer(mute);
        }
    }

    /// <summary>Whether the observer has been given up, or there never was one; nobody offers it anything any more.</summary>
    public bool ObserverLost
    {
        get => _observerLost;
        set => _observerLost = value;
    }

    /// <summary>The viewer as operators see it.</summary>
    public ViewerDescription Describe() => new(StreamKey, StreamName, MediaSessionId, ConnectionId, Created, Playing) { PushUrl = PushUrl, Push = Push is { } push ? push with { IsMuted = IsPushMuted } : null };
}
