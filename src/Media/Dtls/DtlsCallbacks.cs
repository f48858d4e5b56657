using System.Runtime.InteropServices;
using Vod.Media.OpenSsl;

namespace Vod.Media.Dtls;

/// <summary>
/// What OpenSSL calls: a BIO of datagrams, the verification of certificates and the timer. Each finds its
/// <see cref="DtlsSession"/> by the handle in the BIO. Nothing in here may throw, as there is native code above it.
/// <para>
/// Why an own BIO instead of memory BIOs: OpenSSL packs records into datagrams of the MTU by itself and writes each with one call
/// (dtls1_do_write flushes when the next record would not fit), so there is no need to find the borders again in a stream of bytes.
/// </para>
/// </summary>
internal static unsafe class DtlsCallbacks
{
    // 71 minutes of real time, the most that fits: longer than any handshake lives, so OpenSSL never retransmits on its own clock.
    private const uint LongestTimer = uint.MaxValue;

    /// <summary>The BIO_METHOD; lives as long as the process.</summary>
    public static readonly nint DatagramBio = CreateMethod();

    /// <summary>For SSL_CTX_set_cert_verify_callback: replaces the building of a chain, which a self-signed certificate has not.</summary>
    public static readonly delegate* unmanaged<nint, nint, int> VerifyCertificate = &Verify;

    /// <summary>For DTLS_set_timer_cb.</summary>
    public static readonly delegate* unmanaged<nint, uint, uint> TimerDuration = &Duration;

    private static nint CreateMethod()
    {
        nint method = LibCrypto.BIO_meth_new(LibCrypto.BIO_get_new_index() | LibCrypto.BIO_TYPE_SOURCE_SINK, "datagrams in memory");
        if (method == 0
            || LibCrypto.BIO_meth_set_read(method, &Read) != 1
            || LibCrypto.BIO_meth_set_write(method, &Write) != 1
            || LibCrypto.BIO_meth_set_ctrl(method, &Control) != 1)
        {
            throw OpenSslError.Unexpected(nameof(LibCrypto.BIO_meth_new));
        }

        return method;
    }

    private static DtlsSession? Session(nint bio)
    {
        nint data = bio == 0 ? 0 : LibCrypto.BIO_get_data(bio);
        return data == 0 ? null : GCHandle.FromIntPtr(data).Target as DtlsSession;
    }

    [UnmanagedCallersOnly]
    private static int Read(nint bio, byte* buffer, int length)
    {
        LibCrypto.BIO_clear_flags(bio, LibCrypto.BIO_FLAGS_RWS_AND_RETRY);
        int copied = Session(bio)?.TakeIncoming(new Span<byte>(buffer, length)) ?? 0;
        if (copied > 0)
        {
            return copied;
        }

        // Without the retry flag OpenSSL would take it for a broken connection.
        LibCrypto.BIO_set_flags(bio, LibCrypto.BIO_FLAGS_READ | LibCrypto.BIO_FLAGS_SHOULD_RETRY);
        return -1;
    }

    [UnmanagedCallersOnly]
    private static int Write(nint bio, byte* buffer, int length)
    {
        LibCrypto.BIO_clear_flags(bio, LibCrypto.BIO_FLAGS_RWS_AND_RETRY);
        Session(bio)?.AddOutgoing(new ReadOnlySpan<byte>(buffer, length));
        return length;
    }

    [UnmanagedCallersOnly]
    private static nint Control(nint bio, int command, nint number, void* pointer) => command == LibCrypto.BIO_CTRL_FLUSH ? 1 : 0;

    [UnmanagedCallersOnly]
    private static uint Duration(nint ssl, uint previous) => LongestTimer;

    [UnmanagedCallersOnly]
    private static int Verify(nint storeContext, nint argument)
    {
        nint ssl = LibCrypto.X509_STORE_CTX_get_ex_data(storeContext, LibSsl.SSL_get_ex_data_X509_STORE_CTX_idx());
        DtlsSession? session = ssl == 0 ? null : Session(LibSsl.SSL_get_rbio(ssl));
        if (session is not null && session.VerifyPeer(LibCrypto.X509_STORE_CTX_get0_cert(storeContext)))
        {
            return 1;
        }

        // Becomes the alert bad_certificate, as RFC 8122 section 6.2 demands.
        LibCrypto.X509_STORE_CTX_set_error(storeContext, LibCrypto.X509_V_ERR_CERT_REJECTED);
        return 0;
    }
}
