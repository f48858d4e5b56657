using Vod.Media.Engine;
using Vod.Media.Peer;
using Vod.Media.Rtp;
using Vod.Media.Simulation.Browser;
using Vod.Media.Simulation.Network;
using Vod.Media.Timing;

namespace Vod.Media.Simulation.Scenarios;

/// <summary>A timeline that runs whether or not anybody watches: viewers join it in the middle, and are in step with it whatever happens to them.</summary>
public sealed class SharedTimelineTests
{
    private const int Group = SimulatedFile.FramesPerGroup;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan TwoSeconds = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.5, 0)]
    [InlineData(3.9, 3)]
    [InlineData(7.01, 7)]
    public void A_late_viewer_gets_everything_from_the_key_frame_on_and_nothing_before(double age, int group)
    {
        using PlaybackSimulation simulation = Joined(300, age);

        simulation.Run(Limit);
        simulation.Settle();

        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        List<ReceivedAccessUnit> pictures = simulation.Browser.Video.Pictures;
        Assert.Equal(300 - (group * Group), pictures.Count);
        for (int i = 0; i < pictures.Count; i++)
        {
            Assert.True(pictures[i].IsComplete);
            Assert.True(simulation.File.NalUnit((group * Group) + i).SequenceEqual(pictures[i].NalUnits[^1]), $"picture {i} differs");
        }
    }

    [Fact]
    public void The_pictures_before_now_are_pressed_together_and_those_after_it_are_shown_when_they_are_due()
    {
        using PlaybackSimulation simulation = Joined(300, 3.9);
        simulation.RunUntil(() => simulation.PlayingAt is not null, Limit);
        TimeSpan joinedAt = simulation.SharedPosition;

        simulation.Run(Limit);
        simulation.Settle();

        List<ReceivedAccessUnit> pictures = simulation.Browser.Video.Pictures;
        int[] steps = [.. pictures.Zip(pictures.Skip(1), static (before, picture) => picture.Timestamp - before.Timestamp)];
        int pressed = (int)(joinedAt.TotalSeconds * SimulatedFile.FramesPerSecond) - (3 * Group);
        Assert.All(steps[..pressed], static step => Assert.Equal(PictureTimestamps.MinStep, step));
        Assert.InRange(steps[pressed], PictureTimestamps.MinStep, 3000);
        Assert.All(steps[(pressed + 1)..], static step => Assert.Equal(3000, step));
        AssertInStep(simulation, after: joinedAt + TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    public void The_first_picture_of_a_late_viewer_comes_at_once_and_the_live_one_within_half_a_second()
    {
        // 29 of 30 pictures of a group have been missed.
        using PlaybackSimulation simulation = Joined(300, 3.95);
        simulation.RunUntil(() => simulation.Browser.IsConnected, Limit);
        MonotonicTime connected = simulation.Now;

        simulation.RunUntil(() => simulation.Browser.Video.Pictures.Count > 0, Limit);
        Assert.InRange((simulation.Now - connected).TotalMilliseconds, 0, 80);

        simulation.RunUntil(() => simulation.Browser.Video.Pictures.Count > 0 && BehindLive(simulation) < TimeSpan.FromMilliseconds(50), Limit);
        Assert.InRange((simulation.Now - connected).TotalMilliseconds, 0, 500);
    }

    [Fact]
    public void Sound_and_picture_of_a_late_viewer_belong_to_one_moment()
    {
        using PlaybackSimulation simulation = Joined(300, 3.9);

        simulation.Run(Limit);
        simulation.Settle();

        RtpTimestamp firstSound = simulation.Browser.AudioArrivals[0].Timestamp;
        double firstPosition = (firstSound - simulation.AudioStream.TimestampOrigin) / 48_000.0;
        Assert.InRange(firstPosition, 3.9, 4.2);
        foreach ((RtpTimestamp timestamp, MonotonicTime at) in simulation.Browser.AudioArrivals)
        {
            double position = (timestamp - simulation.AudioStream.TimestampOrigin) / 48_000.0;
            double live = (at - simulation.StartedAt + simulation.Options.SharedFor!.Value).TotalSeconds;

            // Sound goes with the picture before it, so some of it comes before its time.
            Assert.InRange(live - position, -PlaybackPeer.MaxSoundLead.TotalSeconds, 0.05);
        }
    }

    [Fact]
    public void Sound_that_is_not_ready_does_not_hold_up_the_picture_of_a_shared_stream()
    {
        using PlaybackSimulation simulation = new(
            1, PathConditions.Clean, new() { Frames = 300, SharedFor = TimeSpan.FromSeconds(3.9), AudioNotReady = .., AudioReadyAfter = TwoSeconds });

        simulation.RunUntil(() => simulation.Browser.Video.Pictures.Count > 0, Limit);
        Assert.InRange(simulation.Now - simulation.StartedAt, TimeSpan.Zero, TimeSpan.FromMilliseconds(500));

        simulation.Run(Limit);
        simulation.Settle();
        Assert.InRange(LargestAudioBurst(simulation), 1, 12);
    }

    [Theory]
    [InlineData(30, 1000)]
    [InlineData(31, 100)]
    [InlineData(7, 300)]
    [InlineData(1, 300)]
    public void The_laps_of_a_loop_follow_each_other_without_a_missing_or_repeated_picture_or_sound(int frames, int laps)
    {
        using PlaybackSimulation simulation = new(2, PathConditions.Clean, new() { Frames = frames, SharedFor = TimeSpan.Zero, Loops = true });
        int packets = simulation.File.PacketCount;
        TimeSpan period = simulation.File.LoopPeriod.Duration;

        simulation.RunUntil(() => simulation.PlayingAt is not null, Limit);
        int firstLap = (int)(simulation.SharedPosition / period);

        simulation.RunUntil(() => simulation.SharedPosition > (period * (firstLap + laps)) + TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));

        List<ReceivedAccessUnit> pictures = simulation.Browser.Video.Pictures;
        Assert.InRange(pictures.Count, frames * laps, (frames * laps) + 5);
        for (int i = 0; i < pictures.Count; i++)
        {
            Assert.True(pictures[i].IsComplete);
            Assert.True(simulation.File.NalUnit(i % frames).SequenceEqual(pictures[i].NalUnits[^1]), $"picture {i} differs");
        }

        // From where the viewer was in step on, timestamps are those of the presentation: nothing drifts over the joins.
        for (int i = frames; i < pictures.Count; i++)
        {
            long expected = ((firstLap + (i / frames)) * period.Ticks * 9 / 1000) + (i % frames * 3000L);
            Assert.Equal(simulation.VideoStream.TimestampOrigin + expected, pictures[i].Timestamp);
        }

        AssertEverySound(simulation, packets, period);
        AssertInStep(simulation, after: TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_viewer_who_is_there_before_the_beginning_waits_for_it(bool loops)
    {
        using PlaybackSimulation simulation = new(4, PathConditions.Clean, new() { Frames = 60, SharedFor = -TwoSeconds, Loops = loops });

        simulation.RunUntil(() => simulation.SharedPosition > TimeSpan.FromMilliseconds(-10), Limit);
        Assert.Equal(TimeSpan.Zero, simulation.Server.PositionAt(simulation.Now));
        Assert.Empty(simulation.Browser.Video.FirstPacketAt);
        simulation.RunUntil(() => simulation.Browser.Video.Pictures.Count == 59, Limit);

        Assert.All(Enumerable.Range(0, 59), i => Assert.True(simulation.File.NalUnit(i).SequenceEqual(simulation.Browser.Video.Pictures[i].NalUnits[^1])));
        AssertInStep(simulation, after: TimeSpan.Zero);
    }

    [Fact]
    public void A_viewer_who_joins_a_later_lap_is_in_step_with_it()
    {
        using PlaybackSimulation simulation = new(3, PathConditions.Clean, new() { Frames = 90, SharedFor = TimeSpan.FromSeconds(3600.4), Loops = true });

        Assert.Null(simulation.Server.PositionAt(simulation.Now));
        simulation.RunUntil(() => simulation.Browser.Video.Pictures.Count == 500, Limit);

        Assert.Equal(simulation.SharedPosition.Ticks % simulation.File.LoopPeriod.Duration.Ticks, simulation.Server.PositionAt(simulation.Now)?.Ticks);
        Assert.True(simulation.File.NalUnit(0).SequenceEqual(simulation.Browser.Video.Pictures[0].NalUnits[^1]));
        AssertInStep(simulation, after: TimeSpan.FromSeconds(3602));
    }

    [Fact]
    public void A_loop_over_bad_paths_goes_on_for_every_viewer()
    {
        Parallel.For(0, 100, seed =>
        {
            PathConditions path = new() { Loss = 0.02, Duplication = 0.01, Delay = TimeSpan.FromMilliseconds(20) };
            using PlaybackSimulation simulation = new(seed, path, new() { Frames = 45, SharedFor = TimeSpan.FromSeconds(seed * 0.37), Loops = true });
            try
            {
                simulation.RunUntil(() => simulation.Browser.Video.Pictures.Count >= 300, Limit);
                Assert.Equal(0, simulation.Browser.Rejected);
                Assert.InRange(BehindLive(simulation), TimeSpan.FromMilliseconds(-50), TimeSpan.FromMilliseconds(400));
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"seed {seed}", exception);
            }
        });
    }

    [Theory]
    [InlineData(300, 9.5, 10)]
    [InlineData(300, 9.5, 50)]
    [InlineData(60, 2.9, 50)]
    public void What_the_path_loses_of_a_long_burst_is_sent_again(int group, double age, int delay)
    {
        // 2.3 Mbit/s. By the time a loss is told of, the burst is megabytes further.
        SimulationOptions options = new() { Frames = 900, FramesPerGroup = group, LargestPicture = 18_000, SharedFor = TimeSpan.FromSeconds(age) };
        Parallel.For(0, 20, seed =>
        {
            PathConditions path = new() { Loss = 0.01, Delay = TimeSpan.FromMilliseconds(delay) };
            using PlaybackSimulation simulation = new(seed, path, options);
            try
            {
                simulation.RunUntil(() => simulation.PlayingAt is not null, Limit);
                simulation.RunUntil(() => simulation.Now - simulation.PlayingAt >= TwoSeconds, Limit);
                Assert.True(simulation.Browser.Video.Asked > 0);
                Assert.InRange(BehindLive(simulation), TimeSpan.FromMilliseconds(-50), TimeSpan.FromMilliseconds(400));
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"seed {seed}", exception);
            }
        });
    }

    [Fact]
    public void A_viewer_who_comes_after_the_end_is_told_so()
    {
        using PlaybackSimulation simulation = Joined(60, age: 100);

        simulation.Run(TimeSpan.FromSeconds(5));

        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
    }

    [Fact]
    public void A_machine_that_stood_still_is_back_in_step_at_once()
    {
        using PlaybackSimulation simulation = Joined(300, age: 0);
        simulation.RunUntil(() => simulation.Browser.Video.Pictures.Count == 100, Limit);

        simulation.Freeze(TimeSpan.FromSeconds(3.5));
        TimeSpan thawed = simulation.SharedPosition;
        simulation.Run(Limit);
        simulation.Settle();

        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        Assert.InRange(LargestAudioBurst(simulation), 1, 3);
        AssertInStep(simulation, after: thawed + TimeSpan.FromSeconds(0.5));

        // The groups that have passed meanwhile are not sent, and what leads up to the moment takes no room on the timeline.
        Assert.InRange(simulation.Browser.Video.Pictures.Count, 300 - (3 * Group) - 10, 300 - Group);
        Assert.InRange((thawed - PositionOf(simulation, simulation.Browser.Video.Pictures[100].Timestamp)).TotalMilliseconds, 0, 50);
    }

    [Fact]
    public void A_key_frame_that_was_asked_for_while_the_machine_stood_still_does_not_bring_back_what_has_passed()
    {
        using PlaybackSimulation simulation = Joined(300, age: 0);
        simulation.RunUntil(() => simulation.Browser.Video.Pictures.Count == 100, Limit);

        simulation.RequestKeyFrame();
        simulation.Freeze(TimeSpan.FromSeconds(3.5));
        simulation.Settle();
        simulation.Run(Limit);
        simulation.Settle();

        Assert.InRange(simulation.Browser.Video.Pictures.Count, 300 - (3 * Group) - 10, 300 - Group);
    }

    [Fact]
    public void A_storage_that_was_late_leaves_the_viewer_in_step()
    {
        using PlaybackSimulation simulation = new(
            5, PathConditions.Clean, new() { Frames = 300, SharedFor = TimeSpan.Zero, Storage = static read => read == 4 ? new(TwoSeconds) : null });

        simulation.Run(Limit);
        simulation.Settle();

        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        AssertInStep(simulation, after: TimeSpan.FromSeconds(5));

        // The sound has not waited.
        List<MonotonicTime> arrivals = [.. simulation.Browser.AudioArrivals.Select(static arrival => arrival.At)];
        Assert.All(arrivals.Zip(arrivals.Skip(1)), static pair => Assert.InRange((pair.Second - pair.First).TotalMilliseconds, 0, 45));
    }

    [Fact]
    public void Nothing_is_allocated_per_packet_on_a_shared_timeline_in_a_loop()
    {
        using PlaybackSimulation simulation = new(6, PathConditions.Clean, new() { Frames = 60, SharedFor = TimeSpan.FromSeconds(1.5), Loops = true });
        simulation.RunUntil(() => simulation.Browser.Video.Pictures.Count == 150, Limit);

        // A collection that other tests have caused empties the pool of arrays now and then; what is allocated per packet is in every window.
        long least = long.MaxValue;
        for (int window = 1; window <= 3; window++)
        {
            simulation.ForgetServerAllocation();
            simulation.RunUntil(() => simulation.Browser.Video.Pictures.Count == 150 + (120 * window), Limit);
            least = Math.Min(least, simulation.ServerAllocation);
        }

        Assert.True(simulation.ServerCalls > 300);
        Assert.Equal(0, least);
    }

    private static PlaybackSimulation Joined(int frames, double age) =>
        new(1, PathConditions.Clean, new() { Frames = frames, SharedFor = TimeSpan.FromSeconds(age) });

    private static TimeSpan BehindLive(PlaybackSimulation simulation) =>
        simulation.SharedPosition - PositionOf(simulation, simulation.Browser.Video.Pictures[^1].Timestamp);

    private static TimeSpan PositionOf(PlaybackSimulation simulation, RtpTimestamp timestamp) =>
        TimeSpan.FromSeconds(unchecked(timestamp.Value - simulation.VideoStream.TimestampOrigin.Value) / 90_000.0);

    // Every picture that came later than a moment came when it was due, a path and the pacer's spread later.
    private static void AssertInStep(PlaybackSimulation simulation, TimeSpan after)
    {
        int checkedPictures = 0;
        foreach ((RtpTimestamp timestamp, MonotonicTime arrival) in simulation.Browser.Video.FirstPacketAt)
        {
            TimeSpan live = arrival - simulation.StartedAt + simulation.Options.SharedFor!.Value;
            if (live > after)
            {
                TimeSpan late = live - PositionOf(simulation, timestamp) - PathConditions.Clean.Delay;
                Assert.InRange(late.TotalMilliseconds, -1, 45);
                checkedPictures++;
            }
        }

        Assert.True(checkedPictures > 10);
    }

    private static void AssertEverySound(PlaybackSimulation simulation, int packets, TimeSpan period)
    {
        List<(RtpTimestamp Timestamp, MonotonicTime At)> arrivals = simulation.Browser.AudioArrivals;
        long periodTicks = period.Ticks * 48 / 10_000;
        long offset = arrivals[0].Timestamp - simulation.AudioStream.TimestampOrigin;
        long first = (offset / periodTicks * packets) + (offset % periodTicks / 960);
        for (int i = 0; i < arrivals.Count; i++)
        {
            long number = first + i;
            long expected = (number / packets * periodTicks) + (number % packets * 960);
            Assert.Equal(simulation.AudioStream.TimestampOrigin + expected, arrivals[i].Timestamp);
            Assert.True(simulation.File.Packet((int)(number % packets)).SequenceEqual(simulation.Browser.AudioByTimestamp[arrivals[i].Timestamp.Value]));
        }
    }

    private static int LargestAudioBurst(PlaybackSimulation simulation) =>
        simulation.Browser.AudioArrivals.CountBy(static arrival => arrival.At).Max(static pair => pair.Value);
}
