using System.Buffers.Binary;
using Vod.Media.Srtp;

namespace Vod.Media.Tests.Srtp;

/// <summary>A sender and a receiver with the same keys, and packets for them.</summary>
internal sealed class SrtpSession : IDisposable
{
    public static readonly TheoryData<SrtpProfile> Profiles = new(SrtpProfile.AeadAes128Gcm, SrtpProfile.Aes128CmHmacSha1_80);

    public SrtpSession(SrtpProfile profile, byte keySeed = 1)
    {
        byte[] exported = new byte[profile.KeyingMaterialLength()];
        new Random(keySeed).NextBytes(exported);
        SrtpKeyingMaterial material = new(profile, exported);
        Sender = new(profile, material.ServerWrite);
        Receiver = new(profile, material.ServerWrite);
    }

    public SrtpSender Sender { get; }

    public SrtpReceiver Receiver { get; }

    /// <summary>An RTP packet whose payload tells its number apart from others with the same sequence number.</summary>
    public static byte[] Rtp(long number, uint ssrc = 0xCAFE, int payloadLength = 30)
    {
        byte[] packet = new byte[12 + payloadLength];
        packet[0] = 0x80;
        packet[1] = 96;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)number);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), ssrc);
        if (payloadLength >= 8)
        {
            BinaryPrimitives.WriteInt64BigEndian(packet.AsSpan(12), number);
        }

        return packet;
    }

    public static byte[] Rtcp(uint ssrc = 0xCAFE, int length = 28)
    {
        byte[] packet = new byte[length];
        packet[0] = 0x80;
        packet[1] = 200;
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), ssrc);
        return packet;
    }

    public byte[] Protect(byte[] packet)
    {
        byte[] buffer = [.. packet, .. new byte[SrtpProfileParameters.MaxOverhead]];
        Assert.Equal(SrtpStatus.Ok, Sender.Protect(buffer, packet.Length, out int length));
        return buffer[..length];
    }

    public byte[] ProtectRtcp(byte[] packet)
    {
        byte[] buffer = [.. packet, .. new byte[SrtpProfileParameters.MaxOverhead]];
        Assert.Equal(SrtpStatus.Ok, Sender.ProtectRtcp(buffer, packet.Length, out int length));
        return buffer[..length];
    }

    public SrtpStatus Unprotect(byte[] packet, out byte[] plain) => Open(packet, rtcp: false, out plain);

    public SrtpStatus UnprotectRtcp(byte[] packet, out byte[] plain) => Open(packet, rtcp: true, out plain);

    public void Dispose()
    {
        Sender.Dispose();
        Receiver.Dispose();
    }

    private SrtpStatus Open(byte[] packet, bool rtcp, out byte[] plain)
    {
        byte[] buffer = [.. packet];
        SrtpStatus status = rtcp
            ? Receiver.UnprotectRtcp(buffer, buffer.Length, out int length)
            : Receiver.Unprotect(buffer, buffer.Length, out length);
        plain = buffer[..length];
        return status;
    }
}
