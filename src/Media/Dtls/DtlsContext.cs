using System.Text;
using Vod.Media.OpenSsl;
using Vod.Media.Srtp;

namespace Vod.Media.Dtls;

/// <summary>
/// Certificate and rules that all sessions share: one SSL_CTX for the process. Safe for use by several workers, as it does
/// not change after construction; each session made from it belongs to one worker.
/// </summary>
internal sealed unsafe class DtlsContext : IDisposable
{
    /// <summary>Bytes of certificate a peer may send. One with RSA-4096 has 1.3 KB; OpenSSL would take 100 KB.</summary>
    public const int MaxCertificateBytes = 8 * 1024;

    // Forward secrecy and AES-GCM only, as DtlsRecord.MinProtectedBodyLength assumes; ECDSA because our certificate is (RFC 8827 section 6.5 makes the first one
    // mandatory, so no browser is without it).
    private const string Ciphers = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384";

    private readonly SslContextHandle _handle;

    /// <param name="certificate">What to show to the peer; a client may go without, and will be refused.</param>
    /// <param name="profiles">SRTP profiles, the preferred one first; the server's order decides. None: use_srtp is not sent.</param>
    public DtlsContext(DtlsCertificate? certificate, params ReadOnlySpan<SrtpProfile> profiles)
    {
        _handle = LibSsl.SSL_CTX_new(LibSsl.DTLS_method());
        Require(!_handle.IsInvalid, nameof(LibSsl.SSL_CTX_new));
        SetRules();
        SetVerification();
        if (certificate is not null)
        {
            SetCertificate(certificate);
        }

        if (!profiles.IsEmpty)
        {
            // This function answers 0 for success, unlike its siblings.
            Require(LibSsl.SSL_CTX_set_tlsext_use_srtp(_handle, Names(profiles)) == 0, nameof(LibSsl.SSL_CTX_set_tlsext_use_srtp));
        }
    }

    // X25519 is what browsers put first, P-256 is what RFC 8827 requires.
    private static ReadOnlySpan<byte> Groups => "X25519:P-256\0"u8;

    /// <summary>The SSL_CTX.</summary>
    public SslContextHandle Handle => _handle;

    /// <summary>The context of the product: GCM before counter mode, since it costs half.</summary>
    public static DtlsContext Create(DtlsCertificate certificate) =>
        new(certificate, SrtpProfile.AeadAes128Gcm, SrtpProfile.Aes128CmHmacSha1_80);

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private static void Require(bool succeeded, string operation)
    {
        if (!succeeded)
        {
            throw OpenSslError.Unexpected(operation);
        }
    }

    private static string Names(ReadOnlySpan<SrtpProfile> profiles)
    {
        StringBuilder names = new();
        foreach (SrtpProfile profile in profiles)
        {
            names.Append(names.Length == 0 ? "" : ":").Append(profile switch
            {
                SrtpProfile.AeadAes128Gcm => "SRTP_AEAD_AES_128_GCM",
                SrtpProfile.Aes128CmHmacSha1_80 => "SRTP_AES128_CM_SHA1_80",
                _ => throw new ArgumentOutOfRangeException(nameof(profiles)),
            });
        }

        return names.ToString();
    }

    private void SetRules()
    {
        // DTLS 1.2 only: OpenSSL has no 1.3, and 1.0 is forbidden (RFC 8996).
        Control(LibSsl.SSL_CTRL_SET_MIN_PROTO_VERSION, LibSsl.DTLS1_2_VERSION);
        Control(LibSsl.SSL_CTRL_SET_MAX_PROTO_VERSION, LibSsl.DTLS1_2_VERSION);
        Require(LibSsl.SSL_CTX_set_cipher_list(_handle, Ciphers) == 1, nameof(LibSsl.SSL_CTX_set_cipher_list));
        fixed (byte* groups = Groups)
        {
            Require(LibSsl.SSL_CTX_ctrl(_handle, LibSsl.SSL_CTRL_SET_GROUPS_LIST, 0, groups) == 1, nameof(Groups));
        }

        // Nothing here lives long enough to resume or renegotiate: keys come from one full handshake, with the peer's certificate seen.
        LibSsl.SSL_CTX_set_options(
            _handle,
            LibSsl.SSL_OP_NO_QUERY_MTU | LibSsl.SSL_OP_NO_TICKET | LibSsl.SSL_OP_NO_RENEGOTIATION | LibSsl.SSL_OP_CIPHER_SERVER_PREFERENCE);
        Control(LibSsl.SSL_CTRL_SET_SESS_CACHE_MODE, LibSsl.SSL_SESS_CACHE_OFF);
        Control(LibSsl.SSL_CTRL_SET_MAX_CERT_LIST, MaxCertificateBytes);
        Control(LibSsl.SSL_CTRL_MODE, LibSsl.SSL_MODE_RELEASE_BUFFERS);
    }

    private void SetVerification()
    {
        LibSsl.SSL_CTX_set_verify(_handle, LibSsl.SSL_VERIFY_PEER | LibSsl.SSL_VERIFY_FAIL_IF_NO_PEER_CERT, 0);
        LibSsl.SSL_CTX_set_cert_verify_callback(_handle, DtlsCallbacks.VerifyCertificate, 0);
    }

    private void SetCertificate(DtlsCertificate certificate)
    {
        fixed (byte* der = certificate.Certificate.Span)
        fixed (byte* key = certificate.PrivateKey.Span)
        {
            Require(
                LibSsl.SSL_CTX_use_certificate_ASN1(_handle, certificate.Certificate.Length, der) == 1,
                nameof(LibSsl.SSL_CTX_use_certificate_ASN1));
            Require(
                LibSsl.SSL_CTX_use_PrivateKey_ASN1(LibCrypto.EVP_PKEY_EC, _handle, key, certificate.PrivateKey.Length) == 1,
                nameof(LibSsl.SSL_CTX_use_PrivateKey_ASN1));
        }
    }

    private void Control(int command, nint argument) => LibSsl.SSL_CTX_ctrl(_handle, command, argument, null);
}
