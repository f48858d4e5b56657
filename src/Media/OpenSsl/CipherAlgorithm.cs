namespace Vod.Media.OpenSsl;

/// <summary>
/// The EVP_CIPHER objects in use, fetched once for the life of the process: an implicit fetch by name at every
/// initialisation is the slow path of OpenSSL 3 (crypto(7), "Performance"). 0 where no provider has the algorithm.
/// </summary>
internal static class CipherAlgorithm
{
    /// <summary>AES-128 in Galois/counter mode, for RFC 7714.</summary>
    public static readonly nint Aes128Gcm = LibCrypto.EVP_CIPHER_fetch(0, "AES-128-GCM", null);

    /// <summary>AES-256 in Galois/counter mode, for the records of a handshake that agreed on it (RFC 5289).</summary>
    public static readonly nint Aes256Gcm = LibCrypto.EVP_CIPHER_fetch(0, "AES-256-GCM", null);

    /// <summary>AES-128 in counter mode, for RFC 3711 section 4.1.1.</summary>
    public static readonly nint Aes128Ctr = LibCrypto.EVP_CIPHER_fetch(0, "AES-128-CTR", null);
}
