using Vod.Media.OpenSsl;

namespace Vod.Media.Srtp;

/// <summary>AES-128 in counter mode with a key that is scheduled once and a counter block per call (RFC 3711 section 4.1.1).</summary>
internal sealed unsafe class AesCounterMode : IDisposable
{
    /// <summary>Bytes of the counter block.</summary>
    public const int BlockLength = 16;

    private const int KeepDirection = -1;
    private readonly CipherContextHandle _context;

    /// <param name="key">16 bytes.</param>
    public AesCounterMode(ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, SrtpProfileParameters.KeyLength);
        _context = LibCrypto.EVP_CIPHER_CTX_new();
        fixed (byte* keyPointer = key)
        {
            if (LibCrypto.EVP_CipherInit_ex(_context.DangerousGetHandle(), CipherAlgorithm.Aes128Ctr, 0, keyPointer, null, 1) != 1)
            {
                throw OpenSslError.Unexpected(nameof(LibCrypto.EVP_CipherInit_ex));
            }
        }
    }

    /// <summary>Adds the key stream that starts at <paramref name="counterBlock"/> (16 bytes) to the data, in place.</summary>
    public void Apply(ReadOnlySpan<byte> counterBlock, Span<byte> data)
    {
        // The raw handle saves two interlocked operations per call; KeepAlive stands in for them.
        nint context = _context.DangerousGetHandle();
        int written;
        fixed (byte* counterPointer = counterBlock)
        fixed (byte* dataPointer = data)
        {
            if (LibCrypto.EVP_CipherInit_ex(context, 0, 0, null, counterPointer, KeepDirection) != 1
                || (data.Length > 0 && LibCrypto.EVP_CipherUpdate(context, dataPointer, &written, dataPointer, data.Length) != 1))
            {
                throw OpenSslError.Unexpected(nameof(Apply));
            }
        }

        GC.KeepAlive(this);
    }

    /// <inheritdoc/>
    public void Dispose() => _context.Dispose();
}
