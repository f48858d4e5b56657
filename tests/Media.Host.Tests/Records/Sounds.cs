using Vod.Media.Host.Tests.Preparation;
using Vod.Media.Publish;

namespace Vod.Media.Host.Tests.Records;

/// <summary>Publishes tones and finds them again.</summary>
internal static class Sounds
{
    private const int Rate = 48_000;

    /// <summary>Seconds that drifting sound may be off: what a viewer would begin to notice between lips and sound is 60 ms.</summary>
    public const double OfDrift = 0.05;

    /// <summary>Seconds that sound may be off where nothing drifts: less than a frame of AAC, and the silence that packets can fill a gap with is exact to 2.5 ms.</summary>
    private const double Exactly = 0.012;

    // What the encoder of the tones looks ahead: 312 samples, which a file would have its player skip and a browser does not tell.
    private const double Lookahead = 0.0065;

    // The first frame of AAC lacks the one before it, so the very first tone fades in.
    private const double FadeIn = 1024.0 / Rate;

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
    public static async Task AssertTonesAsync(string path, double[] seconds, double tolerance = Exactly)
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
            found.Count == seconds.Length && found.Zip(seconds).All(pair => Math.Abs(pair.First - pair.Second - Lookahead) < tolerance + (pair.Second == 0 ? FadeIn : 0)),
            $"wanted {string.Join(' ', seconds)}, found {string.Join(' ', found)}");
    }
}
