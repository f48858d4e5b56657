using Vod.Media.OpenSsl;

namespace Vod.Media.Srtp;

/// <summary>
/// AES-GCM for one direction with a key that is scheduled once and a nonce per call. The class of the base library would do
/// for sending, but reports a wrong tag by an exception, which every forged packet could cause.
/// </summary>
internal sealed unsafe class AesGcmMode : IDisposable
{
    /// <summary>Bytes of the nonce.</summary>
    public const int NonceLength = 12;

    /// <summary>Bytes of the tag; RFC 7714 section 13.2 knows no shorter one.</summary>
    public const int TagLength = 16;

    private const int LongKeyLength = 32;
    private const int KeepDirection = -1;
    private readonly CipherContextHandle _context;

    /// <param name="key">16 bytes, or 32 for AES-256, which no SRTP profile of ours has but a DTLS record may.</param>
    /// <param name="encrypt">The direction, fixed because OpenSSL prepares the key for it.</param>
    public AesGcmMode(ReadOnlySpan<byte> key, bool encrypt)
    {
        nint algorithm = key.Length switch
        {
            SrtpProfileParameters.KeyLength => CipherAlgorithm.Aes128Gcm,
            LongKeyLength => CipherAlgorithm.Aes256Gcm,
            _ => throw new ArgumentOutOfRangeException(nameof(key)),
        };
        _context = LibCrypto.EVP_CIPHER_CTX_new();
        fixed (byte* keyPointer = key)
        {
            if (LibCrypto.EVP_CipherInit_ex(
                _context.DangerousGetHandle(), algorithm, 0, keyPointer, null, encrypt ? 1 : 0) != 1)
            {
                throw OpenSslError.Unexpected(nameof(LibCrypto.EVP_CipherInit_ex));
            }
        }
    }

    /// <summary>Encrypts data and writes its tag.</summary>
    /// <param name="nonce">12 bytes, never the same twice.</param>
    /// <param name="associatedData">What the tag covers as well.</param>
    /// <param name="plain">The data.</param>
    /// <param name="encrypted">As long as the data: the same memory, or none of it.</param>
    /// <param name="tag">16 bytes.</param>
    public void Encrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plain, Span<byte> encrypted, Span<byte> tag)
    {
        nint context = _context.DangerousGetHandle();
        Process(context, nonce, associatedData, plain, encrypted);
        int written;
        fixed (byte* tagPointer = tag)
        {
            if (LibCrypto.EVP_CipherFinal_ex(context, tagPointer, &written) != 1
                || LibCrypto.EVP_CIPHER_CTX_ctrl(context, LibCrypto.EVP_CTRL_AEAD_GET_TAG, TagLength, tagPointer) != 1)
            {
                throw OpenSslError.Unexpected(nameof(Encrypt));
            }
        }

        GC.KeepAlive(this);
    }

    /// <summary>Decrypts the data in place; false when the tag is wrong, and then the data is meaningless.</summary>
    public bool TryDecrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData, Span<byte> data, ReadOnlySpan<byte> tag)
    {
        nint context = _context.DangerousGetHandle();
        Process(context, nonce, associatedData, data, data);
        int written;
        byte unused;
        bool authentic;
        fixed (byte* tagPointer = tag)
        {
            authentic = LibCrypto.EVP_CIPHER_CTX_ctrl(context, LibCrypto.EVP_CTRL_AEAD_SET_TAG, TagLength, tagPointer) == 1
                && LibCrypto.EVP_CipherFinal_ex(context, &unused, &written) == 1;
        }

        if (!authentic)
        {
            LibCrypto.ERR_clear_error();
        }

        GC.KeepAlive(this);
        return authentic;
    }

    /// <inheritdoc/>
    public void Dispose() => _context.Dispose();

    private static void Process(nint context, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> from, Span<byte> to)
    {
        int written;
        fixed (byte* noncePointer = nonce)
        fixed (byte* associatedPointer = associatedData)
        fixed (byte* fromPointer = from)
        fixed (byte* toPointer = to)
        {
            if (LibCrypto.EVP_CipherInit_ex(context, 0, 0, null, noncePointer, KeepDirection) != 1
                || LibCrypto.EVP_CipherUpdate(context, null, &written, associatedPointer, associatedData.Length) != 1
                || (from.Length > 0 && LibCrypto.EVP_CipherUpdate(context, toPointer, &written, fromPointer, from.Length) != 1))
            {
                throw OpenSslError.Unexpected(nameof(Process));
            }
        }
    }
}
