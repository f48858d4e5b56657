using System.Security.Cryptography;

namespace Vod.Media.Dtls;

/// <summary>The keys of TLS 1.2 records: RFC 5246 sections 5 (PRF) and 6.3 (key_block), for cipher suites of AES-GCM (RFC 5288).</summary>
internal static class TlsKeyExpansion
{
    /// <summary>Bytes of the master secret.</summary>
    public const int MasterSecretLength = 48;

    /// <summary>Bytes of client_random and of server_random.</summary>
    public const int RandomLength = 32;

    /// <summary>Bytes of the implicit part of a nonce, client_write_IV (RFC 5288 section 3).</summary>
    public const int ImplicitNonceLength = 4;

    private static ReadOnlySpan<byte> Label => "key expansion"u8;

    /// <summary>Makes the key_block: client_write_key, server_write_key, client_write_IV, server_write_IV. There are no MAC keys in an AEAD suite.</summary>
    /// <param name="hash">The hash of the suite, SHA-256 or SHA-384.</param>
    /// <param name="masterSecret"><see cref="MasterSecretLength"/> bytes.</param>
    /// <param name="clientRandom"><see cref="RandomLength"/> bytes.</param>
    /// <param name="serverRandom"><see cref="RandomLength"/> bytes.</param>
    /// <param name="keyBlock">Is filled.</param>
    public static void Expand(
        HashAlgorithmName hash, ReadOnlySpan<byte> masterSecret, ReadOnlySpan<byte> clientRandom, ReadOnlySpan<byte> serverRandom, Span<byte> keyBlock)
    {
        // The block has the seed of all rounds behind what changes from one to the next, A(i); the server's random comes first in it, unlike in the master secret.
        int hashLength = hash == HashAlgorithmName.SHA384 ? SHA384.HashSizeInBytes : SHA256.HashSizeInBytes;
        Span<byte> block = stackalloc byte[hashLength + Label.Length + (2 * RandomLength)];
        Span<byte> seed = block[hashLength..];
        Label.CopyTo(seed);
        serverRandom.CopyTo(seed[Label.Length..]);
        clientRandom.CopyTo(seed[(Label.Length + RandomLength)..]);

        Span<byte> output = stackalloc byte[hashLength];
        CryptographicOperations.HmacData(hash, masterSecret, seed, block);
        while (true)
        {
            CryptographicOperations.HmacData(hash, masterSecret, block, output);
            int length = Math.Min(hashLength, keyBlock.Length);
            output[..length].CopyTo(keyBlock);
            keyBlock = keyBlock[length..];
            if (keyBlock.IsEmpty)
            {
                break;
            }

            CryptographicOperations.HmacData(hash, masterSecret, block[..hashLength], output);
            output.CopyTo(block);
        }

        CryptographicOperations.ZeroMemory(block);
        CryptographicOperations.ZeroMemory(output);
    }
}
