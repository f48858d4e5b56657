using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Vod.Media.Host.Storage.Objects;

/// <summary>The HTTP below the clients of stores.</summary>
internal static class StoreHttp
{
    /// <summary>How long a connection may take, TLS included. A store that needs longer is not one to play from; the caller says how long an answer may.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Connections to one host. More than are ever in use, as whoever asks limits that: here they would wait without being counted.</summary>
    public const int MaxConnections = 512;

    // A store that moves behind its name is found there after this time.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    // Shorter than the stores' own, so that a request does not meet a connection that is being closed. S3 closes after about 20 s.
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Makes the client for one endpoint.</summary>
    /// <param name="host">Host of the endpoint.</param>
    /// <param name="authorities">Whom to trust with its certificate; empty for those of the system.</param>
    public static HttpClient Create(string host, X509Certificate2Collection authorities)
    {
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = ConnectTimeout,
            MaxConnectionsPerServer = MaxConnections,
            PooledConnectionLifetime = ConnectionLifetime,
            PooledConnectionIdleTimeout = IdleTimeout,
            PlaintextStreamFilter = static (context, _) => new(new FreshConnection(context.PlaintextStream)),

            // What we trace is nobody else's business.
            ActivityHeadersPropagator = null,
        };
        if (authorities.Count > 0)
        {
            X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(authorities);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        return Over(host, handler);
    }

    /// <summary>The same over another network.</summary>
    public static HttpClient Over(string host, HttpMessageHandler network) => new(new EndpointGuard(host, network)) { Timeout = Timeout.InfiniteTimeSpan };
}
