using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Vod.Media.Srtp;

/// <summary>AEAD_AES_128_GCM (RFC 7714). The tag ends an SRTP packet; in SRTCP the index follows it (sections 8.2 and 9.2).</summary>
internal sealed class AeadAesGcmTransform : SrtpTransform
{
    /// <summary>Bytes of the tag.</summary>
    public const int TagLength = AesGcmMode.TagLength;

    /// <summary>Bytes of master and session salt.</summary>
    public const int SaltLength = AesGcmMode.NonceLength;

    private readonly AesGcmMode _rtp;
    private readonly AesGcmMode _rtcp;
    private readonly byte[] _rtpSalt;
    private readonly byte[] _rtcpSalt;

    /// <summary>Takes session keys as they are.</summary>
    public AeadAesGcmTransform(SrtpSessionKeys rtp, SrtpSessionKeys rtcp, bool forSending)
    {
        _rtp = new(rtp.Encryption, forSending);
        _rtcp = new(rtcp.Encryption, forSending);
        _rtpSalt = rtp.Salt.ToArray();
        _rtcpSalt = rtcp.Salt.ToArray();
    }

    /// <summary>Derives the session keys from a master key.</summary>
    public static AeadAesGcmTransform Derive(SrtpMasterKey master, bool forSending)
    {
        const int Each = SrtpProfileParameters.KeyLength + SaltLength;
        Span<byte> keys = stackalloc byte[2 * Each];
        Span<byte> rtp = keys[..Each];
        Span<byte> rtcp = keys[Each..];
        SrtpKeyDerivation.Derive(master, SrtpKeyLabel.RtpEncryption, rtp[..SrtpProfileParameters.KeyLength]);
        SrtpKeyDerivation.Derive(master, SrtpKeyLabel.RtpSalt, rtp[SrtpProfileParameters.KeyLength..]);
        SrtpKeyDerivation.Derive(master, SrtpKeyLabel.RtcpEncryption, rtcp[..SrtpProfileParameters.KeyLength]);
        SrtpKeyDerivation.Derive(master, SrtpKeyLabel.RtcpSalt, rtcp[SrtpProfileParameters.KeyLength..]);
        AeadAesGcmTransform transform = new(Split(rtp), Split(rtcp), forSending);
        CryptographicOperations.ZeroMemory(keys);
        return transform;
    }

    /// <inheritdoc/>
    public override void ProtectRtp(Span<byte> packet, int headerLength, ReadOnlySpan<byte> payload, uint ssrc, long index)
    {
        Span<byte> nonce = stackalloc byte[AesGcmMode.NonceLength];
        RtpNonce(nonce, ssrc, index);
        _rtp.Encrypt(nonce, packet[..headerLength], payload, packet[headerLength..^TagLength], packet[^TagLength..]);
    }

    /// <inheritdoc/>
    public override bool TryUnprotectRtp(Span<byte> packet, int headerLength, uint ssrc, long index)
    {
        Span<byte> nonce = stackalloc byte[AesGcmMode.NonceLength];
        RtpNonce(nonce, ssrc, index);
        return _rtp.TryDecrypt(nonce, packet[..headerLength], packet[headerLength..^TagLength], packet[^TagLength..]);
    }

    /// <inheritdoc/>
    public override void ProtectRtcp(Span<byte> packet, uint ssrc, uint index)
    {
        BinaryPrimitives.WriteUInt32BigEndian(RtcpIndexWord(packet), EncryptedFlag | index);
        Span<byte> nonce = stackalloc byte[AesGcmMode.NonceLength];
        Span<byte> associated = stackalloc byte[RtcpHeaderLength + SrtpProfileParameters.SrtcpIndexLength];
        RtcpNonce(nonce, ssrc, index);
        RtcpAssociatedData(associated, packet);
        RtcpParts(packet, out Span<byte> data, out Span<byte> tag);
        _rtcp.Encrypt(nonce, associated, data, data, tag);
    }

    /// <inheritdoc/>
    public override bool TryUnprotectRtcp(Span<byte> packet, uint ssrc, uint index)
    {
        Span<byte> nonce = stackalloc byte[AesGcmMode.NonceLength];
        Span<byte> associated = stackalloc byte[RtcpHeaderLength + SrtpProfileParameters.SrtcpIndexLength];
        RtcpNonce(nonce, ssrc, index);
        RtcpAssociatedData(associated, packet);
        RtcpParts(packet, out Span<byte> data, out Span<byte> tag);
        return _rtcp.TryDecrypt(nonce, associated, data, tag);
    }

    /// <inheritdoc/>
    public override Span<byte> RtcpIndexWord(Span<byte> packet) => packet[^SrtpProfileParameters.SrtcpIndexLength..];

    /// <inheritdoc/>
    public override void Dispose()
    {
        _rtp.Dispose();
        _rtcp.Dispose();
        CryptographicOperations.ZeroMemory(_rtpSalt);
        CryptographicOperations.ZeroMemory(_rtcpSalt);
    }

    private static SrtpSessionKeys Split(ReadOnlySpan<byte> keys) =>
        new(keys[..SrtpProfileParameters.KeyLength], [], keys[SrtpProfileParameters.KeyLength..]);

    // Section 9.2: encrypted is all between the header and the tag.
    private static void RtcpParts(Span<byte> packet, out Span<byte> data, out Span<byte> tag)
    {
        Span<byte> sealedPart = packet[RtcpHeaderLength..^SrtpProfileParameters.SrtcpIndexLength];
        data = sealedPart[..^TagLength];
        tag = sealedPart[^TagLength..];
    }

    // Section 9.2: the associated data is the header followed by the index word, although the latter stands at the end of the packet.
    private void RtcpAssociatedData(Span<byte> associated, Span<byte> packet)
    {
        packet[..RtcpHeaderLength].CopyTo(associated);
        RtcpIndexWord(packet).CopyTo(associated[RtcpHeaderLength..]);
    }

    // Section 8.1: two zero bytes, SSRC, rollover counter, sequence number, all exclusive-ored with the salt.
    private void RtpNonce(Span<byte> nonce, uint ssrc, long index)
    {
        _rtpSalt.CopyTo(nonce);
        XorUInt32(nonce[2..], ssrc);
        XorUInt32(nonce[6..], (uint)(index >> 16));
        XorUInt16(nonce[10..], (ushort)index);
    }

    // Section 9.1: two zero bytes, SSRC, two zero bytes, index, all exclusive-ored with the salt.
    private void RtcpNonce(Span<byte> nonce, uint ssrc, uint index)
    {
        _rtcpSalt.CopyTo(nonce);
        XorUInt32(nonce[2..], ssrc);
        XorUInt32(nonce[8..], index);
    }
}
