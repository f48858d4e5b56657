using Vod.Media.Engine;
using Vod.Media.Peer;
using Vod.Media.Rtp;
using Vod.Media.Simulation.Browser;
using Vod.Media.Simulation.Network;
using Vod.Media.Timing;

namespace Vod.Media.Simulation.Scenarios;

/// <summary>A viewer with a timeline of its own moves about in it: what is sent is the right picture at the right time, and the stream never goes back.</summary>
public sealed class SteeringTests
{
    private const int Frames = 300;
    private const int FrameTicks = 3000;
    private const int SoundTicks = 960;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(7.5, 225)]
    [InlineData(0.0, 0)]
    [InlineData(1.0, 30)]
    [InlineData(6.99, 209)]
    public void A_seek_shows_the_picture_of_that_moment_and_goes_on_from_there(double seconds, int frame)
    {
        using PlaybackSimulation simulation = Playing(TimeSpan.FromSeconds(2.345));
        int before = simulation.Browser.Video.Pictures.Count;
        MonotonicTime at = simulation.Now;

        Assert.True(simulation.Steer((server, now) => server.Seek(TimeSpan.FromSeconds(seconds), now)));
        Finish(simulation);

        List<ReceivedAccessUnit> pictures = simulation.Browser.Video.Pictures;
        int key = frame - (frame % SimulatedFile.FramesPerGroup);
        List<int> after = [.. pictures.Skip(before).Select(picture => FrameOf(simulation, picture))];
        int first = after.IndexOf(key);
        Assert.InRange(first, 0, 2);
        Assert.Equal(Enumerable.Range(key, Frames - key), after.Skip(first));
        AssertForward(simulation);

        // What leads up to the moment is pressed together, and what follows keeps its distances.
        List<int> steps = [.. Steps(pictures.Skip(before + first))];
        Assert.All(steps.Take(frame - key - 1), static step => Assert.InRange(step, 1, FrameTicks / 6));
        Assert.All(steps.Skip(frame - key + 1), static step => Assert.Equal(FrameTicks, step));
        MonotonicTime shown = simulation.Browser.Video.FirstPacketAt[pictures[before + first + frame - key].Timestamp];
        Assert.InRange((shown - at).TotalMilliseconds, 0, 100);
        AssertInStep(simulation, TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public void Sound_goes_on_without_overlapping_what_was_sent()
    {
        using PlaybackSimulation simulation = Playing(TimeSpan.FromSeconds(2.345));

        simulation.Steer(static (server, now) => server.Seek(TimeSpan.FromSeconds(5.005), now));
        Finish(simulation);

        int[] steps = [.. Steps(simulation.Browser.AudioArrivals)];
        Assert.All(steps.Where(static step => step != SoundTicks), static step => Assert.InRange(step, SoundTicks, 3 * SoundTicks));
        Assert.InRange(steps.Count(static step => step != SoundTicks), 0, 1);
    }

    [Fact]
    public void A_pause_sends_no_media_and_is_as_long_in_the_timestamps()
    {
        using PlaybackSimulation simulation = Playing(TimeSpan.FromSeconds(2.345));
        Assert.True(simulation.Steer(static (server, now) => server.Pause(now)));
        simulation.RunFor(TimeSpan.FromMilliseconds(100));
        int pictures = simulation.Browser.Video.Pictures.Count;
        int sounds = simulation.Browser.AudioArrivals.Count;
        TimeSpan position = simulation.Server.PositionAt(simulation.Now)!.Value;

        simulation.RunFor(TimeSpan.FromSeconds(20));

        Assert.Equal((pictures, sounds), (simulation.Browser.Video.Pictures.Count, simulation.Browser.AudioArrivals.Count));
        Assert.Equal(position, simulation.Server.PositionAt(simulation.Now));
        Assert.True(simulation.Steer(static (server, now) => server.Resume(now)));
        Finish(simulation);
        Assert.Equal(Enumerable.Range(0, Frames), simulation.Browser.Video.Pictures.Select(picture => FrameOf(simulation, picture)));
        AssertPausedOnce(Steps(simulation.Browser.Video.Pictures), FrameTicks, 90_000);
        AssertPausedOnce(Steps(simulation.Browser.AudioArrivals), SoundTicks, 48_000);
        AssertInStep(simulation, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void A_seek_in_a_pause_shows_its_picture_and_no_more()
    {
        using PlaybackSimulation simulation = Playing(TimeSpan.FromSeconds(2.345));
        simulation.Steer(static (server, now) => server.Pause(now));
        simulation.RunFor(TimeSpan.FromMilliseconds(100));
        int sounds = simulation.Browser.AudioArrivals.Count;

        simulation.Steer(static (server, now) => server.Seek(TimeSpan.FromSeconds(6.5), now));
        simulation.RunFor(TimeSpan.FromSeconds(5));

        Assert.Equal(195, FrameOf(simulation, simulation.Browser.Video.Pictures[^1]));
        Assert.InRange(simulation.Browser.AudioArrivals.Count - sounds, 0, 1);
        simulation.Steer(static (server, now) => server.Resume(now));
        int shown = simulation.Browser.Video.Pictures.Count;
        Finish(simulation);
        Assert.Equal(Enumerable.Range(196, Frames - 196), simulation.Browser.Video.Pictures.Skip(shown).Select(picture => FrameOf(simulation, picture)));
        AssertForward(simulation);
        AssertInStep(simulation, TimeSpan.FromSeconds(7));
    }

    [Theory]
    [InlineData(2.0, 1500)]
    [InlineData(0.5, 6000)]
    [InlineData(1.5, 2000)]
    public void Another_speed_changes_the_distances_and_leaves_the_sound_out(double speed, int step)
    {
        using PlaybackSimulation simulation = Playing(TimeSpan.FromSeconds(2));
        Assert.True(simulation.Steer((server, now) => server.SetSpeed(speed, now)));
        int pictures = simulation.Browser.Video.Pictures.Count;
        simulation.RunFor(TimeSpan.FromMilliseconds(100));
        int sounds = simulation.Browser.AudioArrivals.Count;

        simulation.RunFor(TimeSpan.FromSeconds(2));

        Assert.Equal(sounds, simulation.Browser.AudioArrivals.Count);
        Assert.All(Steps(simulation.Browser.Video.Pictures.Skip(pictures + 2)), taken => Assert.InRange(taken, step - 1, step + 1));
        Assert.InRange(simulation.Server.PositionAt(simulation.Now)!.Value.TotalSeconds, 2 + (2.1 * speed) - 0.1, 2 + (2.1 * speed) + 0.1);

        Assert.True(simulation.Steer(static (server, now) => server.SetSpeed(1, now)));
        Finish(simulation);
        Assert.Equal(Enumerable.Range(0, Frames), simulation.Browser.Video.Pictures.Select(picture => FrameOf(simulation, picture)));
        AssertForward(simulation);
        AssertInStep(simulation, TimeSpan.FromSeconds(7));
    }

    [Fact]
    public void A_film_at_twice_its_speed_ends_in_half_of_its_time()
    {
        using PlaybackSimulation simulation = Playing(TimeSpan.FromSeconds(2));
        MonotonicTime at = simulation.Now;

        simulation.Steer(static (server, now) => server.SetSpeed(2, now));
        Finish(simulation);

        Assert.InRange((simulation.Now - at).TotalSeconds, 4, 5);
    }

    [Theory]
    [InlineData(0.49)]
    [InlineData(2.01)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_speed_out_of_bounds_is_refused(double speed)
    {
        using PlaybackSimulation simulation = Playing(TimeSpan.FromSeconds(1));

        Assert.False(simulation.Steer((server, now) => server.SetSpeed(speed, now)));
    }

    [Fact]
    public void A_seek_beyond_the_end_is_the_end()
    {
        using PlaybackSimulation simulation = Playing(TimeSpan.FromSeconds(1));
        MonotonicTime at = simulation.Now;

        simulation.Steer(static (server, now) => server.Seek(TimeSpan.FromHours(1), now));
        Finish(simulation);

        Assert.InRange((simulation.Now - at).TotalSeconds, 0, 1);
        Assert.Equal(Frames - 1, FrameOf(simulation, simulation.Browser.Video.Pictures[^1]));
    }

    [Fact]
    public void One_who_seeks_before_the_start_starts_there()
    {
        using PlaybackSimulation simulation = new(7, PathConditions.Clean, new SimulationOptions { Frames = Frames });
        Assert.True(simulation.Steer(static (server, now) => server.Seek(TimeSpan.FromSeconds(4.5), now)));

        Finish(simulation);

        Assert.Equal(Enumerable.Range(120, Frames - 120), simulation.Browser.Video.Pictures.Select(picture => FrameOf(simulation, picture)));
        AssertInStep(simulation, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_shared_timeline_takes_no_orders()
    {
        using PlaybackSimulation simulation = new(7, PathConditions.Clean, new SimulationOptions { Frames = Frames, SharedFor = TimeSpan.FromSeconds(1) });
        simulation.RunUntil(() => simulation.PlayingAt is not null, Limit);

        Assert.False(simulation.Steer(static (server, now) => server.Seek(TimeSpan.Zero, now)));
        Assert.False(simulation.Steer(static (server, now) => server.Pause(now)));
        Assert.False(simulation.Steer(static (server, now) => server.Resume(now)));
        Assert.False(simulation.Steer(static (server, now) => server.SetSpeed(2, now)));
    }

    [Theory]
    [InlineData(100)]
    public void Whatever_a_viewer_does_the_stream_goes_forward_and_stays_in_step(int runs)
    {
        for (int seed = 0; seed < runs; seed++)
        {
            Random random = new(seed);
            PathConditions path = seed % 2 == 0 ? PathConditions.Clean : new PathConditions { Loss = 0.03, Duplication = 0.01 };
            using PlaybackSimulation simulation = new(seed, path, new SimulationOptions { Frames = Frames, StorageDelay = TimeSpan.FromMilliseconds(seed % 3 * 20) });
            simulation.RunUntil(() => simulation.PlayingAt is not null, Limit);
            for (int i = 0; i < 12 && simulation.Ended is null; i++)
            {
                simulation.RunFor(TimeSpan.FromMilliseconds(random.Next(1, 700)));
                simulation.Steer((server, now) => random.Next(5) switch
                {
                    0 => server.Pause(now),
                    1 => server.Resume(now),
                    2 => server.SetSpeed(0.5 + (random.NextDouble() * 1.5), now),
                    3 => server.SetSpeed(1, now),
                    _ => server.Seek(TimeSpan.FromSeconds(random.NextDouble() * 9), now),
                });
            }

            simulation.Steer(static (server, now) => server.SetSpeed(1, now));
            simulation.Steer(static (server, now) => server.Resume(now));
            TimeSpan from = (simulation.Server.PositionAt(simulation.Now) ?? TimeSpan.Zero) + TimeSpan.FromSeconds(1);
            Finish(simulation);
            AssertForward(simulation);
            AssertInStep(simulation, from);
        }
    }

    private static PlaybackSimulation Playing(TimeSpan time)
    {
        PlaybackSimulation simulation = new(7, PathConditions.Clean, new SimulationOptions { Frames = Frames });
        simulation.RunUntil(() => simulation.PlayingAt is not null, Limit);
        simulation.RunFor(time);
        return simulation;
    }

    private static void Finish(PlaybackSimulation simulation)
    {
        simulation.Run(Limit);
        simulation.Settle();
        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
    }

    private static int FrameOf(PlaybackSimulation simulation, ReceivedAccessUnit picture) =>
        Enumerable.Range(0, Frames).First(frame => simulation.File.NalUnit(frame).SequenceEqual(picture.NalUnits[^1]));

    private static IEnumerable<int> Steps(IEnumerable<ReceivedAccessUnit> pictures) =>
        pictures.Zip(pictures.Skip(1), static (before, picture) => picture.Timestamp - before.Timestamp);

    private static IEnumerable<int> Steps(List<(RtpTimestamp Timestamp, MonotonicTime At)> sounds) =>
        sounds.Zip(sounds.Skip(1), static (before, sound) => sound.Timestamp - before.Timestamp);

    // 20.1 s long: the pause, and the time before it was looked at.
    private static void AssertPausedOnce(IEnumerable<int> steps, int usual, int rate)
    {
        int pause = Assert.Single(steps, step => step != usual);
        Assert.InRange((pause - usual) / (double)rate, 20.05, 20.15);
    }

    private static void AssertForward(PlaybackSimulation simulation)
    {
        Assert.All(Steps(simulation.Browser.Video.Pictures), static step => Assert.True(step > 0));
        uint[] sounds = [.. simulation.Browser.AudioByTimestamp.Keys.Select(timestamp => timestamp - simulation.AudioStream.TimestampOrigin.Value).Order()];
        Assert.All(sounds.Zip(sounds.Skip(1), static (before, sound) => sound - before), static step => Assert.True(step >= SoundTicks));
    }

    /// <summary>Sound and picture of one moment of the file have one time in the stream, near the end of it.</summary>
    private static void AssertInStep(PlaybackSimulation simulation, TimeSpan from)
    {
        List<ReceivedAccessUnit> pictures = simulation.Browser.Video.Pictures;
        List<(TimeSpan Offset, int Frame)> offsets = [];
        for (int i = pictures.Count - 1; i >= 0 && pictures.Count - i < 40; i--)
        {
            int frame = FrameOf(simulation, pictures[i]);
            TimeSpan position = TimeSpan.FromSeconds(frame / (double)SimulatedFile.FramesPerSecond);
            if (position >= from && pictures[i].IsComplete)
            {
                offsets.Add((StreamTime(pictures[i].Timestamp, simulation.VideoStream, RtpClock.VideoRate) - position, frame));
            }
        }

        (RtpTimestamp timestamp, _) = simulation.Browser.AudioArrivals[^1];
        byte[] payload = simulation.Browser.AudioByTimestamp[timestamp.Value];
        int packet = Enumerable.Range(0, simulation.File.PacketCount).Last(i => simulation.File.Packet(i).SequenceEqual(payload));
        TimeSpan sound = StreamTime(timestamp, simulation.AudioStream, RtpClock.OpusRate) - TimeSpan.FromMilliseconds(20 * packet);
        Assert.All(offsets, offset => Assert.InRange((offset.Offset - sound).TotalMilliseconds, -1, 1));
    }

    private static TimeSpan StreamTime(RtpTimestamp timestamp, RtpStream stream, uint rate) =>
        TimeSpan.FromSeconds((timestamp - stream.TimestampOrigin) / (double)rate);
}
