using Vod.Media.Host.Tests.Preparation;
using Vod.Media.Publish;

namespace Vod.Media.Host.Tests.Records;

/// <summary>Publishes tones and finds them again.</summary>
internal static class Sounds
{
    private const int Rate = 48_000;

    // What a viewer would begin to notice between lips and sound is 60 ms.
    private const double Tolerance = 0.05;

    public static void Publish(IPublishedMediaSink sink, IReadOnlyList<byte[]> packets, TimeSpan from = default, Func<int, bool>? omitted = null, double pace = 1)
    {
        for (int i = 0; i < packets.Count; i++)
        {
            if (omitted?.Invoke(i) != true)
            {
                sink.OnSound(new PublishedSound(from + (i * pace * PublishedFilm.PacketLength), PublishedFilm.PacketLength), packets[i]);
            }
        }
    }

    /// <summary>The tones begin at these seconds, and there are no others.</summary>
    public static async Task AssertTonesAsync(string path, double[] seconds)
    {
        float[] samples = await TestFfmpeg.RunForSamplesAsync($"-i {path} -map 0:a -af aresample=async=1:first_pts=0 -ac 1 -ar {Rate}", []);
        List<double> found = [];
        int quiet = Rate;
        for (int i = 0; i < samples.Length; i++)
        {
            if (Math.Abs(samples[i]) < 0.2)
            {
                quiet++;
                continue;
            }

            if (quiet > Rate / 5)
            {
                found.Add((double)i / Rate);
            }

            quiet = 0;
        }

        Assert.True(
            found.Count == seconds.Length && found.Zip(seconds).All(static pair => Math.Abs(pair.First - pair.Second) < Tolerance),
            $"wanted {string.Join(' ', seconds)}, found {string.Join(' ', found)}");
    }
}
