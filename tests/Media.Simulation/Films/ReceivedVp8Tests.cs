using Vod.Media.Engine;
using Vod.Media.Host.Tests.Mp4;
using Vod.Media.Mp4;
using Vod.Media.Simulation.Network;

namespace Vod.Media.Simulation.Films;

/// <summary>VP8 as it is received by who knows it.</summary>
public sealed class ReceivedVp8Tests(GeneratedFiles files)
{
    // RFC 7741 section 4.2: the smallest descriptor there is, with and without the start of a partition.
    private const byte Start = 0x10;
    private const byte Middle = 0x00;

    [Theory]
    [InlineData("vp8.webm")]
    [InlineData("vp8-live.webm")]
    public async Task Every_frame_of_the_file_arrives_in_time_and_as_it_is(string name)
    {
        string path = files.Get(name);
        await using PreparedFilm film = await PreparedFilm.OpenAsync(path, asVp8: true);
        using PlaybackSimulation simulation = new(seed: 1, PathConditions.Clean, film: film);
        List<byte[]> payloads = simulation.Browser.Video.Payloads = [];

        simulation.Run(film.Duration + TimeSpan.FromSeconds(30));

        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        SampleIndex samples = film.Asset.VideoTrack!.Samples;
        byte[] file = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        List<byte[]> frames = FramesOf(payloads);
        Assert.Equal(samples.Count, frames.Count);
        for (int i = 0; i < samples.Count; i++)
        {
            MediaSample sample = samples.GetSample(i);
            Assert.Equal(file[(int)sample.Offset..(int)(sample.Offset + sample.Size)], frames[i]);
        }

        long[] times = [.. Enumerable.Range(0, samples.Count).Select(i => samples.GetSample(i).CompositionTime)];
        ReceivedPicture.AssertInTime(times, film.Asset.VideoTrack.Timescale, simulation.Browser.Video.Pictures, simulation.VideoStream.TimestampOrigin);
    }

    private static List<byte[]> FramesOf(List<byte[]> payloads)
    {
        List<byte[]> frames = [];
        foreach (byte[] payload in payloads)
        {
            Assert.Equal(frames.Count == 0 || payload[0] == Start ? Start : Middle, payload[0]);
            if (payload[0] == Start)
            {
                frames.Add(payload[1..]);
            }
            else
            {
                frames[^1] = [.. frames[^1], .. payload[1..]];
            }
        }

        return frames;
    }
}
