using System.Net;
using Vod.Media.Ice;
using Vod.Media.Timing;

namespace Vod.Media.Simulation.Browser;

/// <summary>The controlling client of the scripted browser against the lite agent of the core, over a seeded lossy link.</summary>
public sealed class IceControllingClientTests
{
    private static readonly TransportAddress BrowserAddress = TransportAddress.From(IPAddress.Parse("198.51.100.7"), 50000);

    private readonly byte[] _datagram = new byte[IceControllingClient.MaxDatagramLength];
    private readonly byte[] _response = new byte[IceLiteAgent.MaxResponseLength];

    [Fact]
    public void Two_round_trips_connect_both_sides()
    {
        (IceControllingClient client, IceLiteAgent agent) = Pair(new Random(1));
        client.Start(MonotonicTime.Zero);
        Run(client, agent, MonotonicTime.Zero, MonotonicTime.Zero, () => false);

        Assert.Equal(IceControllingClient.Phase.Connected, client.State);
        Assert.Equal(IceState.Connected, agent.State);
        Assert.Equal(BrowserAddress, agent.SelectedAddress);
        Assert.Equal(BrowserAddress, client.MappedAddress);
        Assert.Equal(2, client.Sent);
    }

    [Fact]
    public void A_third_of_the_packets_lost_neither_prevents_the_connection_nor_breaks_it()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            Random random = new(seed);
            (IceControllingClient client, IceLiteAgent agent) = Pair(random);
            client.Start(MonotonicTime.Zero);
            Run(client, agent, MonotonicTime.Zero, MonotonicTime.Zero + TimeSpan.FromMinutes(2), () => random.Next(3) == 0);
            Assert.True(agent.Failure == IceFailure.None && agent.SelectedAddress == BrowserAddress, $"seed {seed}: {agent.State}");
        }
    }

    [Fact]
    public void A_browser_that_stops_loses_its_stream_after_the_consent_period()
    {
        (IceControllingClient client, IceLiteAgent agent) = Pair(new Random(1));
        client.Start(MonotonicTime.Zero);
        MonotonicTime stop = MonotonicTime.Zero + TimeSpan.FromSeconds(9);
        Run(client, agent, MonotonicTime.Zero, stop, () => false);
        client.Stop();
        Run(client, agent, stop, stop + TimeSpan.FromMinutes(1), () => false);

        // Two checks at 0, then one at 2.5, 5 and 7.5 s; the consent of the last one lasts 30 s.
        Assert.Equal(5, client.Sent);
        Assert.Equal(IceFailure.ConsentExpired, agent.Failure);
    }

    [Fact]
    public void A_response_made_with_another_password_is_ignored()
    {
        IceLiteAgent agent = new(Credentials(2), IceTimeouts.Default, MonotonicTime.Zero);
        IceControllingClient client = new("A1mm", Credentials(2).Ufrag, Credentials(3).Password, new Random(1));
        client.Start(MonotonicTime.Zero);
        Run(client, agent, MonotonicTime.Zero, MonotonicTime.Zero + TimeSpan.FromSeconds(20), () => false);

        Assert.Equal(IceControllingClient.Phase.Checking, client.State);
        Assert.Equal(IceFailure.ConnectTimeout, agent.Failure);
        Assert.True(agent.Drops(IceDropReason.BadIntegrity) > 1);
    }

    private static (IceControllingClient Client, IceLiteAgent Agent) Pair(Random random)
    {
        IceCredentials server = Credentials(1);
        return (new IceControllingClient("A1mm", server.Ufrag, server.Password, random),
            new IceLiteAgent(server, IceTimeouts.Default, MonotonicTime.Zero));
    }

    private static IceCredentials Credentials(int seed)
    {
        byte[] bytes = new byte[IceCredentials.RandomLength];
        new Random(seed).NextBytes(bytes);
        return IceCredentials.FromRandom(bytes);
    }

    private void Run(IceControllingClient client, IceLiteAgent agent, MonotonicTime from, MonotonicTime to, Func<bool> isLost)
    {
        MonotonicTime now = from;
        while (true)
        {
            while (client.TryPollTransmit(_datagram, out int length))
            {
                if (isLost())
                {
                    continue;
                }

                agent.HandleDatagram(_datagram.AsSpan(0, length), BrowserAddress, now, _response, out int responseLength);
                if (responseLength > 0 && !isLost())
                {
                    client.HandleDatagram(_response.AsSpan(0, responseLength), now);
                }
            }

            now = MonotonicTime.Min(client.NextTimeout, agent.NextTimeout);
            if (now.IsNever || now > to)
            {
                return;
            }

            client.HandleTimeout(now);
            agent.HandleTimeout(now);
        }
    }
}
