using System.Globalization;
using Vod.Media.Host.Tests.Mp4;
using Vod.Media.Host.Tests.Preparation;
using Vod.Media.Rtp;

namespace Vod.Media.Simulation.Films;

/// <summary>The sound as it was received.</summary>
internal static class ReceivedSound
{
    private const int SamplesPerSecond = 48_000;
    private const int SamplesPerPacket = 960;
    private const int MaxLag = 240;
    private const double LeastCorrelation = 0.95;

    // 20 ms of nothing (RFC 6716, CELT, fullband, stereo), for moments in which nothing is sent.
    private static readonly byte[] Silence = [0xFC, 0xFF, 0xFE];

    /// <summary>What ffmpeg makes of the first sound of a file, at 48 kHz and in the times of the file.</summary>
    public static async Task<float[]> OfFileAsync(string path)
    {
        float[] samples = await TestFfmpeg.RunForSamplesAsync($"-copyts -i {path} -map 0:a:0 -af aresample=48000:async=1:min_hard_comp=0.04:first_pts=0 -ac 1", []);

        // ffmpeg gives the last packet as a whole, also when only a part of it is presented, and passes over gaps that are shorter than it can fill.
        Array.Resize(ref samples, EndOf(path));
        return samples;
    }

    public static async Task AssertSameAsync(float[] expected, PlaybackSimulation simulation, bool lengthOnly = false)
    {
        byte[] ogg = OggOpusWriter.Write(Packets(simulation), channels: 2);
        float[] decoded = await TestFfmpeg.RunForSamplesAsync("-i pipe:0 -ac 1 -ar 48000", ogg);

        Assert.True(Math.Abs(decoded.Length - expected.Length) <= SamplesPerPacket, $"{decoded.Length} samples instead of {expected.Length}");
        double best = Enumerable.Range(-MaxLag, (2 * MaxLag) + 1).Max(lag => Correlation(expected, decoded, lag));
        Assert.True(lengthOnly || best >= LeastCorrelation, $"the sound is like that of the file by {best:F3} only");
    }

    private static int EndOf(string path)
    {
        string[] last = MediaTool.Run("ffprobe", $"-select_streams a:0 -show_entries packet=pts_time,duration_time -of csv=p=0 {path}").Trim().Split('\n')[^1].Split(',');
        double end = double.Parse(last[0], CultureInfo.InvariantCulture) + (last[1] == "N/A" ? 0.02 : double.Parse(last[1], CultureInfo.InvariantCulture));
        return (int)Math.Round(end * SamplesPerSecond);
    }

    private static IEnumerable<byte[]> Packets(PlaybackSimulation simulation)
    {
        RtpTimestamp origin = simulation.AudioStream.TimestampOrigin;
        SortedDictionary<int, byte[]> packets = [];
        foreach ((uint timestamp, byte[] packet) in simulation.Browser.AudioByTimestamp)
        {
            int at = new RtpTimestamp(timestamp) - origin;
            Assert.Equal(0, at % SamplesPerPacket);
            packets.Add(at / SamplesPerPacket, packet);
        }

        return Enumerable.Range(0, packets.Keys.Max() + 1).Select(i => packets.GetValueOrDefault(i) ?? Silence);
    }

    private static double Correlation(float[] a, float[] b, int lag)
    {
        double product = 0;
        double powerOfA = 0;
        double powerOfB = 0;
        for (int i = Math.Max(0, -lag); i < a.Length && i + lag < b.Length; i++)
        {
            product += a[i] * b[i + lag];
            powerOfA += a[i] * a[i];
            powerOfB += b[i + lag] * b[i + lag];
        }

        return product / Math.Sqrt(powerOfA * powerOfB);
    }
}
