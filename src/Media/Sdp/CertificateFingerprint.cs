using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Vod.Media.Sdp;

/// <summary>The hash of the certificate a peer will show in the DTLS handshake (RFC 8122 section 5).</summary>
internal sealed class CertificateFingerprint
{
    private readonly byte[] _bytes;

    /// <summary>Makes one from a hash of the right length.</summary>
    public CertificateFingerprint(FingerprintHash hash, ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, LengthOf(hash));
        Hash = hash;
        _bytes = bytes.ToArray();
    }

    /// <summary>Hash function.</summary>
    public FingerprintHash Hash { get; }

    /// <summary>The hash.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Parses the value of a fingerprint attribute, "sha-256 AB:CD:…", in either case.</summary>
    /// <param name="value">The attribute value.</param>
    /// <param name="fingerprint">The fingerprint.</param>
    /// <param name="isOtherHash">Whether it failed only because of the hash function.</param>
    public static bool TryParse(
        ReadOnlySpan<char> value, [NotNullWhen(true)] out CertificateFingerprint? fingerprint, out bool isOtherHash)
    {
        fingerprint = null;
        ReadOnlySpan<char> name = SdpText.NextWord(ref value);
        ReadOnlySpan<char> digits = SdpText.NextWord(ref value);
        isOtherHash = !TryParseHash(name, out FingerprintHash hash);
        Span<byte> bytes = stackalloc byte[LengthOf(hash)];
        if (isOtherHash || digits.Length != (bytes.Length * 3) - 1)
        {
            return false;
        }

        for (int i = 0; i < bytes.Length; i++)
        {
            bool isSeparated = i == bytes.Length - 1 || digits[(i * 3) + 2] == ':';
            if (!isSeparated
                || !byte.TryParse(digits.Slice(i * 3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[i]))
            {
                return false;
            }
        }

        fingerprint = new CertificateFingerprint(hash, bytes);
        return true;
    }

    /// <summary>The attribute value, in upper case as RFC 8122 wants it.</summary>
    public override string ToString() => $"{NameOf(Hash)} {BitConverter.ToString(_bytes).Replace('-', ':')}";

    private static int LengthOf(FingerprintHash hash) => hash switch
    {
        FingerprintHash.Sha384 => 48,
        FingerprintHash.Sha512 => 64,
        _ => 32,
    };

    private static string NameOf(FingerprintHash hash) => hash switch
    {
        FingerprintHash.Sha384 => "sha-384",
        FingerprintHash.Sha512 => "sha-512",
        _ => "sha-256",
    };

    private static bool TryParseHash(ReadOnlySpan<char> name, out FingerprintHash hash)
    {
        for (hash = FingerprintHash.Sha256; hash <= FingerprintHash.Sha512; hash++)
        {
            if (name.Equals(NameOf(hash), StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        hash = default;
        return false;
    }
}
