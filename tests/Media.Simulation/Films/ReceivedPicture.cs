using Vod.Media.Engine;
using Vod.Media.Host.Assets;
using Vod.Media.Host.Tests.Preparation;
using Vod.Media.Mp4;
using Vod.Media.Preparation;
using Vod.Media.Rtp;
using Vod.Media.Simulation.Browser;
using Vod.Media.Timing;

namespace Vod.Media.Simulation.Films;

/// <summary>The picture as it was received.</summary>
internal static class ReceivedPicture
{
    // Of what is encoded anew. What is passed through has to be the same bit by bit.
    private const double LeastPeakSignalToNoise = 38;

    public static async Task AssertSameAsync(string path, MediaAsset asset, PlaybackSimulation simulation)
    {
        List<ReceivedAccessUnit> pictures = simulation.Browser.Video.Pictures;
        Assert.All(pictures, static picture => Assert.True(picture.IsComplete));
        long[] times = ShownTimes(asset);
        AssertInTime(times, asset.VideoTrack!.Timescale, pictures, simulation.VideoStream.TimestampOrigin);

        byte[] expected = await TestFfmpeg.RunAsync($"-i {path} -map 0:v:0 -fps_mode passthrough -vf {Filters(asset)} -pix_fmt yuv420p -f rawvideo pipe:1");
        byte[] decoded = await TestFfmpeg.RunAsync("-f h264 -i pipe:0 -fps_mode passthrough -pix_fmt yuv420p -f rawvideo pipe:1", ToByteStream(pictures));
        Assert.Equal(0, expected.Length % times.Length);
        int size = expected.Length / times.Length;
        Assert.Equal(pictures.Count, decoded.Length / size);

        // What an edit list cuts off in front is decoded by the browser all the same.
        decoded = decoded[^expected.Length..];
        for (int at = 0; at < expected.Length; at += size)
        {
            AssertLooksAs(expected.AsSpan(at, size), decoded.AsSpan(at, size), IsPassedThrough(asset), at / size);
        }
    }

    /// <summary>Whether every picture has the timestamp that its time in the file asks for.</summary>
    public static void AssertInTime(long[] times, uint timescale, List<ReceivedAccessUnit> pictures, RtpTimestamp origin)
    {
        Assert.InRange(pictures.Count, times.Length, int.MaxValue);
        int before = pictures.Count - times.Length;
        for (int i = 0; i < times.Length; i++)
        {
            long due = MediaTime.Rescale(times[i], timescale, RtpClock.VideoRate);
            Assert.True(Math.Abs(pictures[before + i].Timestamp - (origin + due)) <= 9 * (before + 1), $"picture {i} is not in time");
        }
    }

    // Of every picture that is presented, in the order of the presentation.
    private static long[] ShownTimes(MediaAsset asset)
    {
        SampleIndex samples = asset.VideoTrack!.Samples;
        long start = Math.Max(0, asset.InH264!.Prepared?.Chunks.StartOf(0) ?? 0);
        return [.. Enumerable.Range(0, samples.Count).Select(i => samples.GetSample(i).CompositionTime).Where(time => time >= start).Order()];
    }

    private static void AssertLooksAs(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual, bool isPassedThrough, int picture)
    {
        if (isPassedThrough)
        {
            Assert.True(expected.SequenceEqual(actual), $"picture {picture} differs");
            return;
        }

        double sum = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = expected[i] - actual[i];
            sum += difference * difference;
        }

        double ratio = 10 * Math.Log10(255.0 * 255 * expected.Length / Math.Max(1, sum));
        Assert.True(ratio >= LeastPeakSignalToNoise, $"picture {picture}: {ratio:F1} dB");
    }

    // Of VP8 it is what those get who do not know it.
    private static bool IsPassedThrough(MediaAsset asset) => asset.Picture.Treatment == PictureTreatment.PassedThrough && asset.InH264 == asset.Video;

    private static string Filters(MediaAsset asset)
    {
        if (IsPassedThrough(asset))
        {
            return "null";
        }

        string fields = DecoderInput.For(asset.VideoTrack!)![0].Shape.MayBeInterlaced ? "yadif=deint=interlaced," : "";
        return $"{fields}crop=trunc(iw/2)*2:trunc(ih/2)*2";
    }

    private static byte[] ToByteStream(List<ReceivedAccessUnit> pictures)
    {
        using MemoryStream stream = new();
        foreach (byte[] unit in pictures.SelectMany(static picture => picture.NalUnits))
        {
            stream.Write([0, 0, 0, 1]);
            stream.Write(unit);
        }

        return stream.ToArray();
    }
}
