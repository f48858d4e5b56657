namespace Vod.Media.Dtls;

/// <summary>Hash functions of certificate fingerprints (RFC 8122 section 5) that are fit for it; browsers use SHA-256.</summary>
internal enum DtlsHashAlgorithm
{
    Sha256,
    Sha384,
    Sha512,
}
