using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace Vod.Media.Dtls;

/// <summary>The hash of a certificate as it stands in a=fingerprint (RFC 8122 section 5).</summary>
internal sealed class DtlsFingerprint
{
    /// <summary>Bytes of the longest hash.</summary>
    public const int MaxLength = SHA512.HashSizeInBytes;

    private readonly byte[] _hash;

    /// <param name="algorithm">The hash function.</param>
    /// <param name="hash">Its output, of just the right length.</param>
    public DtlsFingerprint(DtlsHashAlgorithm algorithm, ReadOnlySpan<byte> hash)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(hash.Length, LengthOf(algorithm));
        Algorithm = algorithm;
        _hash = hash.ToArray();
    }

    /// <summary>The hash function.</summary>
    public DtlsHashAlgorithm Algorithm { get; }

    /// <summary>The hash.</summary>
    public ReadOnlySpan<byte> Hash => _hash;

    /// <summary>Bytes of a hash.</summary>
    public static int LengthOf(DtlsHashAlgorithm algorithm) => algorithm switch
    {
        DtlsHashAlgorithm.Sha256 => SHA256.HashSizeInBytes,
        DtlsHashAlgorithm.Sha384 => SHA384.HashSizeInBytes,
        DtlsHashAlgorithm.Sha512 => SHA512.HashSizeInBytes,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    };

    /// <summary>Reads the value of the SDP attribute: "sha-256 AB:CD:…", letters in either case.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out DtlsFingerprint? fingerprint)
    {
        fingerprint = null;
        text = text.Trim();
        int space = text.IndexOf(' ');
        if (space < 0 || !TryParseAlgorithm(text[..space], out DtlsHashAlgorithm algorithm))
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

    /// <summary>Compares with the hash of a certificate, in constant time.</summary>
    public bool Matches(ReadOnlySpan<byte> hash) => CryptographicOperations.FixedTimeEquals(_hash, hash);

    /// <summary>As it stands in the SDP: "sha-256 AB:CD:…".</summary>
    public override string ToString()
    {
        string name = Algorithm switch
        {
            DtlsHashAlgorithm.Sha256 => "sha-256",
            DtlsHashAlgorithm.Sha384 => "sha-384",
            _ => "sha-512",
        };
        return $"{name} {BitConverter.ToString(_hash).Replace('-', ':')}";
    }

    private static bool TryParseAlgorithm(ReadOnlySpan<char> name, out DtlsHashAlgorithm algorithm)
    {
        // Names are compared without regard to case (RFC 8122 section 5).
        algorithm = name switch
        {
            _ when name.Equals("sha-384", StringComparison.OrdinalIgnoreCase) => DtlsHashAlgorithm.Sha384,
            _ when name.Equals("sha-512", StringComparison.OrdinalIgnoreCase) => DtlsHashAlgorithm.Sha512,
            _ => DtlsHashAlgorithm.Sha256,
        };
        return algorithm != DtlsHashAlgorithm.Sha256 || name.Equals("sha-256", StringComparison.OrdinalIgnoreCase);
    }
}
