using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Vod.Storage.Tests.Servers;

/// <summary>TLS in front of a server that has none, with a certificate of an authority of its own.</summary>
internal sealed class TlsFront : IAsyncDisposable
{
    private static readonly DateTimeOffset Begin = DateTimeOffset.UtcNow.AddDays(-1);
    private static readonly DateTimeOffset End = DateTimeOffset.UtcNow.AddDays(1);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Uri _behind;
    private readonly X509Certificate2 _certificate;
    private readonly Task _accepting;

    /// <param name="behind">The server.</param>
    public TlsFront(Uri behind)
    {
        _behind = behind;
        using ECDsa authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest authority = new("CN=Authority of the tests", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        Authority = authority.CreateSelfSigned(Begin, End);

        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=store", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 signed = request.Create(Authority, Begin, End, [1, 2, 3, 4]);
        _certificate = signed.CopyWithPrivateKey(key);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public X509Certificate2 Authority { get; }

    public Uri Endpoint => new($"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _certificate.Dispose();
        Authority.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> serving = [];
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }

        await Task.WhenAll(serving);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient behind = new();
        try
        {
            using SslStream outside = new(client.GetStream());
            await outside.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _end.Token);
            await behind.ConnectAsync(IPAddress.Loopback, _behind.Port, _end.Token);
            using NetworkStream inside = behind.GetStream();
            await Task.WhenAny(outside.CopyToAsync(inside, _end.Token), inside.CopyToAsync(outside, _end.Token));
        }
        catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException or OperationCanceledException)
        {
            // A client that does not trust us, or has gone; or the test is over.
        }
        finally
        {
            client.Dispose();
        }
    }
}
