using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Events;
using Vod.Media.Engine;

namespace Vod.Grains.Nodes;

/// <summary>What the control plane of a node knows of one engine session: whose it is and whom to tell.</summary>
internal sealed class NodeSession(SessionId id, NodeOpenRequest request)
{
    // Written by the pump and the lease reporter, read by both; it only ever goes from false to true.
    private volatile bool _observerLost;

    /// <summary>Identity in the engine.</summary>
    public SessionId Id { get; } = id;

    /// <summary>Key of the stream grain.</summary>
    public string StreamKey { get; } = request.StreamKey;

    /// <summary>Where the stream comes from.</summary>
    public string Uri { get; } = request.Uri;

    /// <summary>The viewer.</summary>
    public string MediaSessionId { get; } = request.MediaSessionId;

    /// <summary>The control connection of the viewer.</summary>
    public string ConnectionId { get; } = request.ConnectionId;

    /// <summary>Gets the events of the viewer.</summary>
    public IViewerObserver Observer { get; } = request.Observer;

    /// <summary>Events on their way out.</summary>
    public SessionMailbox Mailbox { get; } = new();

    /// <summary>Whether the observer has been given up; nobody offers it anything any more.</summary>
    public bool ObserverLost
    {
        get => _observerLost;
        set => _observerLost = value;
    }
}
