using Vod.Media.Bandwidth;
using Vod.Media.Peer;
using Vod.Media.Playback;
using Vod.Media.Rtp;
using Vod.Media.Simulation.Browser;
using Vod.Media.Simulation.Network;
using Vod.Media.Timing;

namespace Vod.Media.Simulation.Scenarios;

/// <summary>A film of 2.7 Mbit/s, with key frames of up to 120 KB every two seconds, over paths that carry it and paths that do not.</summary>
public sealed class NarrowPathTests
{
    private const long WideLink = 5_000_000;
    private const long NarrowLink = 1_500_000;
    private static readonly TimeSpan Queue = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    // The queue is full before the first feedback comes; what is due until it has drained is late or lost.
    private static readonly TimeSpan FirstCongestion = TimeSpan.FromSeconds(2);

    private static readonly SimulationOptions Film = new()
    {
        Frames = 60 * SimulatedFile.FramesPerSecond,
        FramesPerGroup = 60,
        LargestPicture = 18_600,
        LargestKeyFrame = 120_000,
        PathFeedback = PathFeedback.TransportWide,
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_path_with_room_is_left_alone(int seed)
    {
        Bottleneck link = new(WideLink, Queue);
        using PlaybackSimulation simulation = Play(seed, link);

        simulation.RunFor(TimeSpan.FromSeconds(50));

        Assert.Equal(0, simulation.Server.Counters.ThinnedPictures);
        Assert.Equal(0, link.Dropped);
        Assert.DoesNotContain(simulation.Events, IsAboutPath);
        Assert.All(WaitsAfter(simulation, link, FirstCongestion), wait => Assert.InRange(wait.TotalMilliseconds, 0, 200));
        Assert.InRange(WaitsAfter(simulation, link, TimeSpan.FromSeconds(10)).Average(wait => wait.TotalMilliseconds), 0, 20);
        AssertSoundIsWhole(simulation, TimeSpan.Zero);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_narrow_path_gets_key_frames_and_all_of_the_sound(int seed)
    {
        Bottleneck link = new(NarrowLink, Queue);
        using PlaybackSimulation simulation = Play(seed, link);
        simulation.RunUntil(() => simulation.Events.Any(IsAboutPath), Limit);

        Assert.InRange((simulation.Now - simulation.PlayingAt!.Value).TotalSeconds, 3, 5);
        PeerEvent told = simulation.Events[^1];
        Assert.Equal(PeerEventKind.PathTooNarrow, told.Kind);
        Assert.InRange(told.StreamBitrate, 2_000_000, 3_500_000);
        Assert.InRange(told.PathBitrate, NarrowLink * 6 / 10, NarrowLink * 11 / 10);
        Assert.Equal(SendQuality.KeyFramesOnly, simulation.Server.Quality);
        List<long> estimates = [];
        for (int second = 0; second < 20; second++)
        {
            simulation.RunFor(TimeSpan.FromSeconds(1));
            estimates.Add(simulation.Server.PathEstimate!.Value);
        }

        // An estimate goes down by 15 % at a time and up slowly: a single one may lie lower.
        Assert.InRange(estimates.Count(static estimate => estimate < NarrowLink * 6 / 10), 0, 1);
        Assert.InRange(estimates.Average(), NarrowLink * 0.65, NarrowLink * 1.1);
        Assert.All(estimates, estimate => Assert.InRange(estimate, NarrowLink / 2, NarrowLink * 11 / 10));
        Assert.All(WaitsAfter(simulation, link, FirstCongestion), wait => Assert.InRange(wait.TotalMilliseconds, 0, 100));
        AssertSoundIsWhole(simulation, FirstCongestion);
        AssertPicturesDecode(simulation);
        AssertPicturesInTime(simulation);

        // Every two seconds one.
        MonotonicTime since = simulation.Now - TimeSpan.FromSeconds(18);
        Assert.InRange(simulation.Browser.Video.FirstPacketAt.Values.Count(at => at >= since), 5, 10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_path_that_narrows_and_widens_again_gets_everything_again(int seed)
    {
        Bottleneck link = new(WideLink, Queue);
        using PlaybackSimulation simulation = Play(seed, link);
        simulation.RunFor(TimeSpan.FromSeconds(8));
        link.Bitrate = NarrowLink;
        simulation.RunFor(TimeSpan.FromSeconds(12));
        Assert.Equal(SendQuality.KeyFramesOnly, simulation.Server.Quality);

        link.Bitrate = WideLink;
        MonotonicTime widenedAt = simulation.Now;
        simulation.RunUntil(() => simulation.Server.Quality == SendQuality.Full, Limit);
        Assert.InRange((simulation.Now - widenedAt).TotalSeconds, 2, 15);

        simulation.RunFor(TimeSpan.FromSeconds(5));
        long thinned = simulation.Server.Counters.ThinnedPictures;
        simulation.RunFor(TimeSpan.FromSeconds(10));
        Assert.Equal(thinned, simulation.Server.Counters.ThinnedPictures);
        Assert.Equal([PeerEventKind.PathTooNarrow, PeerEventKind.PathWideEnough], simulation.Events.Where(IsAboutPath).Select(told => told.Kind));
        AssertPicturesDecode(simulation);
    }

    [Fact]
    public void Pictures_nobody_refers_to_go_first()
    {
        // Every other picture; without them the film takes about 1.5 Mbit/s.
        Bottleneck link = new(2_200_000, Queue);
        using PlaybackSimulation simulation = Play(1, link, Film with { DisposableEvery = 2 });

        simulation.RunFor(TimeSpan.FromSeconds(20));

        Assert.Equal(SendQuality.NoDisposable, simulation.Server.Quality);
        int before = simulation.Browser.Video.Pictures.Count;
        simulation.RunFor(TimeSpan.FromSeconds(10));
        Assert.InRange(simulation.Browser.Video.Pictures.Count - before, 130, 170);
        AssertSoundIsWhole(simulation, FirstCongestion);
    }

    [Fact]
    public void Loss_without_congestion_is_none()
    {
        using PlaybackSimulation simulation = new(4, new PathConditions { Loss = 0.02 }, Film);
        simulation.RunUntil(() => simulation.PlayingAt is not null, Limit);

        simulation.RunFor(TimeSpan.FromSeconds(50));

        Assert.Equal(0, simulation.Server.Counters.ThinnedPictures);
        Assert.DoesNotContain(simulation.Events, IsAboutPath);
        Assert.True(simulation.Browser.Retransmissions > 100);
    }

    [Fact]
    public void An_estimate_of_the_browser_is_kept_to_and_recovered_from()
    {
        Bottleneck link = new(NarrowLink, Queue);
        using PlaybackSimulation simulation = Play(1, link, Film with { PathFeedback = PathFeedback.ReceiverEstimate });
        simulation.RunFor(TimeSpan.FromSeconds(15));

        Assert.Equal(SendQuality.KeyFramesOnly, simulation.Server.Quality);
        Assert.Equal(PeerEventKind.PathTooNarrow, simulation.Events[^1].Kind);
        Assert.All(WaitsAfter(simulation, link, FirstCongestion), wait => Assert.InRange(wait.TotalMilliseconds, 0, 150));
        AssertSoundIsWhole(simulation, FirstCongestion);

        link.Bitrate = WideLink;
        simulation.RunUntil(() => simulation.Events[^1].Kind == PeerEventKind.PathWideEnough, TimeSpan.FromSeconds(40));
        Assert.Equal(SendQuality.Full, simulation.Server.Quality);
    }

    [Fact]
    public void A_lost_picture_comes_again_on_a_narrow_path_too()
    {
        using PlaybackSimulation simulation = Play(1, new Bottleneck(NarrowLink, Queue));
        simulation.RunFor(TimeSpan.FromSeconds(10.5));
        int before = simulation.Browser.Video.Pictures.Count(IsKeyFrame);

        simulation.RequestKeyFrame();
        simulation.RunFor(TimeSpan.FromSeconds(1));

        Assert.True(simulation.Browser.Video.Pictures.Count(IsKeyFrame) > before);
    }

    [Fact]
    public void Every_packet_has_a_number_of_its_own()
    {
        using PlaybackSimulation simulation = new(4, new PathConditions { Loss = 0.02 }, Film with { Frames = 60 });

        simulation.Run(Limit);
        simulation.Settle();

        long received = simulation.Browser.AudioByTimestamp.Count + simulation.Browser.Video.FirstPacketAt.Count + simulation.Browser.Retransmissions;
        Assert.True(simulation.Browser.NumberedPackets > received);
        Assert.True(simulation.Server.Counters.FeedbackOf(FeedbackKind.TransportWide) > 10);
        LossyPathTests.AssertEverythingArrived(simulation, Film.FramesPerGroup);
    }

    private static PlaybackSimulation Play(int seed, Bottleneck link, SimulationOptions? options = null)
    {
        PlaybackSimulation simulation = new(seed, new PathConditions { Bottleneck = link }, options ?? Film);
        simulation.RunUntil(() => simulation.PlayingAt is not null, Limit);
        return simulation;
    }

    private static IEnumerable<TimeSpan> WaitsAfter(PlaybackSimulation simulation, Bottleneck link, TimeSpan start) =>
        link.Waits.Where(wait => wait.At >= simulation.PlayingAt!.Value + start).Select(wait => wait.Waited);

    private static bool IsAboutPath(PeerEvent peerEvent) => peerEvent.Kind is PeerEventKind.PathTooNarrow or PeerEventKind.PathWideEnough;

    private static bool IsKeyFrame(ReceivedAccessUnit picture) => picture.IsComplete && picture.NalUnits.Count == 3;

    // Of what was sent more than a path and a full queue ago.
    private static void AssertSoundIsWhole(PlaybackSimulation simulation, TimeSpan start)
    {
        int first = (int)(start / TimeSpan.FromMilliseconds(20));
        int end = (int)((simulation.Now - simulation.PlayingAt!.Value - TimeSpan.FromMilliseconds(400)) / TimeSpan.FromMilliseconds(20));
        Assert.True(end > first + 100);
        Assert.All(Enumerable.Range(first, end - first), i =>
            Assert.True(simulation.Browser.AudioByTimestamp.ContainsKey((simulation.AudioStream.TimestampOrigin + (i * 960L)).Value), $"packet {i} is missing"));
    }

    // No picture is begun that is too late to be; then it takes the path, and what stands in its queue.
    private static void AssertPicturesInTime(PlaybackSimulation simulation)
    {
        foreach ((RtpTimestamp timestamp, MonotonicTime at) in simulation.Browser.Video.FirstPacketAt)
        {
            TimeSpan due = TimeSpan.FromSeconds((timestamp - simulation.VideoStream.TimestampOrigin) / 90_000.0);
            TimeSpan late = at - simulation.PlayingAt!.Value - due;
            Assert.InRange(late, TimeSpan.Zero, PictureThinning.MaxLateness + Queue + TimeSpan.FromMilliseconds(50));
        }
    }

    // Nothing is begun that is not finished, and after a gap in the film comes a picture that decoding can start with.
    private static void AssertPicturesDecode(PlaybackSimulation simulation)
    {
        List<ReceivedAccessUnit> pictures = simulation.Browser.Video.Pictures;
        Assert.All(pictures, picture => Assert.True(picture.IsComplete));
        for (int i = 1; i < pictures.Count; i++)
        {
            long gap = pictures[i].Timestamp - pictures[i - 1].Timestamp;
            Assert.True(gap == 3000 || IsKeyFrame(pictures[i]), $"picture {i} follows a gap of {gap / 3000.0} pictures");
        }
    }
}
