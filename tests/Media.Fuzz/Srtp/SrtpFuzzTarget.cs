using Vod.Media.Srtp;

namespace Vod.Media.Fuzz.Srtp;

/// <summary>
/// Whatever arrives at the SRTP port: must be refused unless it is what the sender made. And whatever our own packetiser
/// might hand over: once protected, it must open to the same bytes.
/// </summary>
internal sealed class SrtpFuzzTarget : IFuzzTarget
{
    private static readonly SrtpProfile[] Profiles = [SrtpProfile.AeadAes128Gcm, SrtpProfile.Aes128CmHmacSha1_80];
    private readonly byte[][] _authentic = [.. Profiles.SelectMany(Authentic)];

    public string Name => "srtp";

    public IEnumerable<byte[]> Seeds =>
    [
        .. _authentic,
        [0x80, 96, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7, .. "payload"u8],
        [0x92, 96, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7, 1, 1, 1, 1, 2, 2, 2, 2, 0xBE, 0xDE, 0, 1, 0x10, 5, 0, 0, 1, 2, 3],
        [0x81, 201, 0, 7, 0, 0, 0, 7, .. new byte[24]],
    ];

    public void Run(ReadOnlySpan<byte> input)
    {
        bool authentic = false;
        foreach (byte[] packet in _authentic)
        {
            authentic |= input.SequenceEqual(packet);
        }

        foreach (SrtpProfile profile in Profiles)
        {
            using SrtpSender sender = new(profile, Keys(profile).ServerWrite);
            using SrtpReceiver receiver = new(profile, Keys(profile).ServerWrite);
            Open(receiver, input, rtcp: false, authentic);
            Open(receiver, input, rtcp: true, authentic);
            RoundTrip(sender, receiver, input, rtcp: false);
            RoundTrip(sender, receiver, input, rtcp: true);
        }
    }

    private static void Open(SrtpReceiver receiver, ReadOnlySpan<byte> input, bool rtcp, bool authentic)
    {
        byte[] buffer = input.ToArray();
        SrtpStatus status = rtcp
            ? receiver.UnprotectRtcp(buffer, buffer.Length, out int length)
            : receiver.Unprotect(buffer, buffer.Length, out length);
        Require(status != SrtpStatus.Ok || authentic, "a forged packet was accepted");
        Require(status == SrtpStatus.Ok ? length < input.Length : length == 0, "wrong length");
    }

    private static void RoundTrip(SrtpSender sender, SrtpReceiver receiver, ReadOnlySpan<byte> input, bool rtcp)
    {
        byte[] buffer = [.. input, .. new byte[SrtpProfileParameters.MaxOverhead]];
        SrtpStatus status = rtcp
            ? sender.ProtectRtcp(buffer, input.Length, out int length)
            : sender.Protect(buffer, input.Length, out length);
        if (status == SrtpStatus.Malformed)
        {
            return;
        }

        Require(status == SrtpStatus.Ok, "a well-formed packet was not protected");
        status = rtcp ? receiver.UnprotectRtcp(buffer, length, out length) : receiver.Unprotect(buffer, length, out length);

        // An authentic input has used up its own index already.
        Require(status is SrtpStatus.Ok or SrtpStatus.Replayed, "a protected packet was not accepted");
        Require(status != SrtpStatus.Ok || input.SequenceEqual(buffer.AsSpan(0, length)), "other bytes came out");
    }

    private static byte[][] Authentic(SrtpProfile profile)
    {
        using SrtpSender sender = new(profile, Keys(profile).ServerWrite);
        byte[] rtp = [0x90, 96, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7, 0xBE, 0xDE, 0, 1, 0x10, 5, 0, 0, .. new byte[60]];
        byte[] rtcp = [0x80, 200, 0, 6, 0, 0, 0, 7, .. new byte[60]];
        sender.Protect(rtp, 40, out int rtpLength);
        sender.ProtectRtcp(rtcp, 28, out int rtcpLength);
        return [rtp[..rtpLength], rtcp[..rtcpLength]];
    }

    private static SrtpKeyingMaterial Keys(SrtpProfile profile)
    {
        byte[] exported = new byte[profile.KeyingMaterialLength()];
        new Random(1).NextBytes(exported);
        return new(profile, exported);
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new InvalidOperationException(message);
        }
    }
}
