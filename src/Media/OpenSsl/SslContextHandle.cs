using Microsoft.Win32.SafeHandles;

namespace Vod.Media.OpenSsl;

/// <summary>Owns one reference to an SSL_CTX; every SSL made from it holds one of its own.</summary>
internal sealed class SslContextHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        LibSsl.SSL_CTX_free(handle);
        return true;
    }
}
