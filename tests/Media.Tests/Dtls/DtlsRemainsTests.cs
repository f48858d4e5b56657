using System.Security.Cryptography;
using Vod.Media.Dtls;
using Vod.Media.Srtp;

namespace Vod.Media.Tests.Dtls;

/// <summary>What is still understood when OpenSSL's part of an association is gone.</summary>
public sealed class DtlsRemainsTests
{
    private const byte Warning = 1;
    private const byte Fatal = 2;
    private const byte CloseNotify = 0;
    private const byte NoRenegotiation = 100;
    private const byte InternalError = 80;
    private static readonly byte[] ImplicitNonce = [1, 2, 3, 4];

    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    public void Alerts_of_either_suite_are_read(int keyLength)
    {
        byte[] key = new byte[keyLength];
        new Random(1).NextBytes(key);
        using DtlsRemains remains = new([], key, ImplicitNonce);

        Assert.Equal(DtlsAlert.CloseNotify, remains.ReadAlert(Record(key, 1, Warning, CloseNotify), out _));
        Assert.Equal(DtlsAlert.Fatal, remains.ReadAlert(Record(key, 2, Fatal, InternalError), out byte description));
        Assert.Equal(InternalError, description);
        Assert.Equal(DtlsAlert.None, remains.ReadAlert(Record(key, 3, Warning, NoRenegotiation), out _));
    }

    [Fact]
    public void An_alert_behind_other_records_is_found()
    {
        byte[] key = new byte[SrtpProfileParameters.KeyLength];
        using DtlsRemains remains = new([], key, ImplicitNonce);
        byte[] handshake = [22, 0xFE, 0xFD, 0, 1, 0, 0, 0, 0, 0, 9, 0, 30, .. new byte[30]];

        Assert.Equal(DtlsAlert.CloseNotify, remains.ReadAlert([.. handshake, .. Record(key, 1, Warning, NoRenegotiation), .. Record(key, 2, Warning, CloseNotify)], out _));
    }

    [Theory]
    [InlineData(DtlsRemains.MaxAlertsPerDatagram - 1, true)]
    [InlineData(DtlsRemains.MaxAlertsPerDatagram, false)]
    public void A_datagram_full_of_forged_alerts_is_not_opened_to_its_end(int forged, bool isReached)
    {
        byte[] key = new byte[SrtpProfileParameters.KeyLength];
        using DtlsRemains remains = new([], key, ImplicitNonce);
        byte[] other = [.. key];
        other[0] = 1;
        IEnumerable<byte> records = Enumerable.Range(1, forged).SelectMany(number => Record(other, (byte)number, Warning, CloseNotify));

        Assert.Equal(isReached, remains.ReadAlert([.. records, .. Record(key, 100, Warning, CloseNotify)], out _) == DtlsAlert.CloseNotify);
    }

    [Fact]
    public void A_single_changed_bit_makes_it_mean_nothing()
    {
        byte[] key = new byte[SrtpProfileParameters.KeyLength];
        using DtlsRemains remains = new([], key, ImplicitNonce);
        byte[] genuine = Record(key, 1, Warning, CloseNotify);
        for (int bit = 0; bit < 8 * genuine.Length; bit++)
        {
            byte[] forged = [.. genuine];
            forged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(DtlsAlert.None, remains.ReadAlert(forged, out _));
        }
    }

    [Fact]
    public void The_peer_closes_a_released_endpoint_and_gets_its_answer()
    {
        using DtlsPair pair = new();
        pair.Run();
        pair.Server.ReleaseHandshake();

        pair.Client.Close(pair.Now);
        int sent = pair.Sent.Count;
        pair.RunUntilQuiet();

        Assert.Equal(DtlsState.Closed, pair.Server.State);
        Assert.Equal(DtlsFailure.None, pair.Server.Failure);
        Assert.Equal([true, false], pair.Sent.Skip(sent).Select(static s => s.FromClient));
    }

    [Fact]
    public void A_released_client_reads_the_server()
    {
        using DtlsPair pair = new();
        pair.Run();
        pair.Client.ReleaseHandshake();

        pair.Server.Close(pair.Now);
        pair.RunUntilQuiet();

        Assert.Equal(DtlsState.Closed, pair.Client.State);
    }

    private static byte[] Record(byte[] key, byte number, byte level, byte description)
    {
        byte[] type = [21, 0xFE, 0xFD];
        byte[] sequence = [0, 1, 0, 0, 0, 0, 0, number];
        byte[] nonce = [.. ImplicitNonce, .. sequence];
        byte[] data = new byte[2];
        byte[] tag = new byte[16];
        using AesGcm cipher = new(key, tag.Length);
        byte[] associated = [.. sequence, .. type, 0, 2];
        byte[] alert = [level, description];
        cipher.Encrypt(nonce, alert, data, tag, associated);
        return [.. type, .. sequence, 0, 26, .. sequence, .. data, .. tag];
    }
}
