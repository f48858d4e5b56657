using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Vod.Media.OpenSsl;

/// <summary>
/// Finds libssl and libcrypto of OpenSSL 3 on this machine. .NET loads the same copies on Linux, so nothing is installed
/// beside the product (docs/adr/0002-own-webrtc-media-plane-on-openssl.md).
/// </summary>
internal static class OpenSslLibrary
{
    /// <summary>The name the declarations of <see cref="LibSsl"/> use; the resolver turns it into a file name.</summary>
    public const string Ssl = "libssl";

    /// <summary>The name the declarations of <see cref="LibCrypto"/> use; the resolver turns it into a file name.</summary>
    public const string Crypto = "libcrypto";

    // Everything used here has been stable since 3.0; 1.1.1 has neither EVP_CIPHER_fetch nor security fixes.
    private const uint MinimumMajorVersion = 3;

    private static readonly Lazy<bool> Resolver = new(Register);

    /// <summary>
    /// Checks once at start that the libraries are there, new enough and able to do what WebRTC needs, so that the first
    /// viewer is not the one who finds out.
    /// </summary>
    /// <param name="problem">One line that says what to do, else null.</param>
    public static bool TryLoad([NotNullWhen(false)] out string? problem)
    {
        foreach (string library in (ReadOnlySpan<string>)[Crypto, Ssl])
        {
            if (!NativeLibrary.TryLoad(FileName(library), out _))
            {
                problem = $"OpenSSL 3.0 or later is needed, but {FileName(library)} was not found. "
                    + "Install it (Debian and Ubuntu: apt install libssl3).";
                return false;
            }
        }

        uint major = LibCrypto.OPENSSL_version_major();
        if (major < MinimumMajorVersion)
        {
            problem = $"OpenSSL 3.0 or later is needed, but {FileName(Crypto)} is version {major}.";
            return false;
        }

        if (CipherAlgorithm.Aes128Gcm == 0 || CipherAlgorithm.Aes128Ctr == 0)
        {
            problem = "OpenSSL offers no AES-128-GCM or AES-128-CTR. Check the providers in its openssl.cnf.";
            return false;
        }

        problem = null;
        return true;
    }

    /// <summary>
    /// Makes the logical names resolvable. Called by the static constructors of the declaring classes, because a resolver has to
    /// be in place before the first import is bound.
    /// </summary>
    public static void EnsureResolver() => _ = Resolver.Value;

    private static bool Register()
    {
        NativeLibrary.SetDllImportResolver(typeof(OpenSslLibrary).Assembly, Resolve);
        return true;
    }

    private static nint Resolve(string library, Assembly assembly, DllImportSearchPath? searchPath) =>
        library is Ssl or Crypto ? NativeLibrary.Load(FileName(library)) : 0;

    // The number is the ABI version: a bare libssl.so may be anything, and exists only where headers are installed.
    private static string FileName(string library)
    {
        if (OperatingSystem.IsWindows())
        {
            string suffix = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64";
            return $"{library}-3-{suffix}.dll";
        }

        return OperatingSystem.IsMacOS() ? $"{library}.3.dylib" : $"{library}.so.3";
    }
}
