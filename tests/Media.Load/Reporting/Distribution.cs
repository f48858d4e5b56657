namespace Vod.Media.Load.Reporting;

/// <summary>Values in a nutshell. A percentile is the smallest value that at least so many percent of the values do not exceed (nearest rank): always one that was measured.</summary>
/// <param name="Count">How many there are; 0 makes the rest 0.</param>
/// <param name="P50">Their median.</param>
/// <param name="P90">The 90th percentile.</param>
/// <param name="P99">The 99th percentile.</param>
/// <param name="Max">The largest.</param>
internal sealed record Distribution(int Count, double P50, double P90, double P99, double Max)
{
    /// <summary>Sums up values in any order.</summary>
    public static Distribution Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new Distribution(sorted.Length, Rank(sorted, 50), Rank(sorted, 90), Rank(sorted, 99), Rank(sorted, 100));
    }

    private static double Rank(double[] sorted, int percent) =>
        sorted.Length == 0 ? 0 : sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * percent / 100.0) - 1)];
}
