namespace Vod.Media.Srtp;

/// <summary>
/// The SRTP protection profiles this server speaks, by their number in the use_srtp extension (RFC 5764 section 4.1.2, RFC 7714
/// section 14.2). The other profiles browsers offer are left out: AES-256 costs more for no gain here, SHA1_32 has a weak tag.
/// </summary>
internal enum SrtpProfile : ushort
{
    /// <summary>None agreed.</summary>
    None = 0,

    /// <summary>AES-128 in counter mode, 80-bit HMAC-SHA1 tag (RFC 3711): every WebRTC peer has it (RFC 8827 section 6.5).</summary>
    Aes128CmHmacSha1_80 = 0x0001,

    /// <summary>AES-128-GCM with a 128-bit tag (RFC 7714): one pass instead of two, so preferred.</summary>
    AeadAes128Gcm = 0x0007,
}
