using Vod.Media.Bandwidth;
using Vod.Media.Engine;
using Vod.Media.Host.Udp;
using Vod.Media.Host.Udp.Linux;
using Vod.Media.Pacing;
using Vod.Media.Peer;
using Vod.Media.Rtp;
using Vod.Media.Simulation.Browser;
using Vod.Media.Simulation.Network;
using Vod.Media.Timing;

namespace Vod.Media.Simulation.Scenarios;

/// <summary>A worker that is short of time sends what is due soon together with what is due now.</summary>
public sealed class EarlySendingTests
{
    private const int FrameTicks = 3000;
    private const int SoundTicks = 960;
    private const int Seconds = 20;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    // 600 kbit/s: pictures of two or three packets, a key frame of some ten every two seconds.
    private static readonly SimulationOptions Small = new()
    {
        Frames = Seconds * SimulatedFile.FramesPerSecond,
        FramesPerGroup = 60,
        SmallestPicture = 1_900,
        LargestPicture = 2_700,
        SmallestSound = 240,
        LargestKeyFrame = 14_000,
        PathFeedback = PathFeedback.TransportWide,
    };

    // 2.7 Mbit/s.
    private static readonly SimulationOptions Big = Small with { SmallestPicture = 200, LargestPicture = 18_600, LargestKeyFrame = 120_000 };

    [Fact]
    public void A_viewer_of_small_pictures_is_looked_after_nine_times_a_second()
    {
        using PlaybackSimulation on = Played(Small);
        using PlaybackSimulation early = Played(Small with { Lead = PlaybackPeer.MaxLead });

        Assert.InRange(WakesPerSecond(on), 30, 55);
        Assert.InRange(WakesPerSecond(early), 6, 9);
    }

    [Fact]
    public void What_a_viewer_of_small_pictures_is_sent_takes_few_messages()
    {
        using PlaybackSimulation on = Played(Small);
        using PlaybackSimulation early = Played(Small with { Lead = PlaybackPeer.MaxLead });

        Assert.InRange(MessagesPerSecond(on), 45, 60);
        Assert.InRange(MessagesPerSecond(early), 6, 18);
        Assert.InRange(Bytes(early), 1, Bytes(on) * 1.1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(50)]
    [InlineData(100)]
    [InlineData(1000)]
    public void Nothing_goes_earlier_than_the_lead_and_nothing_later_than_it_is_due(int milliseconds)
    {
        TimeSpan lead = TimeSpan.FromMilliseconds(Math.Min(milliseconds, PlaybackPeer.MaxLead.TotalMilliseconds));
        using PlaybackSimulation simulation = Played(Small with { Lead = TimeSpan.FromMilliseconds(milliseconds) });

        double[] pictures = [.. simulation.Browser.Video.FirstPacketAt.Select(pair => LatenessOf(simulation, pair.Key - simulation.VideoStream.TimestampOrigin, RtpClock.VideoRate, pair.Value))];
        double[] sounds = [.. simulation.Browser.AudioArrivals.Select(sound => LatenessOf(simulation, sound.Timestamp - simulation.AudioStream.TimestampOrigin, RtpClock.OpusRate, sound.At))];
        Assert.All(pictures, late => Assert.InRange(late, -lead.TotalMilliseconds - 0.1, 1));
        Assert.All(sounds, late => Assert.InRange(late, -(lead + PlaybackPeer.MaxSoundLead).TotalMilliseconds - 0.1, 1));
        if (lead > TimeSpan.FromMilliseconds(40))
        {
            Assert.InRange(pictures.Min(), -lead.TotalMilliseconds, -lead.TotalMilliseconds * 0.6);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Everything_comes_once_and_in_order(bool shared)
    {
        SimulationOptions options = Small with { Frames = 45, FramesPerGroup = 15, Lead = PlaybackPeer.MaxLead, Loops = shared, SharedFor = shared ? TimeSpan.Zero : null };
        using PlaybackSimulation simulation = new(1, PathConditions.Clean, options);
        simulation.RunUntil(() => simulation.Ended is not null || simulation.Browser.Video.Pictures.Count >= 450, Limit);
        simulation.Settle();

        List<ReceivedAccessUnit> pictures = simulation.Browser.Video.Pictures;
        Assert.InRange(pictures.Count, shared ? 450 : 45, shared ? 460 : 45);
        Assert.All(pictures.Index(), picture => Assert.True(simulation.File.NalUnit(picture.Index % 45).SequenceEqual(picture.Item.NalUnits[^1])));
        Assert.Equal(0, simulation.Browser.Video.Asked);
        Assert.Equal(0, simulation.Browser.Rejected);

        // But for the pictures that a viewer of a shared stream comes too late for.
        Assert.All(Steps(pictures.Select(static picture => picture.Timestamp)).Skip(shared ? 15 : 0), static step => Assert.Equal(FrameTicks, step));
        Assert.All(Steps(simulation.Browser.AudioArrivals.Select(static sound => sound.Timestamp)), static step => Assert.Equal(SoundTicks, step));
        Assert.True(shared || simulation.Ended == SessionEndReason.EndOfFile);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_the_path_loses_is_cut_again_as_it_was(bool hasRetransmissionStream)
    {
        SimulationOptions options = Small with { Lead = PlaybackPeer.MaxLead, HasRetransmissionStream = hasRetransmissionStream };
        using PlaybackSimulation simulation = new(3, new PathConditions { Loss = 0.02 }, options);
        simulation.Run(Limit);
        simulation.Settle();

        Assert.True(simulation.Browser.Video.Asked > 20);
        Assert.Equal(0, simulation.Browser.Rejected);
        List<ReceivedAccessUnit> pictures = simulation.Browser.Video.Pictures;
        Assert.Equal(Small.Frames, pictures.Count);
        Assert.All(pictures.Index(), picture => Assert.True(simulation.File.NalUnit(picture.Index).SequenceEqual(picture.Item.NalUnits[^1])));
    }

    [Fact]
    public void Big_pictures_are_not_bunched_beyond_what_the_pacer_lets_go_at_once()
    {
        using PlaybackSimulation on = Played(Big);
        using PlaybackSimulation early = Played(Big with { Lead = PlaybackPeer.MaxLead });

        Assert.InRange(LargestRun(early), Pacer.BurstBytes / 2, Math.Max(LargestRun(on), Pacer.BurstBytes) + RtpPacketBudget.MaxDatagram);
        Assert.True(WakesPerSecond(early) < WakesPerSecond(on));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_path_that_carries_the_stream_is_not_taken_for_a_narrow_one(int seed)
    {
        Bottleneck link = new(1_500_000, TimeSpan.FromMilliseconds(300));
        using PlaybackSimulation simulation = new(seed, new PathConditions { Bottleneck = link }, Small with { Frames = 1800, Lead = PlaybackPeer.MaxLead });
        simulation.RunUntil(() => simulation.Ended is not null, Limit);

        Assert.Equal(0, link.Dropped);
        Assert.Equal(0, simulation.Server.Counters.ThinnedPictures);
        Assert.DoesNotContain(simulation.Events, static told => told.Kind is PeerEventKind.PathTooNarrow);
    }

    [Fact]
    public void A_narrow_path_is_sent_nothing_early()
    {
        Bottleneck link = new(450_000, TimeSpan.FromMilliseconds(300));
        using PlaybackSimulation simulation = new(1, new PathConditions { Bottleneck = link }, Small with { Frames = 1800, Lead = PlaybackPeer.MaxLead });
        simulation.RunUntil(() => simulation.Server.PathEstimate is not null, Limit);
        RtpTimestamp known = simulation.Browser.Video.Pictures[^1].Timestamp + FrameTicks * 30L;
        simulation.RunFor(TimeSpan.FromSeconds(10));

        Assert.NotNull(simulation.Server.PathEstimate);
        double[] lateness =
        [
            .. simulation.Browser.Video.FirstPacketAt.Where(pair => pair.Key - known > 0)
                .Select(pair => LatenessOf(simulation, pair.Key - simulation.VideoStream.TimestampOrigin, RtpClock.VideoRate, pair.Value)),
        ];
        Assert.True(lateness.Length > 3);
        Assert.All(lateness, static late => Assert.InRange(late, 0, 1000));
    }

    [Fact]
    public void After_a_pause_no_more_comes_than_was_on_its_way_and_nothing_is_missing_when_it_goes_on()
    {
        using PlaybackSimulation simulation = Playing(TimeSpan.FromSeconds(2.345));
        simulation.Steer(static (server, now) => server.Pause(now));
        simulation.RunFor(TimeSpan.FromSeconds(5));

        double ahead = (simulation.Browser.Video.Pictures[^1].Timestamp - simulation.VideoStream.TimestampOrigin) / (double)RtpClock.VideoRate;
        Assert.InRange(ahead - simulation.Server.PositionAt(simulation.Now)!.Value.TotalSeconds, -0.034, PlaybackPeer.MaxLead.TotalSeconds);
        simulation.Steer(static (server, now) => server.Resume(now));
        simulation.Run(Limit);
        simulation.Settle();

        Assert.Equal(Small.Frames, simulation.Browser.Video.Pictures.Count);
        int picturePause = Assert.Single(Steps(simulation.Browser.Video.Pictures.Select(static picture => picture.Timestamp)), static step => step != FrameTicks);
        int soundPause = Assert.Single(Steps(simulation.Browser.AudioArrivals.Select(static sound => sound.Timestamp)), static step => step != SoundTicks);
        Assert.Equal(5.0, (picturePause - FrameTicks) / (double)RtpClock.VideoRate, 0.01);
        Assert.Equal(5.0, (soundPause - SoundTicks) / (double)RtpClock.OpusRate, 0.01);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_a_seek_the_stream_goes_on_behind_what_was_sent(bool hasAudio)
    {
        using PlaybackSimulation simulation = Playing(TimeSpan.FromSeconds(2.345), hasAudio);
        int before = simulation.Browser.Video.Pictures.Count;
        simulation.Steer(static (server, now) => server.Seek(TimeSpan.FromSeconds(10), now));
        simulation.Run(Limit);
        simulation.Settle();

        // To the tenth of a second a key frame is there: what was sent before, then the film from there on at its pace.
        int[] steps = [.. Steps(simulation.Browser.Video.Pictures.Select(static picture => picture.Timestamp)).Skip(before - 1)];
        int[] others = [.. steps.Where(static step => step != FrameTicks)];
        Assert.InRange(others.Length, 0, 2);
        Assert.All(others, static step => Assert.InRange(step, PictureTimestamps.MinStep, 2 * FrameTicks));
        Assert.All(Steps(simulation.Browser.AudioArrivals.Select(static sound => sound.Timestamp)), static step => Assert.InRange(step, SoundTicks, 3 * SoundTicks));
    }

    [Fact]
    public void Nothing_is_allocated_per_packet()
    {
        using PlaybackSimulation simulation = new(6, PathConditions.Clean, Small with { Frames = 60, SharedFor = TimeSpan.FromSeconds(1.5), Loops = true, Lead = PlaybackPeer.MaxLead });
        simulation.RunUntil(() => simulation.Browser.Video.Pictures.Count == 300, Limit);

        // The runtime itself allocates now and then; what is allocated per packet is in every window.
        long least = long.MaxValue;
        for (int end = 500; end <= 1500; end += 200)
        {
            simulation.ForgetServerAllocation();
            simulation.RunUntil(() => simulation.Browser.Video.Pictures.Count >= end, Limit);
            Assert.True(simulation.ServerCalls > 300);
            least = Math.Min(least, simulation.ServerAllocation);
        }

        Assert.Equal(0, least);
    }

    private static PlaybackSimulation Played(SimulationOptions options)
    {
        PlaybackSimulation simulation = new(1, PathConditions.Clean, options);
        simulation.Run(Limit);
        simulation.Settle();
        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        Assert.Equal(options.Frames, simulation.Browser.Video.Pictures.Count);
        return simulation;
    }

    private static PlaybackSimulation Playing(TimeSpan time, bool hasAudio = true)
    {
        PlaybackSimulation simulation = new(1, PathConditions.Clean, Small with { Lead = PlaybackPeer.MaxLead, HasAudio = hasAudio });
        simulation.RunUntil(() => simulation.PlayingAt is not null, Limit);
        simulation.RunFor(time);
        return simulation;
    }

    private static double WakesPerSecond(PlaybackSimulation simulation) => simulation.Timeouts / (double)Seconds;

    // What is sent at once is handed over together.
    private static double MessagesPerSecond(PlaybackSimulation simulation)
    {
        int messages = 0;
        SendBatch batch = new();
        foreach (IGrouping<MonotonicTime, (MonotonicTime At, int Length)> run in simulation.Sent.GroupBy(static sent => sent.At))
        {
            batch.Clear();
            foreach ((_, int length) in run)
            {
                batch.Add(length, PlaybackSimulation.BrowserAddress);
            }

            for (int next = 0; next < batch.Count; next += batch.RunFrom(next, MessageSender.MaxSegments))
            {
                messages++;
            }
        }

        return messages / (double)Seconds;
    }

    private static long Bytes(PlaybackSimulation simulation) => simulation.Sent.Sum(static sent => (long)sent.Length);

    private static int LargestRun(PlaybackSimulation simulation) => simulation.Sent.GroupBy(static sent => sent.At).Max(static run => run.Sum(static sent => sent.Length));

    private static double LatenessOf(PlaybackSimulation simulation, long ticks, uint rate, MonotonicTime at) =>
        (at - simulation.PlayingAt!.Value - PathConditions.Clean.Delay).TotalMilliseconds - (ticks * 1000.0 / rate);

    private static IEnumerable<int> Steps(IEnumerable<RtpTimestamp> timestamps) => timestamps.Zip(timestamps.Skip(1), static (before, next) => next - before);
}
