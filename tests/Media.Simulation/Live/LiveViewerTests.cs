using Vod.Media.Bandwidth;
using Vod.Media.Engine;
using Vod.Media.Peer;
using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Simulation.Browser;
using Vod.Media.Simulation.Network;
using Vod.Media.Tests.Live;
using Vod.Media.Timing;

namespace Vod.Media.Simulation.Live;

/// <summary>Viewers of what another browser publishes: they get all of it from a key frame on, when it is due, however it came and whenever they join.</summary>
public sealed class LiveViewerTests
{
    private const int FramesPerSecond = 30;

    [Fact]
    public void A_viewer_gets_every_picture_and_every_packet_of_sound_from_the_key_frame_on_that_he_joined_with()
    {
        using LiveSimulation simulation = new();
        simulation.RunFor(0.5);
        PlaybackSimulation viewer = simulation.Join();
        simulation.RunFor(5);
        simulation.End();
        simulation.RunFor(1);

        Assert.Equal(SessionEndReason.StoppedByPublisher, viewer.Ended);
        AssertPictures(simulation, viewer, from: 0);
        AssertSoundIsWhole(simulation, viewer);
    }

    [Theory]
    [InlineData(0, 40)]
    [InlineData(25, 40)]
    public void What_comes_in_time_goes_when_it_is_due_and_none_comes_twice(int jitter, int delay)
    {
        using LiveSimulation simulation = new(script: new() { Jitter = TimeSpan.FromMilliseconds(jitter) });
        PlaybackSimulation viewer = Joined(simulation, after: 0.5, forSeconds: 5);

        foreach ((TimeSpan time, MonotonicTime at) in ArrivalsOf(viewer, simulation).Where(static picture => picture.Time > TimeSpan.FromSeconds(2)))
        {
            // 10 ms on the way, and what the pacer takes for five packets.
            double behind = (at - PublishedMoment(simulation, time)).TotalMilliseconds - 10;
            Assert.InRange(behind, delay - 1, delay + 10);
        }
    }

    [Fact]
    public void What_comes_late_is_sent_all_the_same()
    {
        using LiveSimulation simulation = new(script: new() { Jitter = TimeSpan.FromMilliseconds(200) });
        PlaybackSimulation viewer = Joined(simulation, after: 0.5, forSeconds: 6);
        simulation.End();
        simulation.RunFor(1);

        AssertPictures(simulation, viewer, from: 0);
    }

    [Fact]
    public void Sound_and_picture_keep_the_skew_of_the_publisher()
    {
        using LiveSimulation simulation = new();
        PlaybackSimulation viewer = Joined(simulation, after: 3.3, forSeconds: 3);

        // By the reports of the server, as a browser puts them together (RFC 3550 section 6.4.1).
        SenderClock picture = new(viewer, viewer.VideoStream.Ssrc, RtpClock.VideoRate);
        SenderClock sound = new(viewer, viewer.AudioStream.Ssrc, RtpClock.OpusRate);
        foreach (ReceivedAccessUnit received in viewer.Browser.Video.Pictures.Skip(30))
        {
            TimeSpan sent = TimeOf(simulation, received);
            double wall = picture.WallTimeOf(received.Timestamp);
            (TimeSpan packetTime, RtpTimestamp packet) = NearestSound(simulation, viewer, sent);
            Assert.InRange(wall - sound.WallTimeOf(packet) - (sent - packetTime).TotalSeconds, -0.001, 0.001);
        }
    }

    [Fact]
    public void A_late_viewer_sees_the_kept_key_frame_at_once_and_asks_nobody()
    {
        using LiveSimulation simulation = new(script: new() { FramesPerGroup = 120 });
        simulation.RunFor(3.5);
        PlaybackSimulation viewer = simulation.Join();
        while (!viewer.Browser.IsConnected)
        {
            simulation.RunFor(0.001);
        }

        simulation.RunFor(0.08);
        Assert.NotEmpty(viewer.Browser.Video.Pictures);
        Assert.Equal(0, TimeOf(simulation, viewer.Browser.Video.Pictures[0]).Ticks);

        simulation.RunFor(0.5);
        Assert.InRange((simulation.Position - TimeOf(simulation, viewer.Browser.Video.Pictures[^1])).TotalMilliseconds, 0, 150);
        Assert.Empty(simulation.Orders);
    }

    [Fact]
    public void Where_the_key_frame_is_not_kept_any_more_one_is_ordered_and_all_who_join_get_it()
    {
        // It takes longer than the handshakes, so that there are pictures meanwhile that nobody can begin with.
        using LiveSimulation simulation = new(script: new() { FramesPerGroup = int.MaxValue, KeyFrameDelay = TimeSpan.FromSeconds(1) });
        simulation.RunFor(10);
        PlaybackSimulation[] viewers = [simulation.Join(), simulation.Join(), simulation.Join()];
        simulation.RunFor(2.5);

        Assert.Single(simulation.Orders);
        int key = simulation.Pictures.FindLastIndex(static picture => picture.IsKey);
        Assert.NotEqual(0, key);
        Assert.All(viewers, viewer => Assert.Equal(simulation.Pictures[key].Time, TimeOf(simulation, viewer.Browser.Video.Pictures[0])));
    }

    [Fact]
    public void Sound_does_not_wait_for_a_picture()
    {
        using LiveSimulation simulation = new(script: new() { FramesPerGroup = int.MaxValue });
        simulation.RunFor(1);
        simulation.IsMuted = true;
        simulation.RunFor(9);
        PlaybackSimulation viewer = simulation.Join();
        simulation.RunFor(2);

        Assert.InRange(viewer.Browser.AudioArrivals.Count, 80, 100);
        simulation.IsMuted = false;
        simulation.RunFor(1);
        Assert.NotEmpty(viewer.Browser.Video.Pictures);
    }

    [Fact]
    public void A_viewer_who_has_lost_the_picture_gets_a_key_frame_of_the_publisher_but_not_as_often_as_he_asks()
    {
        using LiveSimulation simulation = new(script: new() { FramesPerGroup = int.MaxValue });
        PlaybackSimulation viewer = Joined(simulation, after: 0.5, forSeconds: 1);
        Assert.Empty(simulation.Orders);
        for (int i = 0; i < 20; i++)
        {
            viewer.RequestKeyFrame();
            simulation.RunFor(0.1);
        }

        Assert.InRange(simulation.Orders.Count, 2, 3);
        Assert.Equal(simulation.Orders.Count + 1, simulation.Pictures.Count(static picture => picture.IsKey));
    }

    [Fact]
    public void A_change_of_the_picture_brings_its_parameter_sets()
    {
        using LiveSimulation simulation = new();
        PlaybackSimulation viewer = Joined(simulation, after: 0.5, forSeconds: 1);
        simulation.Sets = PublishedMedia.With(level: 40);
        simulation.RunFor(2);

        byte[][] sets = [.. viewer.Browser.Video.Pictures.SelectMany(static picture => picture.NalUnits).Where(static nal => (nal[0] & 0x1F) == 7)];
        Assert.Equal(30, sets[0][3]);
        Assert.Equal(40, sets[^1][3]);
    }

    [Fact]
    public void Losses_on_the_way_to_a_viewer_are_repaired_from_what_is_kept()
    {
        using LiveSimulation simulation = new();
        simulation.RunFor(0.5);
        PlaybackSimulation viewer = simulation.Join(new PathConditions { Loss = 0.05 });
        simulation.RunFor(6);
        simulation.End();
        simulation.RunFor(1);

        Assert.InRange(viewer.Browser.Retransmissions, 10, int.MaxValue);
        AssertPictures(simulation, viewer, from: 0);
    }

    [Fact]
    public void A_worker_that_stood_still_goes_on_with_the_newest_key_frame()
    {
        using LiveSimulation simulation = new();
        PlaybackSimulation viewer = Joined(simulation, after: 0.5, forSeconds: 2);
        int before = viewer.Browser.Video.Pictures.Count;
        simulation.FreezeViewers(2.5);
        simulation.RunFor(1);

        List<ReceivedAccessUnit> pictures = viewer.Browser.Video.Pictures;
        Assert.InRange((simulation.Position - TimeOf(simulation, pictures[^1])).TotalMilliseconds, 0, 150);
        Assert.InRange(simulation.Pictures.Count - pictures.Count, FramesPerSecond / 2, 3 * FramesPerSecond);
        Assert.True(pictures.Skip(before).SkipWhile(picture => !IsKey(picture)).Any());
    }

    [Fact]
    public void A_viewer_on_a_path_that_does_not_carry_it_gets_key_frames_now_and_then()
    {
        using LiveSimulation simulation = new(script: new() { FramesPerGroup = int.MaxValue, PictureSize = 12_000 });
        simulation.RunFor(0.5);
        PlaybackSimulation viewer = simulation.Join(
            new PathConditions { Bottleneck = new Bottleneck(500_000, TimeSpan.FromMilliseconds(300)) },
            new SimulationOptions { PathFeedback = PathFeedback.TransportWide });
        simulation.RunFor(20);

        Assert.InRange(simulation.Orders.Count, 2, 8);
        Assert.InRange(viewer.Server.Counters.ThinnedPictures, 100, 600);
    }

    [Fact]
    public void The_end_of_the_publication_ends_a_viewer_who_is_not_connected_yet()
    {
        using LiveSimulation simulation = new();
        simulation.RunFor(0.5);
        PlaybackSimulation viewer = simulation.Join(new PathConditions { Loss = 1 });
        simulation.End();
        simulation.RunFor(PlaybackPeer.EndLookInterval.TotalSeconds + 0.1);

        Assert.Equal(SessionEndReason.StoppedByPublisher, viewer.Ended);
    }

    private static PlaybackSimulation Joined(LiveSimulation simulation, double after, double forSeconds)
    {
        simulation.RunFor(after);
        PlaybackSimulation viewer = simulation.Join();
        simulation.RunFor(forSeconds);
        Assert.NotEmpty(viewer.Browser.Video.Pictures);
        return viewer;
    }

    private static bool IsKey(ReceivedAccessUnit picture) => (picture.NalUnits[^1][0] & 0x1F) == 5;

    private static MonotonicTime PublishedMoment(LiveSimulation simulation, TimeSpan time) => simulation.Now - simulation.Position + time;

    private static void AssertPictures(LiveSimulation simulation, PlaybackSimulation viewer, int from)
    {
        List<ReceivedAccessUnit> received = viewer.Browser.Video.Pictures;
        Assert.Equal(simulation.Stream.Pictures.End - from, received.Count);
        for (int i = 0; i < received.Count; i++)
        {
            Assert.True(received[i].IsComplete);
            Assert.True(simulation.Pictures[from + i].NalUnit.AsSpan().SequenceEqual(received[i].NalUnits[^1]), $"picture {i} differs");
        }
    }

    private static void AssertSoundIsWhole(LiveSimulation simulation, PlaybackSimulation viewer)
    {
        List<byte[]> received = [.. viewer.Browser.AudioArrivals.Select(arrival => viewer.Browser.AudioByTimestamp[arrival.Timestamp.Value])];
        List<byte[]> sent = [.. simulation.Sounds.Values.Take((int)simulation.Stream.Sounds.End)];
        int first = sent.FindIndex(packet => packet.AsSpan().SequenceEqual(received[0]));
        Assert.InRange(first, 1, 60);
        Assert.Equal(sent.Skip(first), received);
    }

    private static TimeSpan TimeOf(LiveSimulation simulation, ReceivedAccessUnit received) =>
        simulation.Pictures.First(picture => picture.NalUnit.AsSpan().SequenceEqual(received.NalUnits[^1])).Time;

    private static IEnumerable<(TimeSpan Time, MonotonicTime At)> ArrivalsOf(PlaybackSimulation viewer, LiveSimulation simulation) =>
        viewer.Browser.Video.Pictures.Select(picture => (TimeOf(simulation, picture), viewer.Browser.Video.FirstPacketAt[picture.Timestamp]));

    private static (TimeSpan Time, RtpTimestamp Timestamp) NearestSound(LiveSimulation simulation, PlaybackSimulation viewer, TimeSpan time)
    {
        (TimeSpan packetTime, byte[] packet) = simulation.Sounds.Last(sound => sound.Key <= time);
        return (packetTime, new RtpTimestamp(viewer.Browser.AudioByTimestamp.First(received => received.Value.AsSpan().SequenceEqual(packet)).Key));
    }

    /// <summary>What a browser makes of sender reports.</summary>
    private sealed class SenderClock(PlaybackSimulation viewer, Ssrc stream, uint rate)
    {
        private readonly SenderInfo _report = viewer.Browser.SenderReports.Last(report => report.Ssrc == stream).Info;

        public double WallTimeOf(RtpTimestamp timestamp) => (_report.WallTime.Value / Math.Pow(2, 32)) + ((timestamp - _report.RtpTime) / (double)rate);
    }
}
