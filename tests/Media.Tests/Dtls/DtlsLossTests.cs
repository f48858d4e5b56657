using Vod.Media.Dtls;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Dtls;

/// <summary>The handshake over a bad path (RFC 6347 section 4.2.4). A failing seed is in the message: run it alone with it.</summary>
public sealed class DtlsLossTests
{
    [Theory]
    [InlineData(DtlsEndpoint.DefaultMtu)]
    [InlineData(300)]
    public void Losing_any_one_datagram_delays_the_handshake_but_does_not_end_it(int mtu)
    {
        int count;
        using (DtlsPair whole = new(clientMtu: mtu, serverMtu: mtu))
        {
            whole.Run();
            count = whole.Sent.Count;
        }

        for (int lost = 0; lost < count; lost++)
        {
            using DtlsPair pair = new(clientMtu: mtu, serverMtu: mtu);
            MonotonicTime start = pair.Now;
            pair.Path = (n, _) => n == lost ? [] : [TimeSpan.FromMilliseconds(10)];

            pair.Run();

            Assert.True(BothConnected(pair), $"datagram {lost} of {count}");
            Assert.InRange(pair.Now - start, TimeSpan.FromMilliseconds(40), TimeSpan.FromMilliseconds(200));
        }
    }

    [Fact]
    public void A_lost_last_flight_is_sent_again_when_the_client_repeats_its_own()
    {
        using DtlsPair pair = new();
        pair.Path = (n, _) => n == 3 ? [] : [TimeSpan.FromMilliseconds(10)];

        pair.Run();

        Assert.True(BothConnected(pair));
        Assert.Equal([true, false, true, false, true, false], pair.Sent.Select(s => s.FromClient));
    }

    [Fact]
    public void A_repeated_flight_is_not_answered_more_often_than_a_retransmission_timer_allows()
    {
        using DtlsPair pair = new();
        pair.Run();
        pair.RunUntilQuiet();
        int before = pair.Sent.Count;
        byte[] clientFlight = pair.Sent[2].Datagram;

        for (int i = 0; i < 10; i++)
        {
            pair.Now += TimeSpan.FromMilliseconds(1);
            pair.Server.HandleDatagram(clientFlight, pair.Now);
            pair.Step();
        }

        Assert.Equal(before, pair.Sent.Count);
    }

    [Fact]
    public void A_repeated_flight_is_answered_a_limited_number_of_times()
    {
        using DtlsPair pair = new();
        pair.Run();
        pair.RunUntilQuiet();
        byte[] buffer = new byte[2048];
        int answers = 0;

        for (int i = 0; i < 100; i++)
        {
            pair.Now += TimeSpan.FromSeconds(1);
            pair.Server.HandleDatagram(pair.Sent[2].Datagram, pair.Now);
            answers += pair.Server.PollTransmit(buffer, out _) ? 1 : 0;
        }

        Assert.Equal(DtlsEndpoint.MaxFinalFlightRepeats, answers);
        Assert.Equal(DtlsState.Connected, pair.Server.State);
    }

    [Fact]
    public void A_server_that_has_released_the_handshake_still_repeats_its_last_flight()
    {
        using DtlsPair pair = new();
        pair.Path = (n, _) =>
        {
            pair.Server.ReleaseHandshake();
            return n == 3 ? [] : [TimeSpan.FromMilliseconds(10)];
        };

        pair.Run();

        Assert.True(BothConnected(pair));
        Assert.False(pair.Server.ExportKeyingMaterial(new byte[56]));
        pair.Server.Close(pair.Now);
        pair.RunUntilQuiet();
        Assert.Equal(DtlsState.Closed, pair.Client.State);
    }

    [Fact]
    public void A_duplicate_of_every_datagram_changes_nothing()
    {
        using DtlsPair pair = new() { Path = (_, _) => [TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(10.1)] };

        pair.Run();

        Assert.True(BothConnected(pair));
        Assert.Equal(DtlsPair.Keys(pair.Client), DtlsPair.Keys(pair.Server));
    }

    [Fact]
    public void Hundreds_of_seeds_of_loss_reordering_and_duplication_all_connect()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            Random random = new(seed);
            // Half of the seeds with small datagrams: longer flights have more to lose and to reorder.
            int mtu = seed % 2 == 0 ? DtlsEndpoint.DefaultMtu : 300;
            using DtlsPair pair = new(clientMtu: mtu, serverMtu: mtu);
            pair.Path = (_, _) =>
            {
                TimeSpan[] copies = new TimeSpan[random.NextDouble() < 0.15 ? 0 : random.NextDouble() < 0.1 ? 2 : 1];
                for (int i = 0; i < copies.Length; i++)
                {
                    copies[i] = TimeSpan.FromMilliseconds(1 + (random.NextDouble() * 60));
                }

                return copies;
            };

            pair.Run();

            Assert.True(BothConnected(pair), $"seed {seed}: {pair.Server.Failure}, {pair.Client.Failure}");
            Assert.Equal(DtlsPair.Keys(pair.Client), DtlsPair.Keys(pair.Server));
        }
    }

    private static bool BothConnected(DtlsPair pair) =>
        pair.Client.State == DtlsState.Connected && pair.Server.State == DtlsState.Connected;
}
