using Vod.Media.Engine;
using Vod.Media.Ice;
using Vod.Media.Timing;

namespace Vod.Media.Peer;

/// <summary>
/// What a worker needs of a browser to carry it, whichever way the media goes. It calls one input and then drains <see cref="PollTransmit"/> and <see cref="PollEvent"/> before the
/// next.
/// </summary>
internal interface IWorkerPeer : IDisposable
{
    /// <inheritdoc cref="PeerTransport.LocalUfrag"/>
    UfragKey LocalUfrag { get; }

    /// <inheritdoc cref="PeerTransport.RestartedUfrag"/>
    UfragKey? RestartedUfrag { get; }

    /// <summary>What happened on the way to and from the browser.</summary>
    PeerCounters Counters { get; }

    /// <summary>When <see cref="HandleTimeout"/> or <see cref="PollTransmit"/> has something to do, as of the last call.</summary>
    MonotonicTime NextTimeout { get; }

    /// <summary>Takes a datagram of the shared socket. It may be overwritten.</summary>
    DatagramOutcome HandleDatagram(Span<byte> datagram, DatagramKind kind, TransportAddress from, MonotonicTime now);

    /// <summary>Acts on deadlines that have passed.</summary>
    void HandleTimeout(MonotonicTime now);

    /// <summary>Restarts ICE with new credentials; the media does not notice. False when it is over or the last restart was a moment ago.</summary>
    bool TryRestartIce(IceCredentials fresh, MonotonicTime now);

    /// <summary>Ends it: the browser is told, then the last event comes.</summary>
    void Close(SessionEndReason reason, MonotonicTime now);

    /// <summary>Takes the next datagram that is to be sent now.</summary>
    /// <param name="buffer">Room for a datagram of 1500 bytes.</param>
    /// <param name="now">The time.</param>
    /// <param name="length">Its length.</param>
    /// <param name="to">Where it goes.</param>
    bool PollTransmit(Span<byte> buffer, MonotonicTime now, out int length, out TransportAddress to);

    /// <summary>Takes the next event. After <see cref="PeerEventKind.Ended"/> there is none.</summary>
    bool PollEvent(out PeerEvent peerEvent);
}
