using Vod.Media.Timing;

namespace Vod.Media.Ice;

/// <summary>
/// The ICE-lite side of one session (RFC 8445 sections 2.5 and 7.3; consent after RFC 7675).
/// </summary>
/// <remarks>
/// <code>
///   browser (full, controlling)                 this agent (lite, controlled)
///   1. Binding request                    ──►   New → Checking: the address is validated
///   2.                                    ◄──   success response with XOR-MAPPED-ADDRESS
///   3. Binding request + USE-CANDIDATE    ──►   Checking → Connected: the path is selected
///   4.                                    ◄──   success response
///   5. Binding request every 2 to 5 s     ──►   consent is fresh (silence: Disconnected, then Failed)
///   6. USE-CANDIDATE from elsewhere       ──►   the path moves
///   7. restart by signalling              ──►   checks with the old and with the new credentials are answered
///   8. USE-CANDIDATE with the new ones    ──►   the path moves, the old ones are forgotten (RFC 8445 section 9)
/// </code>
/// A lite agent sends no checks, so a genuine check with a new transaction id on the selected path stands for the consent RFC 7675
/// has a full agent ask for: only the peer can make one, and it makes them only while it wants the stream. So does anything else that is authentic and new, see
/// <see cref="RenewConsent"/>: some peers check only while they have nothing else to send (Pion), and those that watch send reports.
/// Media is sent on the selected path only: a lite agent has no valid pair before a nomination (RFC 8445 section 7.3.2). The peer may
/// start DTLS one check earlier (Chromium 156 sends its ClientHello 5 to 20 ms before the nomination); the flights of the handshake may
/// be answered to any address for which <see cref="IsValidated"/> holds.
/// A check that is not genuine gets no answer, although RFC 8489 section 9.1.3 has error codes for it (400, 401): such an answer
/// could carry no MESSAGE-INTEGRITY, so the peer could not trust it, and it would go to an address anyone can write into a datagram.
/// To the peer it looks like a lost packet, and it has to live with those anyway.
/// </remarks>
internal sealed class IceLiteAgent(IceCredentials local, IceTimeouts timeouts, MonotonicTime now)
{
    /// <summary>Room a response may need: header 20, ERROR-CODE 28, UNKNOWN-ATTRIBUTES 20, MESSAGE-INTEGRITY 24, FINGERPRINT 8.</summary>
    public const int MaxResponseLength = 100;

    // UNKNOWN-ATTRIBUTES names that many at most; the peer learns the rest when it tries again.
    private const int MaxReportedUnknowns = 8;

    private readonly LocalCredentials _local = new(local);
    private readonly MonotonicTime _connectDeadline = now + timeouts.Connect;
    private readonly RemotePathTable _paths = new();
    private readonly CheckHistory _history = new();
    private IceDropCounters _drops;
    private MonotonicTime _consentedAt = now;

    /// <summary>Where the session stands.</summary>
    public IceState State { get; private set; }

    /// <summary>Why it failed.</summary>
    public IceFailure Failure { get; private set; }

    /// <summary>Where media goes; none before the first nomination. Stays after a failure, for the log.</summary>
    public TransportAddress? SelectedAddress { get; private set; }

    /// <summary>Addresses that have sent a genuine check, at most <see cref="RemotePathTable.MaxPaths"/>.</summary>
    public int ValidatedCount => _paths.Count;

    /// <summary>The user name fragment of the ICE session that media flows in.</summary>
    public UfragKey LocalUfrag => _local.Current.Key;

    /// <summary>The user name fragment of a restart that no path has been nominated with yet; null when there is none.</summary>
    public UfragKey? RestartedUfrag => _local.Next?.Key;

    /// <summary>When <see cref="HandleTimeout"/> has something to do.</summary>
    public MonotonicTime NextTimeout => State switch
    {
        IceState.New or IceState.Checking => _connectDeadline,
        IceState.Connected => _consentedAt + timeouts.Disconnect,
        IceState.Disconnected => _consentedAt + timeouts.Consent,
        _ => MonotonicTime.Never,
    };

    /// <summary>Datagrams dropped for a reason.</summary>
    public uint Drops(IceDropReason reason) => _drops[reason];

    /// <summary>Whether the peer has proved to be at this address.</summary>
    public bool IsValidated(TransportAddress address) => _paths.Contains(address);

    /// <summary>
    /// Handles a datagram that looks like STUN. A response, if any, goes back to <paramref name="from"/>, whatever the selected path is.
    /// </summary>
    /// <param name="datagram">The whole datagram.</param>
    /// <param name="from">Its source.</param>
    /// <param name="now">Its arrival.</param>
    /// <param name="response">At least <see cref="MaxResponseLength"/> bytes.</param>
    /// <param name="responseLength">Bytes to send, 0 for none.</param>
    public IceOutcome HandleDatagram(
        ReadOnlySpan<byte> datagram, TransportAddress from, MonotonicTime now, Span<byte> response, out int responseLength)
    {
        responseLength = 0;

        // A check that comes after its deadline must not revive the session only because the caller had not looked at the clock yet.
        HandleTimeout(now);
        if (State == IceState.Failed)
        {
            return Drop(IceDropReason.AgentFailed);
        }

        if (!StunMessage.TryParse(datagram, out StunMessage message))
        {
            return Drop(IceDropReason.Malformed);
        }

        if (message.Method != StunMethod.Binding)
        {
            return Drop(IceDropReason.UnexpectedMethod);
        }

        return message.Class switch
        {
            StunClass.Request => HandleRequest(in message, from, now, response, out responseLength),
            StunClass.Indication => IceOutcome.KeptAlive,
            _ => Drop(IceDropReason.UnexpectedResponse),
        };
    }

    /// <summary>
    /// Restarts ICE with new credentials. Checks with the old ones stay good, and so does their path, until a path is nominated with the new ones. False when the session
    /// has failed or the last restart is less than <see cref="LocalCredentials.MinRestartInterval"/> ago; then nothing has changed.
    /// </summary>
    public bool TryRestart(IceCredentials fresh, MonotonicTime now)
    {
        HandleTimeout(now);
        return State != IceState.Failed && _local.TryRestart(fresh, now);
    }

    /// <summary>Acts on deadlines that have passed; calling it early or twice does no harm.</summary>
    public void HandleTimeout(MonotonicTime now)
    {
        switch (State)
        {
            case IceState.New or IceState.Checking when now >= _connectDeadline:
                Fail(IceFailure.ConnectTimeout);
                break;
            case IceState.Connected or IceState.Disconnected when now >= _consentedAt + timeouts.Consent:
                Fail(IceFailure.ConsentExpired);
                break;
            case IceState.Connected when now >= _consentedAt + timeouts.Disconnect:
                State = IceState.Disconnected;
                break;
        }
    }

    private IceOutcome HandleRequest(
        in StunMessage request, TransportAddress from, MonotonicTime now, Span<byte> response, out int responseLength)
    {
        responseLength = 0;

        // RFC 8445 section 7.3: only the fragment before the colon has to be ours; the password proves the rest.
        if (!UfragKey.TryGetLocalUfrag(in request, out UfragKey user) || _local.Find(user) is not { } credentials)
        {
            return Drop(IceDropReason.UnknownUser);
        }

        if (!request.HasIntegrity)
        {
            return Drop(IceDropReason.NoIntegrity);
        }

        if (!request.VerifyIntegrity(credentials.PasswordBytes))
        {
            return Drop(IceDropReason.BadIntegrity);
        }

        CheckHistory.Verdict verdict = _history.Note(request.TransactionId, from);
        if (verdict == CheckHistory.Verdict.Replayed)
        {
            return Drop(IceDropReason.Replayed);
        }

        if (TryRefuse(in request, credentials, response, out responseLength))
        {
            return IceOutcome.Refused;
        }

        responseLength = WriteSuccess(in request, credentials, from, response);
        return verdict == CheckHistory.Verdict.New ? AcceptCheck(in request, credentials, from, now) : IceOutcome.Answered;
    }

    private IceOutcome AcceptCheck(in StunMessage request, IceCredentials credentials, TransportAddress from, MonotonicTime now)
    {
        request.TryGetPriority(out uint priority);
        ref RemotePath path = ref _paths.GetOrAdd(from, keep: SelectedAddress);
        path.LastCheck = now;
        path.Priority = priority;
        if (State == IceState.New)
        {
            State = IceState.Checking;
        }

        IceOutcome outcome = IceOutcome.Answered;
        if (request.HasUseCandidate)
        {
            path.LastNomination = now;
            outcome = Nominate(in path, isRestart: credentials == _local.Next, now);
            _local.Settle(credentials);
        }

        RenewConsent(from, now);
        return outcome;
    }

    /// <summary>Takes note of a datagram that only the peer can have made, and only now: a genuine check, or SRTCP that has passed authentication and replay protection.</summary>
    public void RenewConsent(TransportAddress from, MonotonicTime now)
    {
        // Consent belongs to a path (RFC 7675 section 5.1): what comes on another one says nothing about the selected one.
        if (from == SelectedAddress && State is not IceState.Failed)
        {
            _consentedAt = now;
            State = IceState.Connected;
        }
    }

    /// <summary>
    /// With regular nomination there is one nomination and this is simple. With aggressive nomination (RFC 5245 section 8.1.1.2, still
    /// done towards lite agents) every path is nominated in turn and the highest priority wins; and a browser that changes networks
    /// nominates a new path of any priority and falls silent on the old one. So: the latest wins, unless a better one is still being
    /// nominated. The first nomination after a restart wins in any case: priorities are compared within one ICE session only.
    /// </summary>
    private IceOutcome Nominate(in RemotePath path, bool isRestart, MonotonicTime now)
    {
        if (SelectedAddress is not { } selectedAddress)
        {
            SelectedAddress = path.Address;
            return IceOutcome.PathSelected;
        }

        if (selectedAddress == path.Address)
        {
            return IceOutcome.Answered;
        }

        ref readonly RemotePath selected = ref _paths[selectedAddress];
        if (!isRestart && path.Priority < selected.Priority && now < selected.LastNomination + timeouts.NominationHold)
        {
            return IceOutcome.Answered;
        }

        SelectedAddress = path.Address;
        return IceOutcome.PathMoved;
    }

    private static bool TryRefuse(in StunMessage request, IceCredentials credentials, Span<byte> response, out int responseLength)
    {
        Span<ushort> unknown = stackalloc ushort[MaxReportedUnknowns];
        unknown = unknown[..request.CollectUnknownRequired(unknown)];
        if (!unknown.IsEmpty)
        {
            responseLength = WriteError(in request, credentials, StunErrorCode.UnknownAttribute, "Unknown Attribute", unknown, response);
            return true;
        }

        // RFC 8445 section 7.1.1: every check has one.
        if (!request.TryGetPriority(out _))
        {
            responseLength = WriteError(in request, credentials, StunErrorCode.BadRequest, "Bad Request", [], response);
            return true;
        }

        // RFC 8445 section 7.3.1.1 lets the greater tie-breaker win, but a lite agent facing a full one is always controlled
        // (section 6.1.1), so it always asks the peer to switch.
        if (request.HasIceControlled)
        {
            responseLength = WriteError(in request, credentials, StunErrorCode.RoleConflict, "Role Conflict", [], response);
            return true;
        }

        responseLength = 0;
        return false;
    }

    private static int WriteSuccess(in StunMessage request, IceCredentials credentials, TransportAddress from, Span<byte> response)
    {
        StunWriter writer = new(response, StunClass.SuccessResponse, StunMethod.Binding, request.TransactionId);
        writer.AddXorMappedAddress(from);
        writer.AddMessageIntegrity(credentials.PasswordBytes);
        writer.AddFingerprint();
        return writer.Length;
    }

    private static int WriteError(
        in StunMessage request, IceCredentials credentials, StunErrorCode code, string reason, ReadOnlySpan<ushort> unknown, Span<byte> response)
    {
        StunWriter writer = new(response, StunClass.ErrorResponse, StunMethod.Binding, request.TransactionId);
        writer.AddErrorCode(code, reason);
        if (!unknown.IsEmpty)
        {
            writer.AddUnknownAttributes(unknown);
        }

        writer.AddMessageIntegrity(credentials.PasswordBytes);
        writer.AddFingerprint();
        return writer.Length;
    }

    private void Fail(IceFailure failure)
    {
        State = IceState.Failed;
        Failure = failure;
    }

    private IceOutcome Drop(IceDropReason reason)
    {
        _drops.Count(reason);
        return IceOutcome.Dropped;
    }
}
