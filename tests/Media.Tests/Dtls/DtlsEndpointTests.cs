using Vod.Media.Dtls;
using Vod.Media.Srtp;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Dtls;

public sealed class DtlsEndpointTests
{
    [Fact]
    public void A_handshake_takes_two_round_trips_and_agrees_on_the_same_keys()
    {
        using DtlsPair pair = new();
        MonotonicTime start = pair.Now;

        pair.Run();

        Assert.Equal(DtlsState.Connected, pair.Server.State);
        Assert.Equal(DtlsState.Connected, pair.Client.State);
        Assert.Equal(TimeSpan.FromMilliseconds(40), pair.Now - start);
        Assert.Equal(4, pair.Sent.Count);
        Assert.Equal(DtlsPair.Keys(pair.Client), DtlsPair.Keys(pair.Server));
        Assert.Contains(DtlsPair.Keys(pair.Server), b => b != 0);
        Assert.True(pair.Server.NextTimeout.IsNever);
        Assert.True(pair.Client.NextTimeout.IsNever);
    }

    [Theory]
    [InlineData(SrtpProfile.AeadAes128Gcm, SrtpProfile.Aes128CmHmacSha1_80)]
    [InlineData(SrtpProfile.Aes128CmHmacSha1_80, SrtpProfile.AeadAes128Gcm)]
    internal void The_server_chooses_the_profile_whatever_the_client_prefers(SrtpProfile first, SrtpProfile second)
    {
        using DtlsContext client = new(DtlsPair.ClientCertificate, first, second);
        using DtlsPair pair = new(client: client);

        pair.Run();

        Assert.Equal(SrtpProfile.AeadAes128Gcm, pair.Server.NegotiatedProfile);
        Assert.Equal(SrtpProfile.AeadAes128Gcm, pair.Client.NegotiatedProfile);
    }

    [Fact]
    public void A_client_without_gcm_gets_counter_mode()
    {
        using DtlsContext client = new(DtlsPair.ClientCertificate, SrtpProfile.Aes128CmHmacSha1_80);
        using DtlsPair pair = new(client: client);

        pair.Run();

        Assert.Equal(DtlsState.Connected, pair.Server.State);
        Assert.Equal(SrtpProfile.Aes128CmHmacSha1_80, pair.Server.NegotiatedProfile);
        Assert.Equal(60, DtlsPair.Keys(pair.Server).Length);
        Assert.Equal(DtlsPair.Keys(pair.Client), DtlsPair.Keys(pair.Server));
    }

    [Theory]
    [InlineData(SrtpProfile.AeadAes128Gcm)]
    [InlineData(SrtpProfile.Aes128CmHmacSha1_80)]
    internal void Exported_keys_carry_media_both_ways(SrtpProfile profile)
    {
        using DtlsContext context = new(DtlsPair.ClientCertificate, profile);
        using DtlsPair pair = new(client: context);
        pair.Run();
        SrtpKeyingMaterial ours = new(profile, DtlsPair.Keys(pair.Server));
        SrtpKeyingMaterial theirs = new(profile, DtlsPair.Keys(pair.Client));
        using SrtpSender serverSender = new(profile, ours.ServerWrite);
        using SrtpReceiver clientReceiver = new(profile, theirs.ServerWrite);
        using SrtpSender clientSender = new(profile, theirs.ClientWrite);
        using SrtpReceiver serverReceiver = new(profile, ours.ClientWrite);
        byte[] packet = new byte[100];
        packet[0] = 0x80;

        Assert.Equal(SrtpStatus.Ok, serverSender.Protect(packet, 50, out int length));
        Assert.Equal(SrtpStatus.Ok, clientReceiver.Unprotect(packet, length, out _));
        Assert.Equal(SrtpStatus.Ok, clientSender.ProtectRtcp(packet, 50, out length));
        Assert.Equal(SrtpStatus.Ok, serverReceiver.UnprotectRtcp(packet, length, out _));
    }

    [Fact]
    public void Another_certificate_of_the_client_is_a_fingerprint_mismatch_and_yields_no_keys()
    {
        using DtlsPair pair = new(expectedOfClient: DtlsPair.NewCertificate().Fingerprint);

        pair.Run();

        Assert.Equal(DtlsState.Failed, pair.Server.State);
        Assert.Equal(DtlsFailure.FingerprintMismatch, pair.Server.Failure);
        Assert.False(pair.Server.ExportKeyingMaterial(new byte[56]));
        pair.RunUntilQuiet();
        Assert.Equal(DtlsFailure.PeerAlert, pair.Client.Failure);
        Assert.Contains("bad certificate", pair.Client.FailureDetail, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_certificate_of_the_server_is_a_fingerprint_mismatch()
    {
        using DtlsPair pair = new(expectedOfServer: DtlsPair.NewCertificate().Fingerprint);

        pair.Run();
        pair.RunUntilQuiet();

        Assert.Equal(DtlsFailure.FingerprintMismatch, pair.Client.Failure);
        Assert.Equal(DtlsFailure.PeerAlert, pair.Server.Failure);
    }

    [Theory]
    [InlineData(FingerprintHash.Sha384)]
    [InlineData(FingerprintHash.Sha512)]
    internal void A_fingerprint_may_use_a_longer_hash(FingerprintHash algorithm)
    {
        byte[] der = DtlsPair.ClientCertificate.Certificate.ToArray();
        byte[] hash = algorithm == FingerprintHash.Sha384
            ? System.Security.Cryptography.SHA384.HashData(der)
            : System.Security.Cryptography.SHA512.HashData(der);
        using DtlsPair pair = new(expectedOfClient: new(algorithm, hash));

        pair.Run();

        Assert.Equal(DtlsState.Connected, pair.Server.State);
    }

    [Fact]
    public void A_client_without_certificate_is_refused()
    {
        using DtlsContext client = new(null, SrtpProfile.AeadAes128Gcm);
        using DtlsPair pair = new(client: client);

        pair.Run();

        Assert.Equal(DtlsState.Failed, pair.Server.State);
        Assert.Equal(DtlsFailure.NoCertificate, pair.Server.Failure);
    }

    [Fact]
    public void A_client_without_use_srtp_is_refused()
    {
        using DtlsContext client = new(DtlsPair.ClientCertificate);
        using DtlsPair pair = new(client: client);

        pair.Run();

        Assert.Equal(DtlsFailure.NoSrtpProfile, pair.Server.Failure);
        pair.RunUntilQuiet();
        Assert.NotEqual(DtlsState.Connected, pair.Client.State);
    }

    [Fact]
    public void A_client_hello_in_several_datagrams_is_put_together()
    {
        using DtlsPair pair = new(clientMtu: 256);

        pair.Run();

        Assert.True(pair.Sent.Count(s => s.FromClient) > 3);
        Assert.All(pair.Sent.Where(s => s.FromClient), s => Assert.InRange(s.Datagram.Length, 13, 256));
        Assert.Equal(DtlsState.Connected, pair.Server.State);
    }

    [Fact]
    public void A_client_hello_cut_by_hand_into_two_datagrams_in_the_wrong_order_is_put_together()
    {
        using DtlsPair pair = new();
        pair.Client.Start(pair.Now);
        byte[] buffer = new byte[2048];
        Assert.True(pair.Client.PollTransmit(buffer, out int length));
        (byte[] first, byte[] second) = SplitHandshakeRecord(buffer.AsSpan(0, length));

        pair.Server.HandleDatagram(second, pair.Now);
        Assert.False(pair.Server.PollTransmit(buffer, out _));
        pair.Server.HandleDatagram(first, pair.Now);
        pair.Run();

        Assert.Equal(DtlsState.Connected, pair.Server.State);
        Assert.Equal(DtlsState.Connected, pair.Client.State);
    }

    [Fact]
    public void No_datagram_exceeds_the_mtu_and_several_records_share_one()
    {
        using DtlsPair pair = new(serverMtu: 500);

        pair.Run();

        Assert.Equal(DtlsState.Connected, pair.Client.State);
        Assert.All(pair.Sent.Where(s => !s.FromClient), s => Assert.InRange(s.Datagram.Length, 13, 500));
        Assert.Contains(pair.Sent, s => !s.FromClient && RecordsIn(s.Datagram) > 1);
    }

    [Fact]
    public void Close_notify_of_the_client_closes_the_server()
    {
        using DtlsPair pair = new();
        pair.Run();

        pair.Client.Close(pair.Now);
        pair.RunUntilQuiet();

        Assert.Equal(DtlsState.Closed, pair.Client.State);
        Assert.Equal(DtlsState.Closed, pair.Server.State);
        Assert.Equal(DtlsFailure.None, pair.Server.Failure);
        Assert.False(pair.Server.ExportKeyingMaterial(new byte[56]));
    }

    [Fact]
    public void Close_right_after_connecting_still_sends_the_last_flight()
    {
        using DtlsPair pair = new();
        pair.Client.Start(pair.Now);
        while (pair.Server.State != DtlsState.Connected)
        {
            Assert.True(pair.Step());
        }

        pair.Server.Close(pair.Now);
        pair.RunUntilQuiet();

        Assert.Equal(DtlsState.Closed, pair.Server.State);
        Assert.Equal(DtlsState.Closed, pair.Client.State);
    }

    [Fact]
    public void A_released_endpoint_closes_the_peer_and_counts_what_it_no_longer_understands()
    {
        using DtlsPair pair = new();
        pair.Run();
        pair.Server.ReleaseHandshake();
        pair.Server.ReleaseHandshake();

        pair.Server.HandleDatagram([23, 0xFE, 0xFD, 0, 1, 0, 0, 0, 0, 0, 9, 0, 40, .. new byte[40]], pair.Now);
        pair.Server.Close(pair.Now);
        pair.RunUntilQuiet();

        Assert.Equal(1, pair.Server.Drops.AfterRelease);
        Assert.Equal(DtlsState.Closed, pair.Server.State);
        Assert.Equal(DtlsState.Closed, pair.Client.State);
    }

    [Fact]
    public void Releasing_before_the_keys_are_agreed_does_nothing()
    {
        using DtlsPair pair = new();
        pair.Server.ReleaseHandshake();

        pair.Run();

        Assert.Equal(DtlsState.Connected, pair.Server.State);
        Assert.Equal(DtlsPair.Keys(pair.Client), DtlsPair.Keys(pair.Server));
    }

    [Fact]
    public void A_closed_endpoint_counts_what_still_arrives()
    {
        using DtlsPair pair = new();
        pair.Run();
        pair.Server.Close(pair.Now);

        pair.Server.HandleDatagram(pair.Sent[0].Datagram, pair.Now);

        Assert.Equal(1, pair.Server.Drops.AfterEnd);
        Assert.Equal(DtlsState.Closed, pair.Server.State);
    }

    [Fact]
    public void A_server_that_hears_nothing_gives_up_after_the_timeout_without_sending_a_byte()
    {
        using DtlsPair pair = new();
        MonotonicTime start = pair.Now;
        pair.Server.Start(start);

        Assert.Equal(start + DtlsEndpoint.HandshakeTimeout, pair.Server.NextTimeout);
        pair.Server.HandleTimeout(pair.Server.NextTimeout - TimeSpan.FromTicks(1));
        Assert.Equal(DtlsState.Handshaking, pair.Server.State);
        pair.Server.HandleTimeout(pair.Server.NextTimeout);

        Assert.Equal(DtlsFailure.Timeout, pair.Server.Failure);
        Assert.False(pair.Server.PollTransmit(new byte[2048], out _));
        Assert.True(pair.Server.NextTimeout.IsNever);
    }

    [Fact]
    public void A_client_that_hears_nothing_repeats_with_doubled_waits_and_gives_up()
    {
        using DtlsPair pair = new() { Path = (_, _) => [] };
        MonotonicTime start = pair.Now;
        List<double> sent = [];
        pair.Path = (_, _) =>
        {
            sent.Add((pair.Now - start).TotalSeconds);
            return [];
        };

        pair.Run();

        Assert.Equal(DtlsFailure.Timeout, pair.Client.Failure);
        Assert.Equal([0, 0.1, 0.3, 0.7, 1.5, 3.1, 4.7, 6.3, 7.9, 9.5, 11.1, 12.7, 14.3], sent.Select(s => Math.Round(s, 6)));
        // The same message (RFC 6347 section 4.2.2: same message_seq) in a new record each time.
        Assert.All(pair.Sent, s => Assert.Equal(pair.Sent[0].Datagram[11..], s.Datagram[11..]));
        Assert.Equal(Enumerable.Range(0, 13), pair.Sent.Select(s => (int)s.Datagram[10]));
    }

    [Fact]
    public void Application_data_is_ignored_and_the_session_lives_on()
    {
        using DtlsPair pair = new();
        pair.Run();
        // There is no way to make our own client send data, so a record in its name is forged: dropped before it counts as data.
        byte[] record = [23, 0xFE, 0xFD, 0, 1, 0, 0, 0, 0, 0, 9, 0, 40, .. new byte[40]];

        pair.Server.HandleDatagram(record, pair.Now);

        Assert.Equal(DtlsState.Connected, pair.Server.State);
        Assert.Equal(0, pair.Server.Drops.ApplicationData);
    }

    [Fact]
    public void An_endpoint_that_is_not_disposed_does_not_bring_the_process_down()
    {
        for (int i = 0; i < 20; i++)
        {
            DtlsPair pair = new();
            pair.Run();
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    private static (byte[] First, byte[] Second) SplitHandshakeRecord(ReadOnlySpan<byte> datagram)
    {
        const int Record = DtlsRecord.HeaderLength;
        const int Header = 12;
        // Not one that the client itself will use: the server would take the other record for a replay.
        const byte FarSequenceNumber = 40;
        ReadOnlySpan<byte> body = datagram[(Record + Header)..];
        int half = body.Length / 2;
        byte[] Make(byte[] record, byte[] handshake, byte sequence, int offset, byte[] piece)
        {
            record[10] = sequence;
            record[11] = (byte)((Header + piece.Length) >> 8);
            record[12] = (byte)(Header + piece.Length);
            handshake[7] = (byte)(offset >> 8);
            handshake[8] = (byte)offset;
            handshake[10] = (byte)(piece.Length >> 8);
            handshake[11] = (byte)piece.Length;
            return [.. record, .. handshake, .. piece];
        }

        byte[] record = datagram[..Record].ToArray();
        byte[] handshake = datagram.Slice(Record, Header).ToArray();
        return (
            Make(record.ToArray(), handshake.ToArray(), 0, 0, body[..half].ToArray()),
            Make(record.ToArray(), handshake.ToArray(), FarSequenceNumber, half, body[half..].ToArray()));
    }

    private static int RecordsIn(ReadOnlySpan<byte> datagram)
    {
        int records = 0;
        while (datagram.Length > 0)
        {
            datagram = datagram[(DtlsRecord.HeaderLength + ((datagram[11] << 8) | datagram[12]))..];
            records++;
        }

        return records;
    }
}
