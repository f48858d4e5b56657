namespace Vod.Media;

/// <summary>Hash functions accepted for certificate fingerprints (RFC 8122 section 5). SHA-1 and MD5 are not.</summary>
internal enum FingerprintHash
{
    /// <summary>32 bytes; what every browser sends.</summary>
    Sha256,

    /// <summary>48 bytes.</summary>
    Sha384,

    /// <summary>64 bytes.</summary>
    Sha512,
}
