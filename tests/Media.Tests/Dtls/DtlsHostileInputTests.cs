using Vod.Media.Dtls;

namespace Vod.Media.Tests.Dtls;

/// <summary>What a stranger who can send to our port may do to a session: nothing.</summary>
public sealed class DtlsHostileInputTests
{
    [Fact]
    public void Noise_before_the_handshake_is_dropped_and_counted()
    {
        using DtlsPair pair = new();
        byte[][] noise =
        [
            [],
            [22],
            new byte[12],
            [0x80, 0, 0, 1, .. new byte[40]],
            [22, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            [22, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
            [25, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        ];
        foreach (byte[] datagram in noise)
        {
            pair.Server.HandleDatagram(datagram, pair.Now);
        }

        pair.Run();

        Assert.Equal(noise.Length, pair.Server.Drops.NotDtls);
        Assert.Equal(DtlsState.Connected, pair.Server.State);
    }

    [Fact]
    public void Noise_between_all_datagrams_of_a_handshake_does_not_end_it()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            Random random = new(seed);
            using DtlsPair pair = new();
            pair.Path = (_, datagram) =>
            {
                byte[] noise = new byte[random.Next(0, 200)];
                random.NextBytes(noise);
                pair.Server.HandleDatagram(noise, pair.Now);
                pair.Client.HandleDatagram(noise, pair.Now);
                return [TimeSpan.FromMilliseconds(10)];
            };

            pair.Run();

            Assert.Equal(DtlsState.Connected, pair.Server.State);
        }
    }

    [Fact]
    public void Records_of_a_wrong_epoch_or_number_are_dropped_by_a_connected_session()
    {
        using DtlsPair pair = new();
        pair.Run();
        byte[] keys = DtlsPair.Keys(pair.Server);
        Random random = new(1);
        for (int i = 0; i < 2000; i++)
        {
            byte[] record = new byte[13 + random.Next(0, 100)];
            random.NextBytes(record);
            record[0] = (byte)random.Next(20, 24);
            record[1] = 0xFE;
            record[2] = 0xFD;
            record[3] = 0;
            record[4] = (byte)random.Next(0, 3);
            record[11] = 0;
            record[12] = (byte)(record.Length - 13);

            pair.Server.HandleDatagram(record, pair.Now);
        }

        Assert.Equal(DtlsState.Connected, pair.Server.State);
        Assert.Equal(keys, DtlsPair.Keys(pair.Server));
    }

    [Fact]
    public void Every_truncation_of_a_client_hello_is_survived_and_the_whole_one_then_works()
    {
        using DtlsPair recorded = new();
        recorded.Run();
        byte[] hello = recorded.Sent[0].Datagram;
        for (int length = 0; length < hello.Length; length++)
        {
            using DtlsPair pair = new();
            pair.Server.HandleDatagram(hello.AsSpan(0, length), pair.Now);
            Assert.Equal(1, pair.Server.Drops.NotDtls);
            Assert.Equal(DtlsState.Handshaking, pair.Server.State);
        }
    }

    [Fact]
    public void Every_flipped_byte_of_every_datagram_ends_in_a_state_never_in_an_exception()
    {
        int changedDatagrams = 4;
        for (int changed = 0; changed < changedDatagrams; changed++)
        {
            for (int at = 0; at < 140; at++)
            {
                using DtlsPair pair = new();
                pair.Path = (n, datagram) =>
                {
                    if (n == changed)
                    {
                        datagram[at % datagram.Length] ^= 0x81;
                    }

                    return [TimeSpan.FromMilliseconds(10)];
                };

                pair.Run();

                Assert.NotEqual(DtlsState.Handshaking, pair.Server.State);
                if (pair.Server.State == DtlsState.Connected && pair.Client.State == DtlsState.Connected)
                {
                    Assert.Equal(DtlsPair.Keys(pair.Client), DtlsPair.Keys(pair.Server));
                }
            }
        }
    }

    [Fact]
    public void A_peer_that_sends_too_many_datagrams_is_cut_off()
    {
        using DtlsPair pair = new();
        byte[] record = [22, 0xFE, 0xFD, 0, 7, 0, 0, 0, 0, 0, 0, 0, 24, .. new byte[24]];
        for (int i = 0; i < DtlsEndpoint.MaxHandshakeDatagrams; i++)
        {
            pair.Server.HandleDatagram(record, pair.Now);
        }

        Assert.Equal(DtlsState.Handshaking, pair.Server.State);
        pair.Server.HandleDatagram(record, pair.Now);

        Assert.Equal(DtlsFailure.LimitExceeded, pair.Server.Failure);
    }

    [Fact]
    public void A_peer_that_sends_too_many_bytes_is_cut_off()
    {
        using DtlsPair pair = new();
        byte[] record = new byte[1200];
        new byte[] { 22, 0xFE, 0xFD, 0, 7 }.CopyTo(record, 0);
        record[11] = (1200 - 13) >> 8;
        record[12] = (1200 - 13) & 0xFF;
        for (int i = 0; i < DtlsEndpoint.MaxHandshakeBytes / record.Length; i++)
        {
            pair.Server.HandleDatagram(record, pair.Now);
        }

        Assert.Equal(DtlsState.Handshaking, pair.Server.State);
        pair.Server.HandleDatagram(record, pair.Now);

        Assert.Equal(DtlsFailure.LimitExceeded, pair.Server.Failure);
    }

    [Fact]
    public void A_failing_session_does_not_disturb_its_neighbour_on_the_same_thread()
    {
        using DtlsPair failing = new(expectedOfClient: DtlsPair.NewCertificate().Fingerprint);
        using DtlsPair healthy = new();
        failing.Client.Start(failing.Now);
        healthy.Client.Start(healthy.Now);
        while (healthy.Client.State == DtlsState.Handshaking)
        {
            failing.Step();
            healthy.Step();
        }

        Assert.Equal(DtlsState.Failed, failing.Server.State);
        Assert.Equal(DtlsState.Connected, healthy.Server.State);
        Assert.Equal(DtlsState.Connected, healthy.Client.State);
    }
}
