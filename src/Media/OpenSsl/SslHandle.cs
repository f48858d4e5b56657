using Microsoft.Win32.SafeHandles;

namespace Vod.Media.OpenSsl;

/// <summary>Owns one SSL object, and with it the BIO that was given to it.</summary>
internal sealed class SslHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        LibSsl.SSL_free(handle);
        return true;
    }
}
