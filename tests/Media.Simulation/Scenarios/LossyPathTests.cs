using Vod.Media.Engine;
using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Simulation.Browser;
using Vod.Media.Simulation.Network;
using Vod.Media.Timing;

namespace Vod.Media.Simulation.Scenarios;

/// <summary>A whole file over paths that lose, double and reorder. The seed of a failure is in its message and becomes a test of its own.</summary>
public sealed class LossyPathTests
{
    private const int Seeds = 1000;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public void Every_picture_and_sound_arrives_whole_over_a_thousand_bad_paths()
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

                // Half of the paths keep the order: where the first media overtakes the last flight of the handshake a viewer starts late.
                Jitter = TimeSpan.FromMilliseconds(seed % 2 * dice.Next(0, 30)),
            };

            // Of every third file the operating system tells what it has in memory: a part of it, another one every second.
            SimulationOptions options = new()
            {
                Resident = seed % 3 == 0 ? (now, offset) => ((offset >> 16) + (now.Now - now.StartedAt).Seconds + seed) % 4 != 0 : null,
            };
            using PlaybackSimulation simulation = new(seed, path, options);
            try
            {
                simulation.Run(Limit);
                simulation.Settle();
                if (simulation.Browser.DroppedBeforeKeys == 0)
                {
                    AssertEverythingArrived(simulation);
                }
                else
                {
                    Interlocked.Increment(ref late);
                    AssertRecovered(simulation);
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
    public void A_clean_path_needs_no_retransmission_and_keeps_time()
    {
        using PlaybackSimulation simulation = new(1, PathConditions.Clean);

        simulation.Run(Limit);
        simulation.Settle();

        AssertEverythingArrived(simulation);
        Assert.Equal(0, simulation.Browser.Video.Asked);
        Assert.Equal(simulation.File.PacketCount, simulation.Browser.AudioByTimestamp.Count);
        AssertPicturesOnTime(simulation);
        AssertLipSync(simulation);
    }

    [Fact]
    public void Without_rtx_lost_packets_come_again_as_they_were()
    {
        using PlaybackSimulation simulation = new(7, new PathConditions { Loss = 0.03 }, new SimulationOptions { HasRetransmissionStream = false });

        simulation.Run(Limit);

        AssertEverythingArrived(simulation);
        Assert.Equal(0, simulation.Browser.Retransmissions);
    }

    [Fact]
    public void A_viewer_without_feedback_still_plays_to_the_end()
    {
        using PlaybackSimulation simulation = new(9, new PathConditions { Loss = 0.01 }, new SimulationOptions { SendsFeedback = false });

        simulation.Run(Limit);

        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        Assert.True(simulation.Browser.AudioByTimestamp.Count > simulation.File.PacketCount * 9 / 10);
    }

    // The last flight of the handshake came late: the picture begins with the burst from the last key frame, and then nothing is missing.
    internal static void AssertRecovered(PlaybackSimulation simulation)
    {
        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        Assert.Equal(0, simulation.Browser.Rejected);
        List<ReceivedAccessUnit> pictures = simulation.Browser.Video.Pictures;
        int keyFrame = pictures.FindIndex(static picture => picture.NalUnits.Count == 3 && picture.IsComplete);
        Assert.InRange(keyFrame, 0, SimulatedFile.FramesPerGroup);
        Assert.All(pictures[keyFrame..], static picture => Assert.True(picture.IsComplete));
        Assert.True(simulation.File.NalUnit(simulation.Options.Frames - 1).SequenceEqual(pictures[^1].NalUnits[^1]), "the last picture is missing");
    }

    internal static void AssertEverythingArrived(PlaybackSimulation simulation, int framesPerGroup = SimulatedFile.FramesPerGroup)
    {
        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        Assert.Equal(0, simulation.Browser.Rejected);
        List<ReceivedAccessUnit> pictures = simulation.Browser.Video.Pictures;
        Assert.Equal(simulation.Options.Frames, pictures.Count);
        for (int i = 0; i < pictures.Count; i++)
        {
            bool isSync = i % framesPerGroup == 0;
            Assert.True(pictures[i].IsComplete);
            Assert.Equal(isSync ? 3 : 1, pictures[i].NalUnits.Count);
            Assert.True(simulation.File.NalUnit(i).SequenceEqual(pictures[i].NalUnits[^1]), $"picture {i} differs");
            Assert.Equal(simulation.VideoStream.TimestampOrigin + (i * 3000L), pictures[i].Timestamp);
        }

        for (int i = 0; i < simulation.File.PacketCount; i++)
        {
            uint timestamp = (simulation.AudioStream.TimestampOrigin + (i * 960L)).Value;
            if (simulation.Browser.AudioByTimestamp.TryGetValue(timestamp, out byte[]? packet))
            {
                Assert.True(simulation.File.Packet(i).SequenceEqual(packet), $"packet {i} differs");
            }
        }
    }

    // Sent when it is due, received a path later; a key frame may take the pacer's spread longer.
    internal static void AssertPicturesOnTime(PlaybackSimulation simulation)
    {
        foreach ((RtpTimestamp timestamp, MonotonicTime arrival) in simulation.Browser.Video.FirstPacketAt)
        {
            TimeSpan due = TimeSpan.FromSeconds((timestamp - simulation.VideoStream.TimestampOrigin) / 90_000.0);
            TimeSpan late = arrival - simulation.PlayingAt!.Value - due - PathConditions.Clean.Delay;
            Assert.InRange(late.TotalMilliseconds, -1, 40);
        }
    }

    private static void AssertLipSync(PlaybackSimulation simulation)
    {
        List<double> origins = [];
        foreach ((Ssrc ssrc, SenderInfo info) in simulation.Browser.SenderReports)
        {
            bool isVideo = ssrc == simulation.VideoStream.Ssrc;
            RtpTimestamp origin = isVideo ? simulation.VideoStream.TimestampOrigin : simulation.AudioStream.TimestampOrigin;
            double position = (info.RtpTime - origin) / (isVideo ? 90_000.0 : 48_000.0);
            origins.Add((info.WallTime.Value / 4294967296.0) - position);
        }

        Assert.NotEmpty(origins);
        Assert.InRange(origins.Max() - origins.Min(), 0, 0.001);
    }
}
