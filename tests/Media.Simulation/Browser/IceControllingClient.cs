using System.Text;
using Vod.Media.Ice;
using Vod.Media.Timing;

namespace Vod.Media.Simulation.Browser;

/// <summary>
/// The ICE side of the scripted browser: a controlling agent with one candidate pair (RFC 8445). Sans-IO like the core.
/// </summary>
/// <remarks>
/// <code>
///   1. Binding request                      Checking; retransmitted with the same transaction id
///   2. success response                     the pair is valid
///   3. Binding request + USE-CANDIDATE      Nominating
///   4. success response                     Connected
///   5. Binding request every 2.5 s          consent, a new transaction id each time
/// </code>
/// Drive it with <see cref="Start"/>, <see cref="HandleDatagram"/> and <see cref="HandleTimeout"/>; after each of them drain
/// <see cref="TryPollTransmit"/> once.
/// </remarks>
internal sealed class IceControllingClient
{
    /// <summary>Longest datagram it sends: browsers use fragments of 4 to 32 characters.</summary>
    public const int MaxDatagramLength = 256;

    private static readonly TimeSpan FirstRetransmission = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SlowestRetransmission = TimeSpan.FromMilliseconds(1600);

    private readonly byte[] _localUfrag;
    private readonly byte[] _remoteUfrag;
    private readonly byte[] _remotePassword;
    private readonly Random _random;
    private readonly ulong _tieBreaker;
    private TransactionId? _pending;
    private bool _wantsToSend;
    private TimeSpan _retransmission;

    public IceControllingClient(string localUfrag, string remoteUfrag, string remotePassword, Random random)
    {
        _localUfrag = Encoding.ASCII.GetBytes(localUfrag);
        _remoteUfrag = Encoding.ASCII.GetBytes(remoteUfrag);
        _remotePassword = Encoding.ASCII.GetBytes(remotePassword);
        _random = random;
        _tieBreaker = (ulong)random.NextInt64();
    }

    /// <summary>In the order of a session.</summary>
    internal enum Phase
    {
        Idle,
        Checking,
        Nominating,
        Connected,
        Stopped,
    }

    public Phase State { get; private set; }

    /// <summary>Time between two consent checks; Chromium takes this one on a stable path.</summary>
    public TimeSpan ConsentInterval { get; init; } = TimeSpan.FromSeconds(2.5);

    /// <summary>PRIORITY of its checks: what Chromium 156 sends over IPv6 loopback.</summary>
    public uint Priority { get; set; } = 1845506815;

    /// <summary>The own address as the server saw it.</summary>
    public TransportAddress? MappedAddress { get; private set; }

    /// <summary>ERROR-CODE of the latest error response.</summary>
    public int? LastError { get; private set; }

    /// <summary>When the latest genuine success response came.</summary>
    public MonotonicTime? LastResponse { get; private set; }

    /// <summary>Requests sent, retransmissions included.</summary>
    public int Sent { get; private set; }

    /// <summary>Datagrams that were no genuine response to the pending request.</summary>
    public int Ignored { get; private set; }

    public MonotonicTime NextTimeout { get; private set; } = MonotonicTime.Never;

    /// <summary>Begins the checks.</summary>
    public void Start(MonotonicTime now)
    {
        State = Phase.Checking;
        BeginTransaction(now);
    }

    /// <summary>Falls silent, as a closed tab does: ICE has no goodbye.</summary>
    public void Stop()
    {
        State = Phase.Stopped;
        _pending = null;
        _wantsToSend = false;
        NextTimeout = MonotonicTime.Never;
    }

    /// <summary>Handles a datagram from the server; true when it was the response to the pending request.</summary>
    public bool HandleDatagram(ReadOnlySpan<byte> datagram, MonotonicTime now)
    {
        if (!StunMessage.TryParse(datagram, out StunMessage message)
            || message.TransactionId != _pending
            || !message.VerifyIntegrity(_remotePassword))
        {
            Ignored++;
            return false;
        }

        _pending = null;
        if (message.Class == StunClass.ErrorResponse)
        {
            LastError = message.TryGetErrorCode(out int code) ? code : null;
            NextTimeout = now + ConsentInterval;
            return true;
        }

        LastResponse = now;
        MappedAddress = message.TryGetXorMappedAddress(out TransportAddress mapped) ? mapped : null;
        if (State == Phase.Checking)
        {
            State = Phase.Nominating;
            BeginTransaction(now);
            return true;
        }

        State = Phase.Connected;
        NextTimeout = now + ConsentInterval;
        return true;
    }

    /// <summary>Retransmits the pending request or begins the next check.</summary>
    public void HandleTimeout(MonotonicTime now)
    {
        if (now < NextTimeout)
        {
            return;
        }

        if (_pending is null)
        {
            BeginTransaction(now);
            return;
        }

        _wantsToSend = true;
        _retransmission = _retransmission * 2 < SlowestRetransmission ? _retransmission * 2 : SlowestRetransmission;
        NextTimeout = now + _retransmission;
    }

    /// <summary>The datagram to send, if there is one.</summary>
    /// <param name="buffer">At least <see cref="MaxDatagramLength"/> bytes.</param>
    /// <param name="length">Bytes to send.</param>
    public bool TryPollTransmit(Span<byte> buffer, out int length)
    {
        length = 0;
        if (!_wantsToSend || _pending is not { } id)
        {
            return false;
        }

        _wantsToSend = false;
        Sent++;
        StunWriter writer = new(buffer, StunClass.Request, StunMethod.Binding, id);
        writer.AddUsername(_remoteUfrag, _localUfrag);
        writer.AddIceControlling(_tieBreaker);
        if (State != Phase.Checking)
        {
            writer.AddUseCandidate();
        }

        writer.AddPriority(Priority);
        writer.AddMessageIntegrity(_remotePassword);
        writer.AddFingerprint();
        length = writer.Length;
        return true;
    }

    private void BeginTransaction(MonotonicTime now)
    {
        _pending = new TransactionId((uint)_random.Next(), (ulong)_random.NextInt64());
        _wantsToSend = true;
        _retransmission = FirstRetransmission;
        NextTimeout = now + _retransmission;
    }
}
