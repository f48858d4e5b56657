using Vod.Media.H264.Packetization;
using Vod.Media.Simulation.Browser;
using Vod.Media.Simulation.Network;

namespace Vod.Media.Simulation.Scenarios;

/// <summary>Several viewers of one worker, who send the same pictures while they seek, stop, lose packets and leave in the middle of one.</summary>
public sealed class SharedPicturesTests
{
    private const int Seeds = 40;
    private const int Viewers = 3;
    private const int Frames = 240;
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(7);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(12);

    // A viewer wakes for every packet at most, for every picture and sound twice, and for feedback.
    private const int MaxTimeoutsPerSecond = 1000;

    [Fact]
    public void Nobody_gets_bytes_of_another_picture_and_none_is_held_in_the_end() => Parallel.For(0, Seeds, seed =>
    {
        try
        {
            Play(seed);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"seed {seed}", exception);
        }
    });

    private static void Play(int seed)
    {
        Random dice = new(seed);
        using CutPictures pictures = new();
        List<PlaybackSimulation> viewers = [];
        for (int i = 0; i < Viewers; i++)
        {
            viewers.Add(Join(seed, dice, pictures, viewers.FirstOrDefault()));
        }

        HashSet<string> units = [.. Enumerable.Range(0, Frames).Select(frame => Convert.ToHexString(viewers[0].File.NalUnit(frame)))];
        for (TimeSpan at = TimeSpan.Zero; at < Length; at += Slice)
        {
            foreach (PlaybackSimulation viewer in viewers)
            {
                viewer.RunFor(Slice);
                Disturb(viewer, dice, hasStarted: viewer.PlayingAt is not null);
            }
        }

        foreach (PlaybackSimulation viewer in viewers)
        {
            Assert.Equal(0, viewer.Browser.Rejected);
            Assert.InRange(viewer.Timeouts, 1, MaxTimeoutsPerSecond * (int)Length.TotalSeconds);
            Assert.NotEmpty(viewer.Browser.Video.Pictures);
            foreach (ReceivedAccessUnit picture in viewer.Browser.Video.Pictures.Where(static picture => picture.IsComplete))
            {
                Assert.Contains(Convert.ToHexString(picture.NalUnits[^1]), units);
            }

            viewer.Dispose();
        }

        pictures.Trim();
        pictures.Trim();
        Assert.Equal(0, pictures.Count);
    }

    private static PlaybackSimulation Join(int seed, Random dice, CutPictures pictures, PlaybackSimulation? first)
    {
        PathConditions path = new() { Loss = dice.NextDouble() * 0.03, Delay = TimeSpan.FromMilliseconds(dice.Next(1, 40)) };
        SimulationOptions options = new()
        {
            Frames = Frames,
            HasRetransmissionStream = dice.Next(3) > 0,
            Loops = dice.Next(2) == 0,
            StorageDelay = TimeSpan.FromMilliseconds(dice.Next(1, 120)),
            SharedFor = seed % 3 == 0 ? TimeSpan.FromMilliseconds(dice.Next(0, 2000)) : null,
            Resident = seed % 4 == 0 ? null : (owner, offset) => ((offset >> 16) + ((owner.Now - owner.StartedAt).Ticks >> 22) + seed) % 4 >= seed % 4,
        };
        PlaybackSimulation viewer = new(dice.Next(), path, options, first?.File, pictures);
        if (dice.Next(2) == 0)
        {
            // Not all at the same place: some pictures are sent by one viewer alone.
            viewer.Steer((peer, now) => peer.Seek(TimeSpan.FromSeconds(dice.Next(0, 3)), now));
        }

        viewer.RunUntil(() => viewer.Browser.IsConnected, TimeSpan.FromSeconds(20));
        return viewer;
    }

    private static void Disturb(PlaybackSimulation viewer, Random dice, bool hasStarted)
    {
        if (!hasStarted || viewer.Ended is not null)
        {
            return;
        }

        switch (dice.Next(150))
        {
            case 0:
                viewer.Steer((peer, now) => peer.Seek(TimeSpan.FromMilliseconds(dice.Next(0, 7900)), now));
                break;
            case 1:
                viewer.Steer((peer, now) => peer.Pause(now));
                break;
            case 2 or 3 or 4:
                viewer.Steer((peer, now) => peer.Resume(now));
                break;
            case 5:
                viewer.RequestKeyFrame();
                break;
            case 6:
                viewer.Freeze(TimeSpan.FromMilliseconds(dice.Next(10, 900)));
                break;
            case 7:
                viewer.Steer((peer, now) => peer.SetSpeed(dice.Next(1, 5) / 2.0, now));
                break;
            case 8 when dice.Next(8) == 0:
                viewer.CloseBrowser();
                break;
        }
    }
}
