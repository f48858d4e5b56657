using Vod.Api.Streams;
using Vod.Api.Wcs.Messages;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Wcs.Streams;

/// <summary>
/// One stream of a connection, from its request to its terminal status:
/// 1. requested; 2. answered: <c>setRemoteSDP</c> sent; 3. live: PLAYING or PUBLISHING sent. It leaves by a terminal status from any of these.
/// </summary>
/// <param name="request">What the client asked for.</param>
/// <param name="key">Key of the stream's grain.</param>
/// <param name="link">The client at its grain.</param>
/// <param name="join">Measures its way to being live.</param>
/// <param name="created">When it was asked for.</param>
/// <param name="send">Sends a frame to the client.</param>
internal abstract class ConnectionStream(StreamRequest request, string key, ViewerLink link, StreamJoin join, DateTimeOffset created, Action<byte[]> send)
{
    /// <summary>What the client asked for, without its offer, which is large and has gone its way.</summary>
    public StreamRequest Request { get; } = request with { Sdp = "" };

    /// <summary>The client's id of it.</summary>
    public string Id => Request.MediaSessionId!;

    /// <summary>Key of the stream's grain.</summary>
    public string Key => key;

    /// <summary>The client at its grain.</summary>
    public ViewerLink Link => link;

    /// <summary>Measures its way to being live.</summary>
    public StreamJoin Join => join;

    /// <summary>Timestamp of the last sign of life of the node.</summary>
    public long HeardOf { get; set; }

    /// <summary>Whether PLAYING or PUBLISHING has been sent.</summary>
    public bool IsLive { get; private set; }

    /// <summary>When the client's wish to end it went to the cluster; null before.</summary>
    public long? LeftAt { get; set; }

    /// <summary>Whether its client, who has stopped it, is not to be answered before its last event has come.</summary>
    public virtual bool EndsWithLastEvent => false;

    // What is played or published; null until the node says so.
    private protected StreamMedia? Media { get; private set; }

    // What its publisher has muted.
    private protected StreamMute Mute { get; set; }

    private protected Action<byte[]> Send => send;

    private protected abstract WcsStatus Live { get; }

    private bool IsAnswered { get; set; }

    /// <summary>Asks the cluster to admit it; null when it does.</summary>
    /// <param name="connectionId">The connection.</param>
    /// <param name="offer">The client's offer.</param>
    /// <param name="observer">Gets its events.</param>
    public abstract Task<StreamRefusal?> AdmitAsync(string connectionId, string offer, IViewerObserver observer);

    /// <summary>How its end is told to the client.</summary>
    public abstract WcsStatus StatusOf(StreamEndReason reason);

    /// <summary>Takes an event that does not end it. May come twice.</summary>
    public virtual void On(ViewerEvent viewerEvent)
    {
        if (viewerEvent is ViewerAnswered answered && !IsAnswered)
        {
            IsAnswered = true;
            send(ServerMessages.SetRemoteSdp(Id, answered.Answer));
            join.OnReached(JoinStage.Answered);
            TellLive();
        }
    }

    /// <summary>The event that tells the client its status.</summary>
    public virtual StreamStatusEvent Event(WcsStatus status) => new(Request, status, Media, created) { Mute = Mute };

    // Media flows.
    private protected void OnMedia(StreamMedia media)
    {
        Media ??= media;
        TellLive();
    }

    // An answer that had to be repeated may come after the start; the client gets the two in their order.
    private void TellLive()
    {
        if (IsAnswered && Media is not null && !IsLive)
        {
            IsLive = true;
            send(ServerMessages.StreamStatus(Event(Live)));
            join.OnReached(JoinStage.Playing);
        }
    }
}
