using System.Security.Cryptography;
using Vod.Media.Dtls;
using Vod.Media.Engine;
using Vod.Media.Ice;
using Vod.Media.Srtp;
using Vod.Media.Timing;

namespace Vod.Media.Peer;

/// <summary>
/// ICE-lite, DTLS and SRTP of one browser on one address.
/// </summary>
/// <remarks>
/// 1. The browser's checks arrive and are answered; a nomination selects the path (RFC 8445).
/// 2. Its DTLS ClientHello arrives on a checked address, never before (RFC 8842 section 5.3; defence against a stranger's hello).
/// 3. The handshake ends, the certificate matches the fingerprint of the offer, keys are exported (RFC 5764).
/// 4. Media flows to the selected path, in SRTP, until consent expires (RFC 7675) or DTLS is closed.
/// An ICE restart changes the path and nothing else: the DTLS association and its keys go on, as the fingerprints stay (RFC 8842).
/// Nothing an unauthenticated packet says changes any state.
/// </remarks>
internal sealed class PeerTransport(IceCredentials credentials, DtlsEndpoint dtls, IceTimeouts timeouts, MonotonicTime now) : IDisposable
{
    private readonly IceLiteAgent _ice = new(credentials, timeouts, now);
    private readonly byte[] _stunResponse = new byte[IceLiteAgent.MaxResponseLength];
    private int _stunResponseLength;
    private TransportAddress _stunResponseTo;
    private TransportAddress _dtlsPeer;
    private SrtpSender? _sender;
    private SrtpReceiver? _receiver;

    /// <summary>Where the transport stands.</summary>
    public TransportState State { get; private set; }

    /// <summary>Why it failed; meaningful in <see cref="TransportState.Failed"/>.</summary>
    public SessionEndReason Failure { get; private set; }

    /// <summary>More about a failure for the log; may be empty.</summary>
    public string FailureDetail => dtls.FailureDetail ?? "";

    /// <summary>Whether the browser sends media: a publisher does, a viewer has nothing to send.</summary>
    public bool ReceivesMedia { get; set; }

    /// <summary>What was dropped and received.</summary>
    public PeerCounters Counters { get; } = new();

    /// <summary>When <see cref="HandleTimeout"/> has something to do.</summary>
    public MonotonicTime NextTimeout => State is TransportState.Connecting or TransportState.Connected
        ? MonotonicTime.Min(_ice.NextTimeout, dtls.NextTimeout)
        : MonotonicTime.Never;

    /// <summary>Where media goes. Only when connected.</summary>
    public TransportAddress Path => _ice.SelectedAddress ?? _dtlsPeer;

    /// <summary>How checks for this browser are recognised on a shared port.</summary>
    public UfragKey LocalUfrag => _ice.LocalUfrag;

    /// <summary>How its checks after a restart are recognised, beside the others until they have nominated a path; null without a restart under way.</summary>
    public UfragKey? RestartedUfrag => _ice.RestartedUfrag;

    /// <summary>Takes a datagram; SRTCP, and SRTP of a publisher, is decrypted in place and left to the caller.</summary>
    /// <param name="datagram">The whole datagram; may be overwritten.</param>
    /// <param name="kind">What it is by its first bytes.</param>
    /// <param name="from">Its source.</param>
    /// <param name="now">Its arrival.</param>
    /// <param name="plainLength">Length of what was decrypted.</param>
    public DatagramOutcome HandleDatagram(
        Span<byte> datagram, DatagramKind kind, TransportAddress from, MonotonicTime now, out int plainLength)
    {
        plainLength = 0;
        if (kind == DatagramKind.Stun)
        {
            return HandleCheck(datagram, from, now);
        }

        if (!_ice.IsValidated(from))
        {
            return Drop(PeerDropReason.UnvalidatedAddress);
        }

        return kind switch
        {
            DatagramKind.Dtls => HandleDtls(datagram, from, now),
            DatagramKind.Rtcp => HandleRtcp(datagram, from, now, out plainLength),
            DatagramKind.Rtp => HandleRtp(datagram, from, now, out plainLength),
            _ => Drop(PeerDropReason.UnknownProtocol),
        };
    }

    /// <summary>Restarts ICE with new credentials; false when the transport is over or the last restart was a moment ago.</summary>
    public bool TryRestartIce(IceCredentials fresh, MonotonicTime now)
    {
        bool restarted = State is TransportState.Connecting or TransportState.Connected && _ice.TryRestart(fresh, now);
        Update();
        return restarted;
    }

    /// <summary>Acts on deadlines that have passed.</summary>
    public void HandleTimeout(MonotonicTime now)
    {
        _ice.HandleTimeout(now);
        if (dtls.NextTimeout <= now)
        {
            dtls.HandleTimeout(now);
        }

        Update();
    }

    /// <summary>Takes the next datagram the transport itself wants to send: check responses and handshake flights.</summary>
    public bool PollTransmit(Span<byte> buffer, out int length, out TransportAddress to)
    {
        if (_stunResponseLength > 0)
        {
            _stunResponse.AsSpan(0, _stunResponseLength).CopyTo(buffer);
            (length, to) = (_stunResponseLength, _stunResponseTo);
            _stunResponseLength = 0;
            return true;
        }

        to = Path;
        return dtls.PollTransmit(buffer, out length);
    }

    /// <summary>Encrypts an RTP packet whose header stands in the buffer; 0 when it must not be sent.</summary>
    public int ProtectRtp(Span<byte> buffer, in UnprotectedPacket packet) =>
        _sender!.Protect(buffer, packet.HeaderLength, packet.Payload, out int protectedLength) == SrtpStatus.Ok ? protectedLength : 0;

    /// <summary>Encrypts an RTCP packet in place; 0 when it must not be sent.</summary>
    public int ProtectRtcp(Span<byte> buffer, int length) =>
        _sender!.ProtectRtcp(buffer, length, out int protectedLength) == SrtpStatus.Ok ? protectedLength : 0;

    /// <summary>Queues a DTLS close_notify.</summary>
    public void Close(MonotonicTime now) => dtls.Close(now);

    /// <inheritdoc/>
    public void Dispose()
    {
        dtls.Dispose();
        _sender?.Dispose();
        _receiver?.Dispose();
    }

    private DatagramOutcome HandleCheck(ReadOnlySpan<byte> datagram, TransportAddress from, MonotonicTime now)
    {
        IceOutcome outcome = _ice.HandleDatagram(datagram, from, now, _stunResponse, out _stunResponseLength);
        _stunResponseTo = from;
        if (outcome == IceOutcome.PathSelected)
        {
            // The peer can begin its handshake now; from here on it has a limited time to finish it.
            dtls.Start(now);
        }

        Update();
        return outcome switch
        {
            IceOutcome.Dropped => Drop(PeerDropReason.InvalidCheck),
            IceOutcome.Answered or IceOutcome.PathSelected or IceOutcome.PathMoved => DatagramOutcome.AddressAuthenticated,
            _ => DatagramOutcome.Handled,
        };
    }

    private DatagramOutcome HandleDtls(ReadOnlySpan<byte> datagram, TransportAddress from, MonotonicTime now)
    {
        _dtlsPeer = from;
        dtls.HandleDatagram(datagram, now);
        Update();
        return DatagramOutcome.Handled;
    }

    private DatagramOutcome HandleRtcp(Span<byte> datagram, TransportAddress from, MonotonicTime now, out int plainLength)
    {
        plainLength = 0;
        if (_receiver is null)
        {
            return Drop(PeerDropReason.NoKeysYet);
        }

        if (_receiver.UnprotectRtcp(datagram, datagram.Length, out plainLength) != SrtpStatus.Ok)
        {
            return Drop(PeerDropReason.SrtcpRejected);
        }

        _ice.RenewConsent(from, now);
        return DatagramOutcome.RtcpDecrypted;
    }

    private DatagramOutcome HandleRtp(Span<byte> datagram, TransportAddress from, MonotonicTime now, out int plainLength)
    {
        plainLength = 0;
        if (!ReceivesMedia || _receiver is null)
        {
            return Drop(ReceivesMedia ? PeerDropReason.NoKeysYet : PeerDropReason.UnexpectedRtp);
        }

        if (_receiver.Unprotect(datagram, datagram.Length, out plainLength) != SrtpStatus.Ok)
        {
            return Drop(PeerDropReason.SrtpRejected);
        }

        _ice.RenewConsent(from, now);
        return DatagramOutcome.RtpDecrypted;
    }

    private void Update()
    {
        if (State is TransportState.Failed or TransportState.ClosedByPeer)
        {
            return;
        }

        switch (dtls.State)
        {
            case DtlsState.Failed:
                Fail(dtls.Failure == DtlsFailure.FingerprintMismatch ? SessionEndReason.FingerprintMismatch : SessionEndReason.DtlsFailed);
                return;
            case DtlsState.Closed:
                State = TransportState.ClosedByPeer;
                return;
            case DtlsState.Connected when _sender is null:
                ExportKeys();
                break;
        }

        if (_ice.State == IceState.Failed)
        {
            Fail(_ice.Failure == IceFailure.ConsentExpired ? SessionEndReason.ConsentExpired : SessionEndReason.IceTimeout);
        }
        else if (_sender is not null && _ice.SelectedAddress is not null)
        {
            State = TransportState.Connected;
        }
    }

    private void ExportKeys()
    {
        Span<byte> material = stackalloc byte[SrtpProfileParameters.MaxKeyingMaterialLength];
        material = material[..dtls.NegotiatedProfile.KeyingMaterialLength()];
        if (!dtls.ExportKeyingMaterial(material))
        {
            Fail(SessionEndReason.DtlsFailed);
            return;
        }

        SrtpKeyingMaterial keys = new(dtls.NegotiatedProfile, material);
        _sender = new SrtpSender(dtls.NegotiatedProfile, keys.ServerWrite);
        _receiver = new SrtpReceiver(dtls.NegotiatedProfile, keys.ClientWrite);
        CryptographicOperations.ZeroMemory(material);
        dtls.ReleaseHandshake();
    }

    private void Fail(SessionEndReason reason)
    {
        State = TransportState.Failed;
        Failure = reason;
    }

    private DatagramOutcome Drop(PeerDropReason reason)
    {
        Counters.OnDropped(reason);
        return DatagramOutcome.Dropped;
    }
}
