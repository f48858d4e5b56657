using Vod.Media.Engine;
using Vod.Media.Peer;
using Vod.Media.Playback;
using Vod.Media.Rtp;
using Vod.Media.Simulation.Network;
using Vod.Media.Timing;

namespace Vod.Media.Simulation.Scenarios;

/// <summary>Storage and preparation that are late, silent or broken, and a machine that stands still: what the viewer sees, and that it always ends.</summary>
public sealed class SlowStorageTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan TwoSeconds = TimeSpan.FromSeconds(2);

    [Fact]
    public void A_storage_that_never_answers_ends_the_session_before_it_began()
    {
        using PlaybackSimulation simulation = new(1, PathConditions.Clean, new() { Storage = static _ => SimulatedRead.Never });

        simulation.Run(Limit);

        Assert.Equal(SessionEndReason.ReadFailed, simulation.Ended);
        Assert.InRange(simulation.Now - simulation.StartedAt, PlaybackPeer.MaxStorageWait, PlaybackPeer.MaxStorageWait + TimeSpan.FromSeconds(1));
        Assert.InRange(simulation.Timeouts, 0, 100);
    }

    [Fact]
    public void A_storage_that_stops_answering_ends_the_session_while_it_plays()
    {
        using PlaybackSimulation simulation = new(
            2, PathConditions.Clean, new() { Frames = 600, Storage = static read => read < 4 ? null : SimulatedRead.Never });

        simulation.Run(Limit);

        Assert.Equal(SessionEndReason.ReadFailed, simulation.Ended);
        Assert.InRange(simulation.Now - simulation.PlayingAt!.Value, PlaybackPeer.MaxStandstill, PlaybackPeer.MaxStandstill + TwoSeconds);
    }

    [Theory]
    [InlineData(0, nameof(MediaFault.Unreadable), SessionEndReason.ReadFailed)]
    [InlineData(3, nameof(MediaFault.Unreadable), SessionEndReason.ReadFailedWhilePlaying)]
    [InlineData(0, nameof(MediaFault.GaveUp), SessionEndReason.ReadFailed)]
    [InlineData(3, nameof(MediaFault.GaveUp), SessionEndReason.ReadFailed)]
    [InlineData(0, nameof(MediaFault.Changed), SessionEndReason.ReadFailed)]
    [InlineData(3, nameof(MediaFault.Changed), SessionEndReason.ReadFailedWhilePlaying)]
    public void A_failed_read_ends_the_session(int number, string fault, SessionEndReason reason)
    {
        SimulatedRead failure = new(TimeSpan.Zero, Failure: new(Enum.Parse<MediaFault>(fault), "the disk is gone"));
        using PlaybackSimulation simulation = new(3, PathConditions.Clean, new() { Frames = 300, Storage = read => read == number ? failure : null });

        simulation.Run(Limit);

        Assert.Equal(reason, simulation.Ended);
        Assert.Equal("the disk is gone", simulation.Events[^1].Detail);
    }

    [Fact]
    public void A_file_that_was_cut_short_ends_the_session()
    {
        SimulatedRead cut = new(TimeSpan.Zero, MissingBytes: 1);
        using PlaybackSimulation simulation = new(4, PathConditions.Clean, new() { Frames = 300, Storage = read => read == 3 ? cut : null });

        simulation.Run(Limit);

        Assert.Equal(SessionEndReason.ReadFailedWhilePlaying, simulation.Ended);
    }

    [Fact]
    public void A_stall_moves_picture_and_sound_together_and_loses_nothing()
    {
        using PlaybackSimulation simulation = new(5, PathConditions.Clean, new() { Frames = 300, Storage = static read => read == 4 ? new(TwoSeconds) : null });

        simulation.Run(Limit);
        simulation.Settle();

        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        Assert.Equal(simulation.Options.Frames, simulation.Browser.Video.Pictures.Count);
        Assert.Equal(simulation.File.PacketCount, simulation.Browser.AudioByTimestamp.Count);

        // The sound may run ahead of the picture by the tolerance, not by the whole stall.
        Assert.InRange(LargestLead(simulation), -0.1, PlaybackPeer.StallTolerance.TotalSeconds + 0.05);
        Assert.InRange(LargestAudioBurst(simulation), 1, 3);
    }

    [Fact]
    public void A_machine_that_stood_still_goes_on_where_it_stopped()
    {
        using PlaybackSimulation simulation = new(6, PathConditions.Clean, new() { Frames = 300 });
        simulation.RunUntil(() => simulation.Browser.Video.Pictures.Count == 100, Limit);

        simulation.Freeze(TimeSpan.FromSeconds(5));
        simulation.Run(Limit);
        simulation.Settle();

        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        Assert.Equal(simulation.Options.Frames, simulation.Browser.Video.Pictures.Count);
        Assert.Equal(simulation.File.PacketCount, simulation.Browser.AudioByTimestamp.Count);
        Assert.InRange(LargestAudioBurst(simulation), 1, 3);
        Assert.InRange(LargestLead(simulation), -0.1, 0.1);
    }

    [Fact]
    public void Going_back_to_a_key_frame_does_not_stop_the_sound()
    {
        using PlaybackSimulation simulation = new(7, PathConditions.Clean, new() { Frames = 120 });
        simulation.RunUntil(() => simulation.Browser.Video.Pictures.Count == 46, Limit);

        simulation.RequestKeyFrame();
        simulation.Run(Limit);
        simulation.Settle();

        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        List<MonotonicTime> arrivals = [.. simulation.Browser.AudioArrivals.Select(static arrival => arrival.At)];
        Assert.All(arrivals.Zip(arrivals.Skip(1)), static pair => Assert.InRange((pair.Second - pair.First).TotalMilliseconds, 0, 45));
        TimeSpan played = simulation.Now - simulation.PlayingAt!.Value;
        Assert.InRange(played - simulation.File.Duration, TimeSpan.Zero, PlaybackPeer.Tail + TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public void A_key_frame_that_is_asked_for_during_a_stall_does_not_let_the_sound_run_away()
    {
        using PlaybackSimulation simulation = new(5, PathConditions.Clean, new() { Frames = 300, Storage = static read => read == 4 ? new(TwoSeconds) : null });
        simulation.RunUntil(() => simulation.Reads == 5, Limit);
        MonotonicTime stalled = simulation.Now;
        simulation.RunUntil(() => simulation.Now - stalled > TimeSpan.FromSeconds(1.5), Limit);

        simulation.RequestKeyFrame();
        simulation.Run(Limit);
        simulation.Settle();

        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        Assert.Equal(simulation.File.PacketCount, simulation.Browser.AudioByTimestamp.Count);
        Assert.InRange(LargestLead(simulation), -0.1, PlaybackPeer.StallTolerance.TotalSeconds + 0.05);
        Assert.InRange(LargestAudioBurst(simulation), 1, 3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Going_back_without_sound_waits_for_nothing_but_the_file(int seed)
    {
        // The key frame has left the memory, and no sound wakes the viewer.
        using PlaybackSimulation simulation = new(seed, PathConditions.Clean, new() { Frames = 600, FramesPerGroup = 300, LargestPicture = 18_000, HasAudio = false });
        simulation.RunUntil(() => simulation.Browser.Video.Pictures.Count == 250, Limit);
        MonotonicTime asked = simulation.Now;

        simulation.RequestKeyFrame();
        simulation.RunUntil(() => simulation.File.NalUnit(0).SequenceEqual(simulation.Browser.Video.Pictures[^1].NalUnits[^1]), Limit);

        Assert.InRange((simulation.Now - asked).TotalMilliseconds, 0, 100);
    }

    [Fact]
    public void Sound_that_is_late_at_the_start_does_not_hold_the_picture_for_long()
    {
        using PlaybackSimulation simulation = new(8, PathConditions.Clean, new() { AudioNotReady = .. });

        simulation.Run(Limit);

        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        Assert.Equal(simulation.Options.Frames, simulation.Browser.Video.Pictures.Count);
        Assert.Equal(simulation.File.PacketCount, simulation.Server.SkippedAudioPackets);
    }

    [Fact]
    public void A_file_with_nothing_but_sound_waits_for_it()
    {
        using PlaybackSimulation simulation = new(
            9, PathConditions.Clean, new() { HasVideo = false, AudioNotReady = .., AudioReadyAfter = TimeSpan.FromSeconds(4) });

        simulation.Run(Limit);
        simulation.Settle();

        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        Assert.Equal(simulation.File.PacketCount, simulation.Browser.AudioByTimestamp.Count);
    }

    [Fact]
    public void A_file_with_nothing_but_sound_that_never_comes_ends()
    {
        using PlaybackSimulation simulation = new(10, PathConditions.Clean, new() { HasVideo = false, AudioNotReady = .. });

        simulation.Run(Limit);

        Assert.Equal(SessionEndReason.ReadFailed, simulation.Ended);
        Assert.InRange(simulation.Now - simulation.StartedAt, PlaybackPeer.MaxStorageWait, PlaybackPeer.MaxStorageWait + TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData(0, nameof(MediaFault.Unmakeable), SessionEndReason.WrongFormat)]
    [InlineData(30, nameof(MediaFault.Unmakeable), SessionEndReason.WrongFormat)]
    [InlineData(0, nameof(MediaFault.GaveUp), SessionEndReason.ReadFailed)]
    [InlineData(30, nameof(MediaFault.GaveUp), SessionEndReason.ReadFailed)]
    [InlineData(30, nameof(MediaFault.Changed), SessionEndReason.ReadFailedWhilePlaying)]
    public void A_file_with_nothing_but_sound_that_has_failed_ends_at_once(int made, string fault, SessionEndReason reason)
    {
        using PlaybackSimulation simulation = new(
            11, PathConditions.Clean, new() { HasVideo = false, AudioNotReady = made.., AudioFails = new(Enum.Parse<MediaFault>(fault), "noise") });

        simulation.Run(Limit);

        Assert.Equal(reason, simulation.Ended);
        Assert.InRange(simulation.Now - simulation.StartedAt, TimeSpan.Zero, TwoSeconds);
    }

    [Fact]
    public void A_picture_does_not_wait_for_sound_that_has_failed()
    {
        using PlaybackSimulation simulation = new(12, PathConditions.Clean, new() { AudioNotReady = .., AudioFails = new(MediaFault.Unmakeable, "noise") });

        simulation.RunUntil(() => simulation.PlayingAt is not null, TimeSpan.FromMilliseconds(500));
        int before = simulation.Timeouts;
        simulation.Run(Limit);

        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        Assert.InRange(simulation.Timeouts - before, 0, simulation.File.PacketCount + (simulation.Options.Frames * 20));
    }

    [Theory]
    [InlineData(1, true, true)]
    [InlineData(1, true, false)]
    [InlineData(2, false, true)]
    public void The_shortest_files_play_to_their_end(int frames, bool hasVideo, bool hasAudio)
    {
        using PlaybackSimulation simulation = new(13, PathConditions.Clean, new() { Frames = frames, HasVideo = hasVideo, HasAudio = hasAudio });

        simulation.Run(Limit);

        Assert.Equal([PeerEventKind.Connected, PeerEventKind.Playing, PeerEventKind.Ended], simulation.Events.Select(static e => e.Kind));
        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
    }

    [Fact]
    public void A_worker_is_not_woken_for_nothing()
    {
        using PlaybackSimulation simulation = new(14, PathConditions.Clean, new() { Frames = 300 });

        simulation.Run(Limit);

        // Ten seconds: 300 pictures, which the sound goes with and of which the pacer cuts the large ones into a few bursts, reports, the tail.
        Assert.InRange(simulation.Timeouts, 300, 600);
    }

    // By how much the sound was ahead of the picture at most, in seconds of media.
    private static double LargestLead(PlaybackSimulation simulation)
    {
        List<(MonotonicTime At, double Position)> pictures =
        [
            .. simulation.Browser.Video.FirstPacketAt
                .Select(pair => (pair.Value, (pair.Key - simulation.VideoStream.TimestampOrigin) / 90_000.0))
                .OrderBy(static pair => pair.Item1),
        ];
        double largest = double.MinValue;
        foreach ((RtpTimestamp timestamp, MonotonicTime at) in simulation.Browser.AudioArrivals)
        {
            int last = pictures.FindLastIndex(picture => picture.At <= at);
            if (last >= 0 && last < pictures.Count - 1)
            {
                largest = Math.Max(largest, ((timestamp - simulation.AudioStream.TimestampOrigin) / 48_000.0) - pictures[last].Position);
            }
        }

        return largest;
    }

    private static int LargestAudioBurst(PlaybackSimulation simulation) =>
        simulation.Browser.AudioArrivals.CountBy(static arrival => arrival.At).Max(static pair => pair.Value);
}
