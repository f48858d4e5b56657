using Vod.Media.Engine;
using Vod.Media.Ice;
using Vod.Media.Peer;
using Vod.Media.Timing;

namespace Vod.Media.Publish;

/// <summary>
/// One browser that publishes: transport, picture, sound and feedback, without a socket or a clock.
/// </summary>
/// <remarks>
/// 1. Connecting: checks and handshake come in.
/// 2. Receiving: packets are put in order, pictures and sound handed on as soon as they are whole; the browser is told what is missing, and how its packets arrive.
/// 3. Closing, Ended: RTCP BYE, DTLS close_notify, the last event.
/// The driver calls one input (<see cref="HandleDatagram"/>, <see cref="HandleTimeout"/>, <see cref="RequestKeyFrame"/>, <see cref="Close"/>) and then drains
/// <see cref="PollTransmit"/> and <see cref="PollEvent"/> before the next.
/// </remarks>
internal sealed class PublishPeer : IWorkerPeer
{
    private readonly PeerTransport _transport;
    private readonly PublishPeerOptions _options;
    private readonly MediaReception _media;
    private readonly Queue<PeerEvent> _events = new();
    private MonotonicTime _now;
    private long _handedOn;
    private MonotonicTime _silentSince = MonotonicTime.Never;
    private bool _isPublishing;
    private bool _goodbyePending;
    private PeerEvent _ending;

    /// <summary>A peer that waits for the browser's first check.</summary>
    /// <param name="transport">Its transport.</param>
    /// <param name="options">What it receives.</param>
    /// <param name="sink">Takes what it publishes.</param>
    /// <param name="now">The time.</param>
    public PublishPeer(PeerTransport transport, PublishPeerOptions options, IPublishedMediaSink sink, MonotonicTime now)
    {
        _transport = transport;
        _transport.ReceivesMedia = true;
        _options = options;
        _now = now;
        _media = new MediaReception(options, sink, Counters);
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
    public MonotonicTime NextTimeout => MonotonicTime.Min(_transport.NextTimeout, State switch
    {
        PublishState.Receiving => MonotonicTime.Min(_silentSince + _options.MaxSilence, _media.NextTimeout),
        PublishState.Closing => _now,
        _ => MonotonicTime.Never,
    });

    /// <summary>Takes a datagram of the shared socket. It may be overwritten.</summary>
    public DatagramOutcome HandleDatagram(Span<byte> datagram, DatagramKind kind, TransportAddress from, MonotonicTime now)
    {
        _now = now;
        DatagramOutcome outcome = _transport.HandleDatagram(datagram, kind, from, now, out int plainLength);
        if (State == PublishState.Receiving && outcome == DatagramOutcome.RtpDecrypted)
        {
            HandleMedia(datagram[..plainLength]);
        }
        else if (State == PublishState.Receiving && outcome == DatagramOutcome.RtcpDecrypted)
        {
            _media.HandleReports(datagram[..plainLength], now);
        }

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
    public void RequestKeyFrame(MonotonicTime now)
    {
        _now = now;
        _media.RequestKeyFrame(now);
    }

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
        if (_transport.PollTransmit(buffer, out length, out to))
        {
            return true;
        }

        to = _transport.Path;
        if (State == PublishState.Receiving && _media.Feedback.TryWrite(buffer, now, out int feedback))
        {
            length = _transport.ProtectRtcp(buffer, feedback);
        }
        else if (_goodbyePending)
        {
            _goodbyePending = false;
            int goodbye = _media.Feedback.WriteGoodbye(buffer, now);
            _transport.Close(now);
            length = _transport.ProtectRtcp(buffer, goodbye);
        }

        return length > 0;
    }

    /// <summary>Takes the next event. After <see cref="PeerEventKind.Ended"/> there is none.</summary>
    public bool PollEvent(out PeerEvent peerEvent)
    {
        if (State == PublishState.Closing && !_goodbyePending)
        {
            State = PublishState.Ended;
            _events.Enqueue(_ending);
        }

        return _events.TryDequeue(out peerEvent);
    }

    /// <inheritdoc/>
    public void Dispose() => _transport.Dispose();

    private void HandleMedia(ReadOnlySpan<byte> packet)
    {
        if (_media.TryHandlePacket(packet, _now))
        {
            Counters.OnReceived();
        }
    }

    private void Advance()
    {
        if (State >= PublishState.Closing)
        {
            return;
        }

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
            _silentSince = _now;
            _events.Enqueue(new(PeerEventKind.Connected));
        }
        else if (State == PublishState.Receiving)
        {
            AdvanceReceiving();
        }
    }

    private void AdvanceReceiving()
    {
        _media.HandleTimeout(_now);
        if (_media.HandedOn > _handedOn)
        {
            // What is no media, or never becomes whole, keeps nobody's name.
            (_handedOn, _silentSince) = (_media.HandedOn, _now);
        }

        if (!_isPublishing && _media.HasHandedOn)
        {
            _isPublishing = true;
            _events.Enqueue(new(PeerEventKind.Publishing));
        }

        if (_media.HasLeft)
        {
            End(SessionEndReason.ClosedByPeer, "");
        }
        else if (_now >= _silentSince + _options.MaxSilence)
        {
            End(SessionEndReason.RtpActivityLost, $"no media for {_options.MaxSilence.TotalSeconds:F0} s");
        }
    }

    private void End(SessionEndReason reason, string detail)
    {
        if (State >= PublishState.Closing)
        {
            return;
        }

        _goodbyePending = _transport.State == TransportState.Connected;
        _ending = new(PeerEventKind.Ended, reason, detail);
        State = PublishState.Closing;
    }
}
