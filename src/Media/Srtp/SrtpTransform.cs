using System.Buffers.Binary;

namespace Vod.Media.Srtp;

/// <summary>
/// The cryptographic step of one profile in one direction: keys inside, index from outside. Spans are whole packets with the
/// room of the tag (and of the SRTCP index) included, and change in place.
/// </summary>
internal abstract class SrtpTransform : IDisposable
{
    /// <summary>The header of an RTCP packet that stays in the clear: its first word and the SSRC (RFC 3711 section 3.4).</summary>
    public const int RtcpHeaderLength = 8;

    /// <summary>The flag in front of the SRTCP index that says the packet is encrypted.</summary>
    public const uint EncryptedFlag = 0x8000_0000;

    /// <summary>Derives the session keys of one direction.</summary>
    public static SrtpTransform Create(SrtpProfile profile, SrtpMasterKey master, bool forSending) => profile switch
    {
        SrtpProfile.AeadAes128Gcm => AeadAesGcmTransform.Derive(master, forSending),
        SrtpProfile.Aes128CmHmacSha1_80 => CounterModeTransform.Derive(master),
        _ => throw new ArgumentOutOfRangeException(nameof(profile)),
    };

    /// <summary>Encrypts the payload, from wherever it stands, to its place behind the header, and fills in the tag.</summary>
    public abstract void ProtectRtp(Span<byte> packet, int headerLength, ReadOnlySpan<byte> payload, uint ssrc, long index);

    /// <summary>Checks the tag and decrypts the payload; false when the tag is wrong.</summary>
    public abstract bool TryUnprotectRtp(Span<byte> packet, int headerLength, uint ssrc, long index);

    /// <summary>Encrypts all behind the header and fills in index and tag.</summary>
    public abstract void ProtectRtcp(Span<byte> packet, uint ssrc, uint index);

    /// <summary>Checks the tag and decrypts; false when the tag is wrong.</summary>
    public abstract bool TryUnprotectRtcp(Span<byte> packet, uint ssrc, uint index);

    /// <summary>The word with the E flag and the SRTCP index; its place depends on the profile.</summary>
    public abstract Span<byte> RtcpIndexWord(Span<byte> packet);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Adds (exclusive or) a big-endian number to part of a nonce.</summary>
    protected static void XorUInt32(Span<byte> destination, uint value) =>
        BinaryPrimitives.WriteUInt32BigEndian(destination, BinaryPrimitives.ReadUInt32BigEndian(destination) ^ value);

    /// <inheritdoc cref="XorUInt32"/>
    protected static void XorUInt16(Span<byte> destination, ushort value) =>
        BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)(BinaryPrimitives.ReadUInt16BigEndian(destination) ^ value));
}
