using Microsoft.Win32.SafeHandles;

namespace Vod.Media.OpenSsl;

/// <summary>Owns one EVP_CIPHER_CTX; freeing it wipes the key schedule.</summary>
internal sealed class CipherContextHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_CIPHER_CTX_free(handle);
        return true;
    }
}
