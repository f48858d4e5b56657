using Vod.Media.Engine;
using Vod.Media.Peer;
using Vod.Media.Simulation.Network;
using Vod.Media.Timing;

namespace Vod.Media.Simulation.Scenarios;

/// <summary>A browser that goes to another address in mid-play, with new ICE credentials on both sides (RFC 8445 section 9).</summary>
public sealed class IceRestartTests
{
    private const int Seeds = 300;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TransportAddress Elsewhere = PlaybackSimulation.BrowserAddress with { Port = 40001 };
    private static readonly SimulationOptions FiveSeconds = new() { Frames = 150 };

    [Fact]
    public void No_picture_is_lost_over_a_restart_on_a_bad_path()
    {
        int late = 0;
        Parallel.For(0, Seeds, seed =>
        {
            Random dice = new(seed);
            PathConditions path = new()
            {
                Loss = dice.NextDouble() * 0.05,
                Duplication = dice.NextDouble() * 0.05,
                Delay = TimeSpan.FromMilliseconds(dice.Next(1, 60)),
                Jitter = TimeSpan.FromMilliseconds(seed % 2 * dice.Next(0, 30)),
            };
            using PlaybackSimulation simulation = new(seed, path, FiveSeconds);
            try
            {
                RestartAfter(simulation, TimeSpan.FromMilliseconds(dice.Next(0, 3000)));
                simulation.Run(Limit);
                simulation.Settle();
                AssertMovedOnce(simulation);
                if (simulation.Browser.DroppedBeforeKeys == 0)
                {
                    LossyPathTests.AssertEverythingArrived(simulation);
                }
                else
                {
                    Interlocked.Increment(ref late);
                    LossyPathTests.AssertRecovered(simulation);
                }
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"seed {seed}, {path}", exception);
            }
        });
        Assert.InRange(late, 1, Seeds * 3 / 4);
    }

    [Fact]
    public void On_a_clean_path_nobody_notices()
    {
        using PlaybackSimulation simulation = new(1, PathConditions.Clean, FiveSeconds);
        RestartAfter(simulation, TimeSpan.FromSeconds(2));

        simulation.Run(Limit);
        simulation.Settle();

        AssertMovedOnce(simulation);
        LossyPathTests.AssertEverythingArrived(simulation);
        LossyPathTests.AssertPicturesOnTime(simulation);
        Assert.Equal(0, simulation.Browser.Video.Asked);
    }

    [Fact]
    public void Media_goes_to_the_old_address_until_the_new_one_is_nominated()
    {
        using PlaybackSimulation simulation = new(2, PathConditions.Clean, FiveSeconds);
        RestartAfter(simulation, TimeSpan.FromSeconds(1));
        MonotonicTime restartedAt = simulation.Now;

        simulation.RunUntil(() => !simulation.Browser.Paths.IsRestarting, Limit);

        // Two round trips of checks and responses.
        Assert.Equal(PathConditions.Clean.Delay * 4, simulation.Browser.Paths.MovedAt - restartedAt);
        Assert.Equal([PlaybackSimulation.BrowserAddress, Elsewhere], simulation.MediaPaths.Select(static path => path.To));
        Assert.InRange(simulation.MediaPaths[1].Since - restartedAt, PathConditions.Clean.Delay * 3, PathConditions.Clean.Delay * 3 + TimeSpan.FromMilliseconds(40));
        Assert.Single(simulation.Events, static e => e.Kind == PeerEventKind.Connected);
    }

    [Fact]
    public void A_browser_whose_old_network_is_gone_gets_what_it_missed_over_the_new_one()
    {
        using PlaybackSimulation simulation = new(3, PathConditions.Clean, FiveSeconds);
        simulation.RunUntil(() => simulation.Browser.Video.Pictures.Count > 45, Limit);
        simulation.Unreachable = PlaybackSimulation.BrowserAddress;
        int before = simulation.Browser.Video.Pictures.Count;
        simulation.RunUntil(() => simulation.Now - simulation.PlayingAt > TimeSpan.FromSeconds(1.8), Limit);

        simulation.RestartIce(Elsewhere);
        simulation.Run(Limit);
        simulation.Settle();

        Assert.InRange(before, 46, 50);
        Assert.True(simulation.Browser.Video.Asked > 0, "nothing was missed");
        AssertMovedOnce(simulation);
        LossyPathTests.AssertEverythingArrived(simulation);
    }

    [Fact]
    public void A_restart_that_never_gets_through_ends_nothing()
    {
        // Longer than the consent lasts: the checks on the old path must go on being answered.
        using PlaybackSimulation simulation = new(4, PathConditions.Clean, new SimulationOptions { Frames = 1200 });
        simulation.Unreachable = Elsewhere;
        RestartAfter(simulation, TimeSpan.FromSeconds(1));

        simulation.Run(Limit);
        simulation.Settle();

        Assert.Equal([PlaybackSimulation.BrowserAddress], simulation.MediaPaths.Select(static path => path.To));
        LossyPathTests.AssertEverythingArrived(simulation);
    }

    [Fact]
    public void A_browser_can_move_again_and_again()
    {
        using PlaybackSimulation simulation = new(5, new PathConditions { Loss = 0.02 }, new SimulationOptions { Frames = 300 });
        for (ushort move = 1; move <= 5; move++)
        {
            RestartAfter(simulation, TimeSpan.FromSeconds(1.5 * move), PlaybackSimulation.BrowserAddress with { Port = (ushort)(40000 + move) });
        }

        simulation.Run(Limit);
        simulation.Settle();

        Assert.Equal([40000, 40001, 40002, 40003, 40004, 40005], simulation.MediaPaths.Select(static path => (int)path.To.Port));
        LossyPathTests.AssertEverythingArrived(simulation);
    }

    [Fact]
    public void A_session_that_is_over_is_not_restarted()
    {
        using PlaybackSimulation simulation = new(6, PathConditions.Clean);
        simulation.Run(Limit);

        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        Assert.False(simulation.Server.TryRestartIce(Ice.IceCredentials.FromRandom(new byte[Ice.IceCredentials.RandomLength]), simulation.Now));
    }

    private static void RestartAfter(PlaybackSimulation simulation, TimeSpan position, TransportAddress? from = null)
    {
        simulation.RunUntil(() => simulation.PlayingAt is not null && simulation.Now - simulation.PlayingAt >= position, Limit);
        simulation.RestartIce(from ?? Elsewhere);
    }

    private static void AssertMovedOnce(PlaybackSimulation simulation)
    {
        Assert.Equal([PlaybackSimulation.BrowserAddress, Elsewhere], simulation.MediaPaths.Select(static path => path.To));
        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
    }
}
