using Vod.Media.Tests.Dtls;

namespace Vod.Media.Tests;

public sealed class CertificateFingerprintTests
{
    [Fact]
    public void A_fingerprint_survives_the_way_through_the_sdp()
    {
        CertificateFingerprint fingerprint = DtlsPair.ServerCertificate.Fingerprint;

        Assert.True(CertificateFingerprint.TryParse(fingerprint.ToString(), out CertificateFingerprint? parsed));
        Assert.Equal(FingerprintHash.Sha256, parsed.Algorithm);
        Assert.True(parsed.Matches(fingerprint.Hash));
        Assert.Matches("^sha-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}$", fingerprint.ToString());
    }

    [Fact]
    public void Case_and_outer_blanks_do_not_matter()
    {
        string text = "  SHA-256  " + DtlsPair.ServerCertificate.Fingerprint.ToString()[8..].ToLowerInvariant() + "\r";

        Assert.True(CertificateFingerprint.TryParse(text, out CertificateFingerprint? parsed));
        Assert.True(parsed.Matches(DtlsPair.ServerCertificate.Fingerprint.Hash));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sha-256")]
    [InlineData("sha-256 ")]
    [InlineData("sha-256 AB:CD")]
    [InlineData("sha-1 AB:CD:EF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00")]
    [InlineData("md5 AB:CD:EF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC")]
    [InlineData("sha-256 0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0")]
    public void What_is_no_usable_fingerprint_is_refused(string text) => Assert.False(CertificateFingerprint.TryParse(text, out _));

    [Fact]
    public void Every_truncation_is_refused()
    {
        string text = DtlsPair.ServerCertificate.Fingerprint.ToString();
        for (int length = 0; length < text.Length; length++)
        {
            Assert.False(CertificateFingerprint.TryParse(text.AsSpan(0, length), out _));
        }
    }

    [Fact]
    public void One_different_bit_does_not_match()
    {
        byte[] hash = DtlsPair.ServerCertificate.Fingerprint.Hash.ToArray();
        hash[31] ^= 1;

        Assert.False(DtlsPair.ServerCertificate.Fingerprint.Matches(hash));
        Assert.False(DtlsPair.ServerCertificate.Fingerprint.Matches(hash.AsSpan(0, 31)));
    }
}
