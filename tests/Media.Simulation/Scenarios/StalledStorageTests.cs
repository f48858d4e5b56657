using Vod.Media.Engine;
using Vod.Media.Peer;
using Vod.Media.Playback;
using Vod.Media.Rtp;
using Vod.Media.Simulation.Films;
using Vod.Media.Simulation.Network;
using Vod.Media.Timing;

namespace Vod.Media.Simulation.Scenarios;

/// <summary>
/// A storage that gives nothing for a while and then goes on. A viewer with a timeline of his own sees a picture that stands still, and misses nothing; one of a shared stream is
/// back in step with the others. Nobody gets what was held up in one burst.
/// </summary>
public sealed class StalledStorageTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Theory]
    [MemberData(nameof(Stalls))]
    public void A_personal_stream_holds_and_goes_on_in_sync(double seconds, bool isResident)
    {
        using PlaybackSimulation simulation = new(1, PathConditions.Clean, OptionsFor(seconds, isResident));

        simulation.Run(Limit);
        simulation.Settle();

        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        Assert.Equal(simulation.Options.Frames, simulation.Browser.Video.Pictures.Count);
        Assert.Equal(simulation.File.PacketCount, simulation.Browser.AudioByTimestamp.Count);
        AssertNoBurst(simulation);
        AssertPunctual(simulation);

        // The stall, less what was in memory.
        TimeSpan held = simulation.Now - simulation.PlayingAt!.Value - simulation.File.Duration;
        Assert.InRange(held.TotalSeconds, seconds - 1, seconds + 1);
    }

    [Theory]
    [MemberData(nameof(Stalls))]
    public void A_shared_stream_is_joined_again_where_it_is_by_then(double seconds, bool isResident)
    {
        using PlaybackSimulation simulation = new(2, PathConditions.Clean, OptionsFor(seconds, isResident) with { SharedFor = TimeSpan.FromSeconds(2) });

        simulation.Run(Limit);
        simulation.Settle();

        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        Assert.InRange(simulation.SharedPosition - simulation.File.Duration, TimeSpan.Zero, PlaybackPeer.Tail + TimeSpan.FromMilliseconds(300));

        // Nothing of the sound waits for the picture.
        List<MonotonicTime> arrivals = [.. simulation.Browser.AudioArrivals.Select(static arrival => arrival.At)];
        Assert.All(arrivals.Zip(arrivals.Skip(1)), static pair => Assert.InRange((pair.Second - pair.First).TotalMilliseconds, 0, 60));

        // From the key frame before the moment on, and no more.
        int missed = simulation.Options.Frames - (2 * SimulatedFile.FramesPerSecond) - simulation.Browser.Video.Pictures.Count;
        Assert.InRange(missed, ((seconds - 1.5) * SimulatedFile.FramesPerSecond) - SimulatedFile.FramesPerGroup, seconds * SimulatedFile.FramesPerSecond);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(20)]
    public void A_picture_that_is_not_encoded_for_a_while_holds_and_goes_on_in_sync(double seconds)
    {
        using PlaybackSimulation simulation = PlayEncoded(seconds, sharedFor: null, out EncodedFilm film);

        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        Assert.Equal(simulation.Options.Frames, simulation.Browser.Video.Pictures.Count);
        Assert.Equal(film.Audio.PacketCount, simulation.Browser.AudioByTimestamp.Count);
        AssertNoBurst(simulation);
        AssertPunctual(simulation);
        TimeSpan held = simulation.Now - simulation.PlayingAt!.Value - film.Duration;
        Assert.InRange(held.TotalSeconds, seconds - 0.1, seconds + 1);
    }

    [Fact]
    public void What_goes_before_its_time_goes_as_far_as_it_is_encoded()
    {
        using PlaybackSimulation simulation = PlayEncoded(1, sharedFor: null, out _, PlaybackPeer.MaxLead);

        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        Assert.Equal(simulation.Options.Frames, simulation.Browser.Video.Pictures.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(20)]
    public void A_shared_picture_that_is_not_encoded_for_a_while_is_joined_again_where_it_is_by_then(double seconds)
    {
        using PlaybackSimulation simulation = PlayEncoded(seconds, sharedFor: TimeSpan.FromSeconds(2), out EncodedFilm film);

        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        Assert.InRange(simulation.SharedPosition - film.Duration, TimeSpan.Zero, PlaybackPeer.Tail + TimeSpan.FromMilliseconds(300));
        int missed = simulation.Options.Frames - (2 * SimulatedFile.FramesPerSecond) - simulation.Browser.Video.Pictures.Count;
        Assert.InRange(missed, (seconds - 2) * SimulatedFile.FramesPerSecond, seconds * SimulatedFile.FramesPerSecond);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(20)]
    public void Sound_with_nothing_beside_it_holds_and_goes_on(double seconds)
    {
        using PlaybackSimulation simulation = PlaySound(seconds, new() { HasVideo = false });

        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        Assert.Equal(0, simulation.Server.SkippedAudioPackets);
        Assert.Equal(simulation.File.PacketCount, simulation.Browser.AudioByTimestamp.Count);
        Assert.InRange(simulation.Browser.AudioArrivals.CountBy(static arrival => arrival.At).Max(static pair => pair.Value), 1, 3);
        TimeSpan held = simulation.Now - simulation.PlayingAt!.Value - simulation.File.Duration;
        Assert.InRange(held.TotalSeconds, seconds - 0.1, seconds + 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(20)]
    public void Shared_sound_with_nothing_beside_it_goes_on_where_it_is_by_then(double seconds)
    {
        using PlaybackSimulation simulation = PlaySound(seconds, new() { HasVideo = false, SharedFor = TimeSpan.FromSeconds(2) });

        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        Assert.InRange(simulation.SharedPosition - simulation.File.Duration, TimeSpan.Zero, PlaybackPeer.Tail + TimeSpan.FromMilliseconds(300));
        Assert.InRange(simulation.Browser.AudioArrivals.CountBy(static arrival => arrival.At).Max(static pair => pair.Value), 1, 12);
        Assert.InRange(simulation.Server.SkippedAudioPackets, (seconds - 0.3) * 50, seconds * 50);
    }

    [Fact]
    public void A_picture_goes_on_without_sound_that_is_not_there()
    {
        using PlaybackSimulation simulation = PlaySound(5, new());

        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        Assert.Equal(simulation.Options.Frames, simulation.Browser.Video.Pictures.Count);
        Assert.InRange(simulation.Server.SkippedAudioPackets, 4.7 * 50, 5 * 50);
        TimeSpan played = simulation.Now - simulation.PlayingAt!.Value;
        Assert.InRange(played - simulation.File.Duration, TimeSpan.Zero, PlaybackPeer.Tail + TimeSpan.FromMilliseconds(300));
    }

    [Theory]
    [InlineData(nameof(MediaFault.GaveUp), SessionEndReason.ReadFailed)]
    [InlineData(nameof(MediaFault.Unreadable), SessionEndReason.ReadFailedWhilePlaying)]
    [InlineData(nameof(MediaFault.Changed), SessionEndReason.ReadFailedWhilePlaying)]
    [InlineData(nameof(MediaFault.Unmakeable), SessionEndReason.WrongFormat)]
    public void A_picture_that_is_not_encoded_any_more_ends_the_session_with_the_reason(string fault, SessionEndReason reason)
    {
        EncodedFilm film = new(new SimulatedFile(new() { Frames = 300 }, new Random(1)));
        using PlaybackSimulation simulation = new(4, PathConditions.Clean, new() { Frames = 300 }, film);
        film.Pictures.Make(0);

        simulation.RunUntil(() => simulation.Browser.Video.Pictures.Count == 10, Limit);
        film.Pictures.Failure = new(Enum.Parse<MediaFault>(fault), "nothing came");
        simulation.Run(Limit);

        Assert.Equal((reason, "nothing came"), (simulation.Ended, simulation.Events[^1].Detail));
    }

    [Fact]
    public void Who_seeks_away_from_what_does_not_come_is_not_ended_when_it_fails()
    {
        bool hasFailed = false;
        SimulationOptions options = new()
        {
            Frames = 1800,
            Storage = read =>
            {
                bool fails = read >= 12 && !hasFailed;
                hasFailed |= fails;
                return fails ? new(TimeSpan.FromSeconds(30), Failure: new(MediaFault.GaveUp, "nothing came")) : null;
            },
        };
        using PlaybackSimulation simulation = new(5, PathConditions.Clean, options);
        simulation.RunUntil(() => hasFailed, Limit);
        simulation.RunFor(TimeSpan.FromSeconds(5));

        Assert.True(simulation.Steer(static (server, now) => server.Seek(TimeSpan.FromSeconds(20), now)));
        simulation.Run(Limit);

        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
    }

    public static TheoryData<double, bool> Stalls => new() { { 1, false }, { 5, false }, { 20, false }, { 1, true }, { 5, true }, { 20, true } };

    private static SimulationOptions OptionsFor(double seconds, bool isResident)
    {
        bool hasStalled = false;
        return new()
        {
            Frames = 1800,
            Resident = isResident ? static (simulation, offset) => false : null,
            Storage = read =>
            {
                bool stalls = read >= 12 && !hasStalled;
                hasStalled |= stalls;
                return stalls ? new(TimeSpan.FromSeconds(seconds)) : null;
            },
        };
    }

    // Everything is encoded up to 9 s; the rest comes so many seconds after it was due.
    private static PlaybackSimulation PlayEncoded(double seconds, TimeSpan? sharedFor, out EncodedFilm film, TimeSpan lead = default)
    {
        EncodedFilm encoded = film = new(new SimulatedFile(new() { Frames = 1800 }, new Random(1)));
        PlaybackSimulation simulation = new(3, PathConditions.Clean, new() { Frames = 1800, SharedFor = sharedFor, Lead = lead }, film);
        encoded.MakeUntil(TimeSpan.FromSeconds(9));
        simulation.RunUntil(() => simulation.Server.PositionAt(simulation.Now) >= TimeSpan.FromSeconds(9), Limit);
        simulation.RunFor(TimeSpan.FromSeconds(seconds));
        encoded.MakeUntil(TimeSpan.MaxValue);
        simulation.Run(Limit);
        simulation.Settle();
        return simulation;
    }

    // The sound behind 10 s comes so many seconds after it was due.
    private static PlaybackSimulation PlaySound(double seconds, SimulationOptions options)
    {
        TimeSpan passed = options.SharedFor ?? TimeSpan.Zero;
        PlaybackSimulation simulation = new(6, PathConditions.Clean, options with { Frames = 1800, AudioNotReady = 500.., AudioReadyAfter = TimeSpan.FromSeconds(10 + seconds) - passed });
        simulation.Run(Limit);
        simulation.Settle();
        return simulation;
    }

    /// <summary>A receiver goes by the timestamps: what came later than they say it would throw away, or keep all that follows for as long.</summary>
    private static void AssertPunctual(PlaybackSimulation simulation)
    {
        RtpTimestamp video = simulation.VideoStream.TimestampOrigin;
        RtpTimestamp sound = simulation.AudioStream.TimestampOrigin;
        MonotonicTime start = simulation.PlayingAt!.Value;
        List<double> late =
        [
            .. simulation.Browser.Video.FirstPacketAt.Select(picture => (picture.Value - start).TotalSeconds - ((picture.Key - video) / (double)RtpClock.VideoRate)),
            .. simulation.Browser.AudioArrivals.Select(packet => (packet.At - start).TotalSeconds - ((packet.Timestamp - sound) / (double)RtpClock.OpusRate)),
        ];
        Assert.InRange(late.Max() - late.Min(), 0, PlaybackPeer.StallTolerance.TotalSeconds + 0.05);
    }

    private static void AssertNoBurst(PlaybackSimulation simulation)
    {
        Assert.InRange(simulation.Browser.AudioArrivals.CountBy(static arrival => arrival.At).Max(static pair => pair.Value), 1, 3);
        List<MonotonicTime> begun = [.. simulation.Browser.Video.FirstPacketAt.Values.Order()];
        for (int i = 0; i + 10 < begun.Count; i++)
        {
            Assert.True(begun[i + 10] - begun[i] > TimeSpan.FromMilliseconds(100), $"pictures {i} to {i + 10} in {(begun[i + 10] - begun[i]).TotalMilliseconds} ms");
        }
    }
}
