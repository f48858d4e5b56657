using System.Text;
using Vod.Media.Ice;

namespace Vod.Media.Tests.Ice;

/// <summary>A connectivity check as a browser sends it; each test changes what it is about.</summary>
internal sealed record Check
{
    public static readonly IceCredentials Server = IceCredentials.FromRandom(
        [.. Enumerable.Range(0, IceCredentials.RandomLength).Select(i => (byte)(i * 37))]);

    public TransactionId Id { get; init; } = new(1, 1);
    public string? Ufrag { get; init; } = Server.Ufrag;
    public string RemoteUfrag { get; init; } = "A1mm";
    public string? Password { get; init; } = Server.Password;
    public uint? Priority { get; init; } = 1845506815;
    public bool UseCandidate { get; init; }
    public bool Controlled { get; init; }
    public bool Fingerprint { get; init; } = true;
    public StunMethod Method { get; init; } = StunMethod.Binding;
    public StunClass Class { get; init; } = StunClass.Request;
    public ushort[] Unknown { get; init; } = [];
    public int SoftwareLength { get; init; }

    public byte[] ToBytes()
    {
        byte[] buffer = new byte[StunMessage.MaxLength];
        StunWriter writer = new(buffer, Class, Method, Id);
        if (Ufrag is not null)
        {
            writer.AddUsername(Encoding.ASCII.GetBytes(Ufrag), Encoding.ASCII.GetBytes(RemoteUfrag));
        }

        // Chromium's network-info attribute: unknown, but below nobody's feet (comprehension-optional).
        writer.AddRaw((StunAttributeType)0xC057, [0, 0, 0, 10]);
        if (Controlled)
        {
            writer.AddIceControlled(0x1234);
        }
        else
        {
            writer.AddIceControlling(0x1234);
        }

        if (UseCandidate)
        {
            writer.AddUseCandidate();
        }

        if (Priority is { } priority)
        {
            writer.AddPriority(priority);
        }

        foreach (ushort type in Unknown)
        {
            writer.AddRaw((StunAttributeType)type, [1, 2, 3]);
        }

        if (SoftwareLength > 0)
        {
            writer.AddRaw(StunAttributeType.Software, new byte[SoftwareLength]);
        }

        if (Password is not null)
        {
            writer.AddMessageIntegrity(Encoding.ASCII.GetBytes(Password));
        }

        if (Fingerprint)
        {
            writer.AddFingerprint();
        }

        return buffer[..writer.Length];
    }
}
