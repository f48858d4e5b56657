using Vod.Media.Srtp;
using Vod.Media.Timing;

namespace Vod.Media.Dtls;

/// <summary>
/// One DTLS 1.2 association that agrees on SRTP keys (RFC 6347, RFC 5764). The server, which the product is, sees:
/// <code>
/// 1. ClientHello (use_srtp), in one or several datagrams                                  Handshaking
/// 2. sends ServerHello, Certificate, ServerKeyExchange, CertificateRequest, ServerHelloDone
/// 3. Certificate (compared with the SDP), ClientKeyExchange, CertificateVerify, Finished
/// 4. sends ChangeCipherSpec, Finished                                                     Connected
/// 5. close_notify either way                                                              Closed
/// </code>
/// There is no HelloVerifyRequest: ICE has proved the address of the peer already, a cookie would cost a round trip more.
/// <para>
/// Loss (RFC 6347 section 4.2.4): OpenSSL's timers read the real clock, so they are put out of action and the last flight is sent
/// again from here. A repeated message belongs in a new record (section 4.2.2): a peer that got the record but could not use it yet
/// has it in its replay window all the same, and would drop a copy for ever. So records of the first epoch, which are not
/// protected, are numbered on their way out. Only Finished keeps its number: it is the last message of its side, so a peer that could
/// read it could use it. After the last flight of the handshake nobody waits any more; there the server answers every sign that
/// the client has not got it.
/// </para>
/// </summary>
internal sealed class DtlsEndpoint : IDisposable
{
    /// <summary>
    /// UDP payload to stay below: 1200 bytes pass IPv6's minimum of 1280 with its headers, and common tunnels.
    /// </summary>
    public const int DefaultMtu = 1200;

    /// <summary>Datagrams a peer may send until the handshake is done: two flights of four, each repeated for 15 s, stay below.</summary>
    public const int MaxHandshakeDatagrams = 256;

    /// <summary>Bytes a peer may send until the handshake is done.</summary>
    public const int MaxHandshakeBytes = 128 * 1024;

    /// <summary>How often the last flight is repeated after the handshake, so that no one can make us chatter.</summary>
    public const int MaxFinalFlightRepeats = 32;

    /// <summary>
    /// First retransmission. RFC 6347 section 4.2.4.1 proposes 1 s without knowledge of the path; few viewers are further away than
    /// this, and a needless repeat costs one datagram of 1 KB, while a viewer waits for every lost one.
    /// </summary>
    public static readonly TimeSpan InitialRetransmission = TimeSpan.FromMilliseconds(100);

    /// <summary>The wait doubles up to this.</summary>
    public static readonly TimeSpan MaxRetransmission = TimeSpan.FromMilliseconds(1600);

    /// <summary>After this the handshake has failed.</summary>
    public static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(15);

    private readonly DtlsRole _role;
    private readonly DtlsSession _session;
    private DtlsDrops _drops;
    private DtlsRemains? _remains;
    private bool _started;
    private int _datagrams;
    private int _bytes;
    private uint _nextRecord;
    private int _finalFlightRepeats;
    private TimeSpan _retransmission = InitialRetransmission;
    private MonotonicTime _retransmitAt = MonotonicTime.Never;
    private MonotonicTime _giveUpAt = MonotonicTime.Never;
    private MonotonicTime _flightSentAt = MonotonicTime.Zero;

    /// <param name="context">Certificate and rules.</param>
    /// <param name="role">Which side this is.</param>
    /// <param name="peerFingerprint">From the SDP of the peer.</param>
    /// <param name="mtu">Largest UDP payload to send, at least 256.</param>
    public DtlsEndpoint(DtlsContext context, DtlsRole role, CertificateFingerprint peerFingerprint, int mtu = DefaultMtu)
    {
        _role = role;
        _session = new(context, role, peerFingerprint, mtu);
    }

    /// <summary>Where it stands.</summary>
    public DtlsState State { get; private set; }

    /// <summary>Why it has failed, when it has.</summary>
    public DtlsFailure Failure { get; private set; }

    /// <summary>OpenSSL's words for the failure, for the log; null when there is nothing to add.</summary>
    public string? FailureDetail { get; private set; }

    /// <summary>The agreed profile, once connected.</summary>
    public SrtpProfile NegotiatedProfile { get; private set; }

    /// <summary>What was ignored.</summary>
    public DtlsDrops Drops => _drops with { ApplicationData = _session.ApplicationDataRecords };

    /// <summary>When <see cref="HandleTimeout"/> wants to be called next.</summary>
    public MonotonicTime NextTimeout => MonotonicTime.Min(_retransmitAt, _giveUpAt);

    /// <summary>Starts the clock of the handshake, and for a client the handshake. The first datagram does the same.</summary>
    public void Start(MonotonicTime now)
    {
        if (_started)
        {
            return;
        }

        _started = true;
        _giveUpAt = now + HandshakeTimeout;
        if (_role == DtlsRole.Client)
        {
            ContinueHandshake([], now);
        }
    }

    /// <summary>Takes in what arrived from the peer's address and looks like DTLS (RFC 7983).</summary>
    public void HandleDatagram(ReadOnlySpan<byte> datagram, MonotonicTime now)
    {
        if (State is DtlsState.Failed or DtlsState.Closed)
        {
            _drops.AfterEnd++;
        }
        else if (!DtlsRecord.IsFirstOf(datagram))
        {
            _drops.NotDtls++;
        }
        else if (DtlsRecord.HasTruncatedProtection(datagram))
        {
            _drops.TruncatedProtection++;
        }
        else if (State == DtlsState.Connected)
        {
            HandleWhenConnected(datagram, now);
        }
        else
        {
            HandleWhenHandshaking(datagram, now);
        }
    }

    /// <summary>Sends the last flight again, or gives up.</summary>
    public void HandleTimeout(MonotonicTime now)
    {
        if (now >= _giveUpAt)
        {
            Fail(DtlsFailure.Timeout);
        }
        else if (now >= _retransmitAt)
        {
            _session.Outgoing.Rewind();
            TimeSpan doubled = 2 * _retransmission;
            _retransmission = doubled < MaxRetransmission ? doubled : MaxRetransmission;
            _retransmitAt = now + _retransmission;
        }
    }

    /// <summary>Takes the next datagram to send.</summary>
    /// <param name="buffer">Room for an MTU.</param>
    /// <param name="length">Bytes written.</param>
    public bool PollTransmit(Span<byte> buffer, out int length)
    {
        if (!_session.Outgoing.TryTake(buffer, out length))
        {
            return false;
        }

        DtlsRecord.Renumber(buffer[..length], ref _nextRecord);
        return true;
    }

    /// <summary>
    /// Exports the keys for <see cref="NegotiatedProfile"/> ("EXTRACTOR-dtls_srtp"); false before the endpoint is connected.
    /// </summary>
    /// <param name="output">Exactly <see cref="SrtpProfileParameters.KeyingMaterialLength"/> bytes. To be wiped by the caller.</param>
    public bool ExportKeyingMaterial(Span<byte> output) =>
        State == DtlsState.Connected && _remains is null && _session.TryExport(output);

    /// <summary>Ends the association; close_notify goes out with the next <see cref="PollTransmit"/>.</summary>
    public void Close(MonotonicTime now)
    {
        if (State is not (DtlsState.Handshaking or DtlsState.Connected))
        {
            return;
        }

        if (_remains is null)
        {
            _session.Shutdown();
        }
        else
        {
            _ = _session.Outgoing.TryAppend(_remains.CloseNotify);
        }

        End(DtlsState.Closed);
    }

    /// <summary>
    /// Frees what OpenSSL holds for a connected session (40 KB, of which 22 KB are a handshake buffer it keeps for DTLS) and still
    /// answers retransmissions and says close_notify, both from stored bytes, and understands the alerts of the peer. The price: keys can no longer be exported.
    /// </summary>
    public void ReleaseHandshake()
    {
        if (State == DtlsState.Connected && _remains is null)
        {
            _remains = _session.Seal();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _remains?.Dispose();
    }

    private void HandleWhenHandshaking(ReadOnlySpan<byte> datagram, MonotonicTime now)
    {
        Start(now);
        _datagrams++;
        _bytes += datagram.Length;
        if (_datagrams > MaxHandshakeDatagrams || _bytes > MaxHandshakeBytes)
        {
            Fail(DtlsFailure.LimitExceeded);
            return;
        }

        ContinueHandshake(datagram, now);
    }

    private void ContinueHandshake(ReadOnlySpan<byte> datagram, MonotonicTime now)
    {
        DtlsStep step = _session.Handshake(datagram);
        if (_session.HasWritten)
        {
            _flightSentAt = now;
            _retransmission = InitialRetransmission;
            _retransmitAt = now + _retransmission;
        }

        switch (step)
        {
            case DtlsStep.Done:
                CompleteHandshake();
                break;
            case DtlsStep.Failed:
                Fail(Classify(DtlsFailure.HandshakeError), _session.LastError.ToString());
                break;
            case DtlsStep.Closed:
                End(DtlsState.Closed);
                break;
        }
    }

    private void CompleteHandshake()
    {
        NegotiatedProfile = _session.SelectedProfile();
        if (NegotiatedProfile == SrtpProfile.None)
        {
            _session.Shutdown();
            Fail(DtlsFailure.NoSrtpProfile);
        }
        else if (!_session.PeerVerified)
        {
            // Cannot happen while the verification callback does its work; keys without a verified peer must not exist even so.
            Fail(DtlsFailure.FingerprintMismatch);
        }
        else
        {
            State = DtlsState.Connected;
            _retransmitAt = _giveUpAt = MonotonicTime.Never;
            _session.ReleaseBuffers();
        }
    }

    private void HandleWhenConnected(ReadOnlySpan<byte> datagram, MonotonicTime now)
    {
        if (_remains is not null)
        {
            HandleWhenReleased(_remains, datagram, now);
            return;
        }

        switch (_session.Receive(datagram))
        {
            case DtlsStep.Failed:
                Fail(Classify(DtlsFailure.ProtocolError), _session.LastError.ToString());
                return;
            case DtlsStep.Closed:
                // Section 7.2.1 of RFC 5246: answered by the same alert.
                _session.Shutdown();
                End(DtlsState.Closed);
                return;
            default:
                RepeatFinalFlight(datagram, _session.HasWritten, now);
                _session.ReleaseBuffers();
                return;
        }
    }

    private void HandleWhenReleased(DtlsRemains remains, ReadOnlySpan<byte> datagram, MonotonicTime now)
    {
        switch (remains.ReadAlert(datagram, out byte description))
        {
            case DtlsAlert.Fatal:
                Fail(DtlsFailure.PeerAlert, $"alert {description}");
                return;
            case DtlsAlert.CloseNotify:
                // Answered as above.
                _ = _session.Outgoing.TryAppend(remains.CloseNotify);
                End(DtlsState.Closed);
                return;
            default:
                _drops.AfterRelease += DtlsRecord.IsHandshake(datagram) ? 0 : 1;
                RepeatFinalFlight(datagram, answered: false, now);
                return;
        }
    }

    // RFC 6347 section 4.2.4, state FINISHED: whoever sent the last flight answers a retransmission of the flight before with it.
    // OpenSSL does so for a Finished with a new sequence number; any other piece of that flight says the same, and may be all that
    // gets through.
    private void RepeatFinalFlight(ReadOnlySpan<byte> datagram, bool answered, MonotonicTime now)
    {
        bool peerStillWaits = _role == DtlsRole.Server && DtlsRecord.IsHandshake(datagram);
        if (!peerStillWaits)
        {
            return;
        }

        if (!answered && now - _flightSentAt >= InitialRetransmission / 2 && _finalFlightRepeats < MaxFinalFlightRepeats)
        {
            _finalFlightRepeats++;
            _session.Outgoing.Rewind();
            answered = true;
        }

        _flightSentAt = answered ? now : _flightSentAt;
    }

    private DtlsFailure Classify(DtlsFailure otherwise) => _session.LastError switch
    {
        _ when _session.PeerRejected => DtlsFailure.FingerprintMismatch,
        { IsPeerAlert: true } => DtlsFailure.PeerAlert,
        { IsMissingCertificate: true } => DtlsFailure.NoCertificate,
        _ => otherwise,
    };

    private void Fail(DtlsFailure failure, string? detail = null)
    {
        Failure = failure;
        FailureDetail = detail;
        End(DtlsState.Failed);
    }

    private void End(DtlsState state)
    {
        State = state;
        _retransmitAt = _giveUpAt = MonotonicTime.Never;
    }
}
