namespace Vod.Media.Host.Tests.Preparation;

/// <summary>How much two sounds of two channels at 48 kHz are alike.</summary>
/// <param name="Lag">Samples by which the first is later, where the two are most alike.</param>
/// <param name="Correlation">1 if they are the same but for the level, 0 if they have nothing in common.</param>
/// <param name="LevelDifference">Energy of the first relative to the second, in dB.</param>
internal readonly record struct SoundLikeness(int Lag, double Correlation, double LevelDifference)
{
    private const int Channels = 2;
    private const int MaxLag = 240;

    // A fine search for every lag takes too long; every fourth sample shows where the best is.
    private const int Coarse = 4;

    /// <summary>Compares a stretch of one with the same stretch of the other, given in frames.</summary>
    public static SoundLikeness Of(float[] sound, float[] reference, int start, int end)
    {
        int from = Math.Max(start, MaxLag);
        int to = Math.Min(end, (Math.Min(sound.Length, reference.Length) / Channels) - MaxLag);
        int best = Best(sound, reference, from, to, Enumerable.Range(-MaxLag / Coarse, 2 * MaxLag / Coarse).Select(static lag => lag * Coarse), Coarse);
        best = Best(sound, reference, from, to, Enumerable.Range(best - Coarse, (2 * Coarse) + 1), 1);
        double difference = 10 * Math.Log10(Product(sound, sound, from, to, 0, 1) / Product(reference, reference, from, to, 0, 1));
        return new(best, Correlate(sound, reference, from, to, best, 1), difference);
    }

    private static int Best(float[] sound, float[] reference, int from, int to, IEnumerable<int> lags, int step) =>
        lags.MaxBy(lag => Correlate(sound, reference, from, to, lag, step));

    private static double Correlate(float[] sound, float[] reference, int from, int to, int lag, int step) =>
        Product(sound, reference, from, to, lag, step)
        / Math.Sqrt(Product(sound, sound, from + lag, to + lag, 0, step) * Product(reference, reference, from, to, 0, step));

    private static double Product(float[] a, float[] b, int from, int to, int lag, int step)
    {
        double sum = 0;
        for (int i = from; i < to; i += step)
        {
            int at = i * Channels;
            int other = (i + lag) * Channels;
            sum += (a[other] * b[at]) + (a[other + 1] * b[at + 1]);
        }

        return sum;
    }
}
