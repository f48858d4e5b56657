using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Vod.Media.Dtls;

/// <summary>
/// The self-signed certificate this process proves itself with: ECDSA P-256 (RFC 8827 section 6.5), made at start and never stored,
/// as only its fingerprint in the SDP counts.
/// </summary>
internal sealed class DtlsCertificate
{
    // The name is visible to anyone on the path; it is the one browsers use, and says nothing about the machine.
    private const string SubjectName = "CN=WebRTC";

    private DtlsCertificate(byte[] certificate, byte[] privateKey)
    {
        Certificate = certificate;
        PrivateKey = privateKey;
        Fingerprint = new(FingerprintHash.Sha256, SHA256.HashData(certificate));
    }

    /// <summary>The certificate, DER.</summary>
    public ReadOnlyMemory<byte> Certificate { get; }

    /// <summary>The private key, DER of RFC 5915.</summary>
    public ReadOnlyMemory<byte> PrivateKey { get; }

    /// <summary>For the a=fingerprint line of this side.</summary>
    public CertificateFingerprint Fingerprint { get; }

    /// <summary>Makes a key and a certificate. Peers look at the fingerprint only, but some refuse one that is not valid yet.</summary>
    /// <param name="notBefore">Start of validity; a day before now tolerates wrong clocks.</param>
    /// <param name="notAfter">End of validity.</param>
    public static DtlsCertificate Create(DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(SubjectName, key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(notBefore, notAfter);
        return new(certificate.RawData, key.ExportECPrivateKey());
    }
}
