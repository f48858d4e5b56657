using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace Vod.Media;

/// <summary>The hash of the certificate a peer shows in the DTLS handshake, as it stands in a=fingerprint (RFC 8122 section 5).</summary>
internal sealed class CertificateFingerprint
{
    /// <summary>Bytes of the longest hash.</summary>
    public const int MaxLength = SHA512.HashSizeInBytes;

    private readonly byte[] _hash;

    /// <param name="algorithm">The hash function.</param>
    /// <param name="hash">Its output, of just the right length.</param>
    public CertificateFingerprint(FingerprintHash algorithm, ReadOnlySpan<byte> hash)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(hash.Length, LengthOf(algorithm));
        Algorithm = algorithm;
        _hash = hash.ToArray();
    }

    /// <summary>The hash function.</summary>
    public FingerprintHash Algorithm { get; }

    /// <summary>The hash.</summary>
    public ReadOnlySpan<byte> Hash => _hash;

    /// <summary>Bytes of a hash.</summary>
    public static int LengthOf(FingerprintHash algorithm) => algorithm switch
    {
        FingerprintHash.Sha256 => SHA256.HashSizeInBytes,
        FingerprintHash.Sha384 => SHA384.HashSizeInBytes,
        FingerprintHash.Sha512 => SHA512.HashSizeInBytes,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    };

    /// <summary>Reads the value of the SDP attribute: "sha-256 AB:CD:…", letters in either case.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out CertificateFingerprint? fingerprint)
    {
        fingerprint = null;
        text = text.Trim();
        int space = text.IndexOf(' ');
        if (space < 0 || !TryParseAlgorithm(text[..space], out FingerprintHash algorithm))
        {
            return false;
        }

        ReadOnlySpan<char> digits = text[(space + 1)..].TrimStart();
        Span<byte> hash = stackalloc byte[LengthOf(algorithm)];
        if (digits.Length != (3 * hash.Length) - 1)
        {
            return false;
        }

        for (int i = 0; i < hash.Length; i++)
        {
            bool separated = i == 0 || digits[(3 * i) - 1] == ':';
            ReadOnlySpan<char> pair = digits.Slice(3 * i, 2);
            if (!separated || !byte.TryParse(pair, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out hash[i]))
            {
                return false;
            }
        }

        fingerprint = new(algorithm, hash);
        return true;
    }

    /// <summary>Whether the value of the SDP attribute names a hash function this service accepts, whatever follows.</summary>
    public static bool NamesAcceptedHash(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        int space = text.IndexOf(' ');
        return TryParseAlgorithm(space < 0 ? text : text[..space], out _);
    }

    /// <summary>Compares with the hash of a certificate, in constant time.</summary>
    public bool Matches(ReadOnlySpan<byte> hash) => CryptographicOperations.FixedTimeEquals(_hash, hash);

    /// <summary>As it stands in the SDP: "sha-256 AB:CD:…".</summary>
    public override string ToString()
    {
        string name = Algorithm switch
        {
            FingerprintHash.Sha256 => "sha-256",
            FingerprintHash.Sha384 => "sha-384",
            _ => "sha-512",
        };
        return $"{name} {BitConverter.ToString(_hash).Replace('-', ':')}";
    }

    private static bool TryParseAlgorithm(ReadOnlySpan<char> name, out FingerprintHash algorithm)
    {
        // Names are compared without regard to case (RFC 8122 section 5).
        algorithm = name switch
        {
            _ when name.Equals("sha-384", StringComparison.OrdinalIgnoreCase) => FingerprintHash.Sha384,
            _ when name.Equals("sha-512", StringComparison.OrdinalIgnoreCase) => FingerprintHash.Sha512,
            _ => FingerprintHash.Sha256,
        };
        return algorithm != FingerprintHash.Sha256 || name.Equals("sha-256", StringComparison.OrdinalIgnoreCase);
    }
}
