using Vod.Media.Dtls;
using Vod.Media.Srtp;

namespace Vod.Media.Host.Tests.Dtls;

/// <summary>Our endpoint against <c>openssl s_client</c> over a real socket: an independent user of DTLS with real timers.</summary>
public sealed class OpenSslInteropTests
{
    private const string BothProfiles = "SRTP_AES128_CM_SHA1_80:SRTP_AEAD_AES_128_GCM";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly DtlsContext Context = DtlsContext.Create(
        DtlsCertificate.Create(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2036, 1, 1, 0, 0, 0, TimeSpan.Zero)));

    [Theory]
    [InlineData(BothProfiles, SrtpProfile.AeadAes128Gcm, "SRTP_AEAD_AES_128_GCM", false)]
    [InlineData(BothProfiles, SrtpProfile.AeadAes128Gcm, "SRTP_AEAD_AES_128_GCM", true)]
    [InlineData("SRTP_AES128_CM_SHA1_80", SrtpProfile.Aes128CmHmacSha1_80, "SRTP_AES128_CM_SHA1_80", false)]
    internal async Task Both_sides_agree_on_profile_and_keys(string offered, SrtpProfile expected, string name, bool rsa)
    {
        using CancellationTokenSource limit = new(Patience);
        using OpenSslClient client = new(rsa);
        using DtlsEndpoint endpoint = new(Context, DtlsRole.Server, client.Fingerprint);
        using DtlsUdpServer server = new(endpoint);
        byte[] keys = new byte[expected.KeyingMaterialLength()];

        client.Start(server.Port, offered, keyLength: keys.Length);
        await server.RunUntilAsync(() => endpoint.State != DtlsState.Handshaking, limit.Token);

        Assert.Equal(DtlsFailure.None, endpoint.Failure);
        Assert.Equal(expected, endpoint.NegotiatedProfile);
        Assert.True(endpoint.ExportKeyingMaterial(keys));
        Task<string> quit = client.QuitAsync(limit.Token);
        await server.RunUntilAsync(() => endpoint.State == DtlsState.Closed, limit.Token);
        string output = await quit;
        Assert.Contains($"SRTP Extension negotiated, profile={name}", output, StringComparison.Ordinal);
        Assert.Contains($"Keying material: {Convert.ToHexString(keys)}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_last_flight_is_sent_again_when_openssl_repeats_its_finished()
    {
        using CancellationTokenSource limit = new(Patience);
        using OpenSslClient client = new();
        using DtlsEndpoint endpoint = new(Context, DtlsRole.Server, client.Fingerprint);
        int lastFlight = -1;
        int sent = 0;
        using DtlsUdpServer server = new(endpoint)
        {
            Loses = n =>
            {
                sent = n + 1;
                lastFlight = lastFlight < 0 && endpoint.State == DtlsState.Connected ? n : lastFlight;
                return n == lastFlight;
            },
        };

        client.Start(server.Port, BothProfiles);
        await server.RunUntilAsync(() => lastFlight >= 0 && sent > lastFlight + 1, limit.Token);

        Task<string> quit = client.QuitAsync(limit.Token);
        await server.RunUntilAsync(() => endpoint.State == DtlsState.Closed, limit.Token);
        Assert.Contains("SRTP Extension negotiated", await quit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_without_certificate_is_refused_with_an_alert()
    {
        using CancellationTokenSource limit = new(Patience);
        using OpenSslClient client = new();
        using DtlsEndpoint endpoint = new(Context, DtlsRole.Server, client.Fingerprint);
        using DtlsUdpServer server = new(endpoint);

        client.Start(server.Port, BothProfiles, withCertificate: false);
        await server.RunUntilAsync(() => endpoint.State != DtlsState.Handshaking, limit.Token);

        Assert.Equal(DtlsFailure.NoCertificate, endpoint.Failure);
        Assert.Contains("alert", await client.QuitAsync(limit.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_with_another_certificate_is_refused_with_bad_certificate()
    {
        using CancellationTokenSource limit = new(Patience);
        using OpenSslClient client = new();
        using OpenSslClient announced = new();
        using DtlsEndpoint endpoint = new(Context, DtlsRole.Server, announced.Fingerprint);
        using DtlsUdpServer server = new(endpoint);

        client.Start(server.Port, BothProfiles);
        await server.RunUntilAsync(() => endpoint.State != DtlsState.Handshaking, limit.Token);

        Assert.Equal(DtlsFailure.FingerprintMismatch, endpoint.Failure);
        Assert.Contains("bad certificate", await client.QuitAsync(limit.Token), StringComparison.Ordinal);
    }
}
