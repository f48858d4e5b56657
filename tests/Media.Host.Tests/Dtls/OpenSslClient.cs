using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Vod.Media.Host.Tests.Dtls;

/// <summary>The command <c>openssl s_client</c> as a DTLS client that knows nothing of our code.</summary>
internal sealed class OpenSslClient : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vod-dtls-").FullName;
    private readonly X509Certificate2 _certificate;
    private Process? _process;
    private Task<string>? _output;

    /// <param name="rsa">With an RSA certificate instead of an ECDSA one.</param>
    public OpenSslClient(bool rsa = false)
    {
        using ECDsa ecdsaKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using RSA rsaKey = RSA.Create(2048);
        CertificateRequest request = rsa
            ? new("CN=s_client", rsaKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new("CN=s_client", ecdsaKey, HashAlgorithmName.SHA256);
        _certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        File.WriteAllText(CertificateFile, _certificate.ExportCertificatePem());
        File.WriteAllText(KeyFile, rsa ? rsaKey.ExportPkcs8PrivateKeyPem() : ecdsaKey.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>What our side has to expect.</summary>
    public CertificateFingerprint Fingerprint => new(FingerprintHash.Sha256, SHA256.HashData(_certificate.RawData));

    private string CertificateFile => Path.Combine(_folder, "cert.pem");

    private string KeyFile => Path.Combine(_folder, "key.pem");

    /// <summary>Starts the client against a port of this machine.</summary>
    public void Start(int port, string srtpProfiles, bool withCertificate = true, int keyLength = 56)
    {
        ProcessStartInfo start = new("openssl")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            "s_client", "-dtls1_2", "-connect", $"127.0.0.1:{port}", "-use_srtp", srtpProfiles,
            "-keymatexport", "EXTRACTOR-dtls_srtp", "-keymatexportlen", $"{keyLength}",
            .. withCertificate ? (string[])["-cert", CertificateFile, "-key", KeyFile] : [],
        ];
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        _output = ReadAsync(_process);
    }

    /// <summary>Lets the client say goodbye and returns all it has printed.</summary>
    public async Task<string> QuitAsync(CancellationToken cancellation)
    {
        await _process!.StandardInput.WriteLineAsync("Q".AsMemory(), cancellation);
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(cancellation);
        return await _output!;
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
        }

        _process?.Dispose();
        _certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<string> ReadAsync(Process process)
    {
        Task<string> errors = process.StandardError.ReadToEndAsync();
        return await process.StandardOutput.ReadToEndAsync() + await errors;
    }
}
