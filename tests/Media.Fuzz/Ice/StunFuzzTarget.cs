using System.Net;
using Vod.Media.Ice;
using Vod.Media.Timing;

namespace Vod.Media.Fuzz.Ice;

/// <summary>STUN from strangers: the classifier, the parser, the routing key and the agent.</summary>
internal sealed class StunFuzzTarget : IFuzzTarget
{
    private static readonly IceCredentials Server = IceCredentials.FromRandom(new byte[IceCredentials.RandomLength]);
    private static readonly TransportAddress Stranger = TransportAddress.From(IPAddress.Parse("203.0.113.99"), 9999);
    private readonly byte[] _response = new byte[IceLiteAgent.MaxResponseLength];
    private readonly IceLiteAgent _agent = new(Server, IceTimeouts.Default, MonotonicTime.Zero);
    private readonly ushort[] _unknown = new ushort[4];

    public string Name => "stun";

    public IEnumerable<byte[]> Seeds =>
    [
        // The fingerprint would stop nearly every mutation at the door, so most seeds have none.
        Check(StunClass.Request, withFingerprint: true),
        Check(StunClass.Request, withFingerprint: false),
        Check(StunClass.Indication, withFingerprint: false),
        Success(TransportAddress.FromIPv4(0xC0000201, 40000)),
        Success(new TransportAddress(0x20010DB8_00000000, 1, 40000)),
    ];

    public void Run(ReadOnlySpan<byte> input)
    {
        DatagramClassifier.Classify(input);
        bool parsed = StunMessage.TryParse(input, out StunMessage message);
        if (UfragKey.TryGetLocalUfrag(input, out _) && !parsed)
        {
            throw new InvalidOperationException("a message that does not parse was routed");
        }

        if (parsed)
        {
            Read(in message);
        }

        IceOutcome outcome = _agent.HandleDatagram(input, Stranger, MonotonicTime.Zero, _response, out int length);
        bool answers = outcome is not (IceOutcome.Dropped or IceOutcome.KeptAlive);
        if (answers != length > 0 || (answers && !StunMessage.TryParse(_response.AsSpan(0, length), out _)))
        {
            throw new InvalidOperationException($"{outcome} with a response of {length} bytes");
        }

        if (answers && !(parsed && message.VerifyIntegrity(Server.PasswordBytes)))
        {
            throw new InvalidOperationException("a check without integrity was answered");
        }
    }

    private void Read(in StunMessage message)
    {
        message.TryGetUsername(out _);
        message.TryGetPriority(out _);
        message.TryGetIceControlling(out _);
        message.TryGetErrorCode(out _);
        message.TryGetXorMappedAddress(out _);
        message.CollectUnknownRequired(_unknown);
        message.VerifyIntegrity(Server.PasswordBytes);
    }

    private static byte[] Check(StunClass messageClass, bool withFingerprint)
    {
        byte[] buffer = new byte[256];
        StunWriter writer = new(buffer, messageClass, StunMethod.Binding, new TransactionId(1, 2));
        writer.AddUsername(System.Text.Encoding.ASCII.GetBytes(Server.Ufrag), "A1mm"u8);
        writer.AddIceControlling(1);
        writer.AddUseCandidate();
        writer.AddPriority(1);
        writer.AddMessageIntegrity(Server.PasswordBytes);
        if (withFingerprint)
        {
            writer.AddFingerprint();
        }

        return buffer[..writer.Length];
    }

    private static byte[] Success(TransportAddress mapped)
    {
        byte[] buffer = new byte[256];
        StunWriter writer = new(buffer, StunClass.SuccessResponse, StunMethod.Binding, new TransactionId(1, 2));
        writer.AddXorMappedAddress(mapped);
        writer.AddErrorCode(StunErrorCode.RoleConflict, "Role Conflict");
        return buffer[..writer.Length];
    }
}
