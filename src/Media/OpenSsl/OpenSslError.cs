using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Vod.Media.OpenSsl;

/// <summary>
/// The error that a call has left in OpenSSL's queue. The queue belongs to the thread, not to the object: what is not
/// taken out would be blamed on the next session this worker handles, so callers clear before and take after.
/// </summary>
/// <param name="Code">Packed library and reason, 0 for no error.</param>
internal readonly record struct OpenSslError(nuint Code)
{
    // ERR_PACK of openssl/err.h: the reason in the lower 23 bits, the library above them.
    private const int LibraryShift = 23;
    private const uint ReasonMask = (1u << LibraryShift) - 1;
    private const uint SslLibrary = 20;

    /// <summary>Whether the peer has sent a fatal alert.</summary>
    public bool IsPeerAlert => SslReason >= LibSsl.SSL_AD_REASON_OFFSET;

    /// <summary>Whether the peer has sent an empty list of certificates.</summary>
    public bool IsMissingCertificate => SslReason == LibSsl.SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE;

    private uint SslReason => (uint)Code >> LibraryShift == SslLibrary ? (uint)Code & ReasonMask : 0;

    /// <summary>Takes the oldest error of this thread, which is the cause, and drops those that followed from it.</summary>
    public static OpenSslError Take()
    {
        OpenSslError error = new(LibCrypto.ERR_get_error());
        LibCrypto.ERR_clear_error();
        return error;
    }

    /// <summary>For calls that only fail for want of memory or by a programming error.</summary>
    public static CryptographicException Unexpected(string operation) => new($"{operation}: {Take()}");

    /// <summary>OpenSSL's own words, without data of the peer.</summary>
    public override unsafe string ToString() =>
        Code == 0 ? "no error given" : Marshal.PtrToStringUTF8((nint)LibCrypto.ERR_reason_error_string(Code)) ?? $"error {Code:X}";
}
