using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Vod.Media.Srtp;

/// <summary>
/// AES_CM_128_HMAC_SHA1_80 (RFC 3711 sections 4.1.1 and 4.2.1). The tag ends both kinds of packet; in SRTCP the index stands before it.
/// </summary>
internal sealed class CounterModeTransform : SrtpTransform
{
    /// <summary>Bytes of the truncated tag (n_tag of RFC 3711 section 8.2).</summary>
    public const int TagLength = 10;

    /// <summary>Bytes of master and session salt.</summary>
    public const int SaltLength = 14;

    private const int AuthenticationKeyLength = 20;
    private readonly Keys _rtp;
    private readonly Keys _rtcp;

    /// <summary>Takes session keys as they are.</summary>
    public CounterModeTransform(SrtpSessionKeys rtp, SrtpSessionKeys rtcp)
    {
        _rtp = new(rtp);
        _rtcp = new(rtcp);
    }

    /// <summary>Derives the session keys from a master key.</summary>
    public static CounterModeTransform Derive(SrtpMasterKey master)
    {
        const int Each = SrtpProfileParameters.KeyLength + AuthenticationKeyLength + SaltLength;
        Span<byte> keys = stackalloc byte[2 * Each];
        SrtpSessionKeys rtp = Derive(
            master, keys[..Each], SrtpKeyLabel.RtpEncryption, SrtpKeyLabel.RtpAuthentication, SrtpKeyLabel.RtpSalt);
        SrtpSessionKeys rtcp = Derive(
            master, keys[Each..], SrtpKeyLabel.RtcpEncryption, SrtpKeyLabel.RtcpAuthentication, SrtpKeyLabel.RtcpSalt);
        CounterModeTransform transform = new(rtp, rtcp);
        CryptographicOperations.ZeroMemory(keys);
        return transform;
    }

    /// <inheritdoc/>
    public override void ProtectRtp(Span<byte> packet, int headerLength, ReadOnlySpan<byte> payload, uint ssrc, long index)
    {
        Span<byte> covered = packet[..^TagLength];
        payload.CopyTo(covered[headerLength..]);
        _rtp.Encrypt(covered[headerLength..], ssrc, index);
        _rtp.Sign(covered, (uint)(index >> 16), packet[^TagLength..]);
    }

    /// <inheritdoc/>
    public override bool TryUnprotectRtp(Span<byte> packet, int headerLength, uint ssrc, long index)
    {
        Span<byte> covered = packet[..^TagLength];
        if (!_rtp.Verify(covered, (uint)(index >> 16), packet[^TagLength..]))
        {
            return false;
        }

        _rtp.Encrypt(covered[headerLength..], ssrc, index);
        return true;
    }

    /// <inheritdoc/>
    public override void ProtectRtcp(Span<byte> packet, uint ssrc, uint index)
    {
        BinaryPrimitives.WriteUInt32BigEndian(RtcpIndexWord(packet), EncryptedFlag | index);
        Span<byte> covered = packet[..^TagLength];
        _rtcp.Encrypt(covered[RtcpHeaderLength..^SrtpProfileParameters.SrtcpIndexLength], ssrc, index);
        _rtcp.Sign(covered, null, packet[^TagLength..]);
    }

    /// <inheritdoc/>
    public override bool TryUnprotectRtcp(Span<byte> packet, uint ssrc, uint index)
    {
        Span<byte> covered = packet[..^TagLength];
        if (!_rtcp.Verify(covered, null, packet[^TagLength..]))
        {
            return false;
        }

        _rtcp.Encrypt(covered[RtcpHeaderLength..^SrtpProfileParameters.SrtcpIndexLength], ssrc, index);
        return true;
    }

    /// <inheritdoc/>
    public override Span<byte> RtcpIndexWord(Span<byte> packet) =>
        packet[^(TagLength + SrtpProfileParameters.SrtcpIndexLength)..^TagLength];

    /// <inheritdoc/>
    public override void Dispose()
    {
        _rtp.Dispose();
        _rtcp.Dispose();
    }

    private static SrtpSessionKeys Derive(
        SrtpMasterKey master, Span<byte> keys, SrtpKeyLabel encryption, SrtpKeyLabel authentication, SrtpKeyLabel salt)
    {
        Span<byte> encryptionKey = keys[..SrtpProfileParameters.KeyLength];
        Span<byte> authenticationKey = keys.Slice(SrtpProfileParameters.KeyLength, AuthenticationKeyLength);
        Span<byte> saltKey = keys[(SrtpProfileParameters.KeyLength + AuthenticationKeyLength)..];
        SrtpKeyDerivation.Derive(master, encryption, encryptionKey);
        SrtpKeyDerivation.Derive(master, authentication, authenticationKey);
        SrtpKeyDerivation.Derive(master, salt, saltKey);
        return new(encryptionKey, authenticationKey, saltKey);
    }

    /// <summary>Cipher, authentication code and salt of either RTP or RTCP.</summary>
    private sealed class Keys : IDisposable
    {
        private readonly AesCounterMode _cipher;
        private readonly IncrementalHash _authentication;
        private readonly byte[] _salt;

        public Keys(SrtpSessionKeys keys)
        {
            _cipher = new(keys.Encryption);
            _authentication = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, keys.Authentication);
            _salt = keys.Salt.ToArray();
        }

        // Section 4.1.1: salt, SSRC and index shifted into their places and exclusive-ored; the last 16 bits count blocks.
        public void Encrypt(Span<byte> data, uint ssrc, long index)
        {
            Span<byte> counter = stackalloc byte[AesCounterMode.BlockLength];
            counter.Clear();
            _salt.CopyTo(counter);
            XorUInt32(counter[4..], ssrc);
            XorUInt32(counter[8..], (uint)(index >> 16));
            XorUInt16(counter[12..], (ushort)index);
            _cipher.Apply(counter, data);
        }

        // Section 4.2: SRTP covers the packet and the rollover counter, which is not sent; SRTCP carries its whole index.
        public void Sign(ReadOnlySpan<byte> covered, uint? rolloverCounter, Span<byte> tag)
        {
            Span<byte> digest = stackalloc byte[SHA1.HashSizeInBytes];
            _authentication.AppendData(covered);
            if (rolloverCounter is uint counter)
            {
                Span<byte> word = stackalloc byte[sizeof(uint)];
                BinaryPrimitives.WriteUInt32BigEndian(word, counter);
                _authentication.AppendData(word);
            }

            _authentication.GetHashAndReset(digest);
            digest[..TagLength].CopyTo(tag);
        }

        public bool Verify(ReadOnlySpan<byte> covered, uint? rolloverCounter, ReadOnlySpan<byte> tag)
        {
            Span<byte> expected = stackalloc byte[TagLength];
            Sign(covered, rolloverCounter, expected);
            return CryptographicOperations.FixedTimeEquals(expected, tag);
        }

        public void Dispose()
        {
            _cipher.Dispose();
            _authentication.Dispose();
            CryptographicOperations.ZeroMemory(_salt);
        }
    }
}
