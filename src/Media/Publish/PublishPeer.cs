using Vod.Media.Engine;
using Vod.Media.Ice;
using Vod.Media.Peer;
using Vod.Media.Timing;

namespace Vod.Media.Publish;

/// <summary>One browser that publishes: transport, picture, sound and feedback, without a socket or a clock.</summary>
internal sealed class PublishPeer : IDisposable
{
    private readonly PeerTransport _transport;
    private readonly PublishPeerOptions _options;
    private readonly IPublishedMediaSink _sink;
    private readonly Queue<PeerEvent> _events = new();
    private MonotonicTime _now;
    private PeerEvent _ending;

    /// <summary>A peer that waits for the browser's first check.</summary>
    public PublishPeer(PeerTransport transport, PublishPeerOptions options, IPublishedMediaSink sink, MonotonicTime now)
    {
        _transport = transport;
        _options = options;
        _sink = sink;
        _now = now;
    }

    /// <inheritdoc cref="PeerTransport.LocalUfrag"/>
    public UfragKey LocalUfrag => _transport.LocalUfrag;

    /// <inheritdoc cref="PeerTransport.RestartedUfrag"/>
    public UfragKey? RestartedUfrag => _transport.RestartedUfrag;

    /// <summary>Where the publication stands.</summary>
    public PublishState State { get; private set; }

    /// <summary>What happened on the way to and from the publisher.</summary>
    public PeerCounters Counters => _transport.Counters;

    /// <summary>When <see cref="HandleTimeout"/> or <see cref="PollTransmit"/> has something to do, as of the last call.</summary>
    public MonotonicTime NextTimeout => State == PublishState.Closing ? _now : _transport.NextTimeout;

    /// <summary>Takes a datagram of the shared socket. It may be overwritten.</summary>
    public DatagramOutcome HandleDatagram(Span<byte> datagram, DatagramKind kind, TransportAddress from, MonotonicTime now)
    {
        _now = now;
        DatagramOutcome outcome = _transport.HandleDatagram(datagram, kind, from, now, out _);
        Advance();
        return outcome;
    }

    /// <summary>Acts on deadlines that have passed.</summary>
    public void HandleTimeout(MonotonicTime now)
    {
        _now = now;
        _transport.HandleTimeout(now);
        Advance();
    }

    /// <summary>Restarts ICE with new credentials; the media does not notice. False when it is over or the last restart was a moment ago.</summary>
    public bool TryRestartIce(IceCredentials fresh, MonotonicTime now)
    {
        _now = now;
        bool restarted = State < PublishState.Closing && _transport.TryRestartIce(fresh, now);
        Advance();
        return restarted;
    }

    /// <summary>Asks the browser for a key frame, because a viewer has joined or a recording begins; not more often than is good for its picture.</summary>
    public void RequestKeyFrame(MonotonicTime now) => _now = now;

    /// <summary>Ends the publication: the browser is told, then the last event comes.</summary>
    public void Close(SessionEndReason reason, MonotonicTime now)
    {
        _now = now;
        End(reason, "");
    }

    /// <summary>Takes the next datagram that is to be sent now.</summary>
    /// <param name="buffer">Room for a datagram of 1500 bytes.</param>
    /// <param name="now">The time.</param>
    /// <param name="length">Its length.</param>
    /// <param name="to">Where it goes.</param>
    public bool PollTransmit(Span<byte> buffer, MonotonicTime now, out int length, out TransportAddress to)
    {
        _now = now;
        return _transport.PollTransmit(buffer, out length, out to);
    }

    /// <summary>Takes the next event. After <see cref="PeerEventKind.Ended"/> there is none.</summary>
    public bool PollEvent(out PeerEvent peerEvent)
    {
        if (State == PublishState.Closing)
        {
            State = PublishState.Ended;
            _events.Enqueue(_ending);
        }

        return _events.TryDequeue(out peerEvent);
    }

    /// <inheritdoc/>
    public void Dispose() => _transport.Dispose();

    private void Advance()
    {
        if (_transport.State == TransportState.Failed)
        {
            End(_transport.Failure, _transport.FailureDetail);
        }
        else if (_transport.State == TransportState.ClosedByPeer)
        {
            End(SessionEndReason.ClosedByPeer, "");
        }
        else if (State == PublishState.Connecting && _transport.State == TransportState.Connected)
        {
            State = PublishState.Receiving;
            _events.Enqueue(new(PeerEventKind.Connected));
        }
    }

    private void End(SessionEndReason reason, string detail)
    {
        if (State < PublishState.Closing)
        {
            _ending = new(PeerEventKind.Ended, reason, detail);
            State = PublishState.Closing;
        }
    }
}
