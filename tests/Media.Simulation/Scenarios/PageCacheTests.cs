using Vod.Media.Simulation.Browser;
using Vod.Media.Simulation.Network;

namespace Vod.Media.Simulation.Scenarios;

/// <summary>Files that the operating system has in memory, as a whole, in part or not at all.</summary>
public sealed class PageCacheTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public void What_is_in_memory_is_never_waited_for()
    {
        using PlaybackSimulation simulation = Play(static (_, _) => true);

        Assert.Equal(0, simulation.Reads);
    }

    [Fact]
    public void What_is_to_come_is_brought_into_memory_before_its_time()
    {
        using PlaybackSimulation simulation = Play(static (_, _) => true);

        List<(long Offset, long End)> expected = simulation.File.Expected;
        Assert.InRange(expected.Count, 2, 20);
        Assert.All(expected.Zip(expected.Skip(1)), static pair => Assert.InRange(pair.Second.Offset, pair.First.Offset, pair.First.End));
        Assert.True(expected[^1].End >= simulation.File.Track.Samples.GetSample(simulation.Options.Frames - 1).Offset);
    }

    [Fact]
    public void What_is_not_in_memory_is_read_and_nothing_else_is()
    {
        long from = 0;
        long to = 0;
        using PlaybackSimulation simulation = new(7, PathConditions.Clean, new() { Frames = 600, Resident = (_, offset) => offset < from || offset > to });
        from = simulation.File.Track.Samples.GetSample(200).Offset;
        to = simulation.File.Track.Samples.GetSample(290).Offset;
        Finish(simulation);

        long read = to - from;
        Assert.InRange(simulation.ReadBytes, read, read * 2);
    }

    [Fact]
    public void A_file_that_is_never_in_memory_is_read_as_far_ahead_as_always()
    {
        using PlaybackSimulation simulation = Play(static (_, _) => false);
        using PlaybackSimulation plain = Play(null);

        Assert.InRange(simulation.Reads, plain.Reads, plain.Reads * 2);
    }

    [Fact]
    public void A_slow_disk_that_was_not_asked_in_time_loses_nothing()
    {
        // Nothing is in memory from one moment on, and what is read takes longer than a picture.
        SimulationOptions options = new()
        {
            Frames = 600,
            Resident = static (simulation, _) => simulation.Now - simulation.StartedAt < TimeSpan.FromSeconds(5),
            StorageDelay = TimeSpan.FromMilliseconds(150),
        };
        using PlaybackSimulation simulation = new(8, PathConditions.Clean, options);

        Finish(simulation);

        Assert.InRange(simulation.Reads, 1, 1000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_that_is_never_in_memory_is_not_late_on_a_slow_disk(bool isShared)
    {
        Assert.InRange(MostPicturesBehind(isShared, static (_, _) => false), 0, MostPicturesBehind(isShared, null));
    }

    [Fact]
    public void A_file_that_is_never_in_memory_is_read_no_more_often_than_one_of_which_nobody_can_tell()
    {
        using PlaybackSimulation simulation = Play(static (_, _) => false);
        using PlaybackSimulation plain = Play(null);

        Assert.Equal((plain.Reads, plain.ReadBytes), (simulation.Reads, simulation.ReadBytes));
    }

    [Fact]
    public void A_loop_that_is_in_memory_is_not_read()
    {
        SimulationOptions options = new() { Frames = 90, Loops = true, SharedFor = TimeSpan.FromSeconds(10), Resident = static (_, _) => true };
        using PlaybackSimulation simulation = new(9, PathConditions.Clean, options);

        simulation.RunUntil(() => simulation.Now - simulation.StartedAt > TimeSpan.FromSeconds(20), Limit);

        Assert.Equal(0, simulation.Reads);
        Assert.InRange(simulation.Browser.Video.Pictures.Count, 19 * SimulatedFile.FramesPerSecond, 22 * SimulatedFile.FramesPerSecond);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(95)]
    public void A_loop_that_comes_and_goes_in_memory_plays_on_in_order(int frames)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            SimulationOptions options = new()
            {
                Frames = frames,
                Loops = true,
                SharedFor = TimeSpan.FromSeconds(10),
                Resident = (now, offset) => ((offset >> 14) + ((now.Now - now.StartedAt).Ticks >> 22) + seed) % 3 != 0,
            };
            using PlaybackSimulation simulation = new(seed, PathConditions.Clean, options);

            simulation.RunUntil(() => simulation.Now - simulation.StartedAt > TimeSpan.FromSeconds(20), Limit);

            List<ReceivedAccessUnit> pictures = simulation.Browser.Video.Pictures;
            Assert.InRange(pictures.Count, 19 * simulation.Options.Frames / simulation.File.LoopPeriod.Duration.TotalSeconds, 24 * SimulatedFile.FramesPerSecond);
            for (int i = 0; i < pictures.Count; i++)
            {
                Assert.True(simulation.File.NalUnit(i % frames).SequenceEqual(pictures[i].NalUnits[^1]), $"seed {seed}, picture {i}");
            }

            Assert.InRange(simulation.Timeouts, 1, 20 * 400);
        }
    }

    // How many pictures were missing at the browser at the worst moment, of those that were due by then.
    private static int MostPicturesBehind(bool isShared, Func<PlaybackSimulation, long, bool>? resident)
    {
        SimulationOptions options = new()
        {
            Frames = 600,
            Resident = resident,
            Storage = static _ => new(TimeSpan.FromMilliseconds(150)),
            SharedFor = isShared ? TimeSpan.FromSeconds(3) : null,
        };
        using PlaybackSimulation simulation = new(10, PathConditions.Clean, options);
        int before = isShared ? 3 * SimulatedFile.FramesPerSecond : 0;
        int behind = 0;
        simulation.RunUntil(
            () =>
            {
                // A burst that begins to play leads up to the moment; it is not what is looked at here.
                if (simulation.PlayingAt is { } start && simulation.Now > start + TimeSpan.FromMilliseconds(500) && simulation.Ended is null)
                {
                    TimeSpan played = isShared ? simulation.SharedPosition : simulation.Now - start;
                    int due = Math.Min(options.Frames, (int)(played.TotalSeconds * SimulatedFile.FramesPerSecond));
                    behind = Math.Max(behind, due - before - simulation.Browser.Video.Pictures.Count);
                }

                return simulation.Ended is not null;
            },
            Limit);
        return behind;
    }

    private static PlaybackSimulation Play(Func<PlaybackSimulation, long, bool>? resident)
    {
        PlaybackSimulation simulation = new(6, PathConditions.Clean, new() { Frames = 600, Resident = resident });
        Finish(simulation);
        return simulation;
    }

    private static void Finish(PlaybackSimulation simulation)
    {
        simulation.Run(Limit);
        simulation.Settle();
        LossyPathTests.AssertEverythingArrived(simulation);
    }
}
