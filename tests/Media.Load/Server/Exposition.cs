using System.Globalization;

namespace Vod.Media.Load.Server;

/// <summary>Metrics in the text format of Prometheus, as far as a measurement asks for them.</summary>
internal sealed class Exposition
{
    private const string BucketLabel = "le=\"";
    private readonly ILookup<string, (string Labels, double Value)> _samples;

    private Exposition(ILookup<string, (string Labels, double Value)> samples) => _samples = samples;

    /// <summary>Reads a page; what is no sample is passed over.</summary>
    public static Exposition Parse(string text) => new(text.Split('\n').Select(ParseLine).OfType<(string Name, string Labels, double Value)>()
        .ToLookup(sample => sample.Name, sample => (sample.Labels, sample.Value)));

    /// <summary>The sum over all labels; null when there is no such metric.</summary>
    public double? Sum(string name) => _samples.Contains(name) ? _samples[name].Sum(sample => sample.Value) : null;

    /// <summary>
    /// A quantile of what a histogram has counted since another page, within the bucket as if its values were spread evenly, as Prometheus does it. Null when it has counted nothing.
    /// </summary>
    public double? Quantile(double share, string histogram, Exposition since)
    {
        SortedDictionary<double, double> counts = Buckets(histogram);
        foreach ((double bound, double count) in since.Buckets(histogram))
        {
            counts[bound] = counts.GetValueOrDefault(bound) - count;
        }

        double rank = share * (counts.Count == 0 ? 0 : counts.Values.Last());
        (double Bound, double Count) below = (0, 0);
        foreach ((double bound, double count) in counts)
        {
            if (rank > 0 && count >= rank)
            {
                return double.IsInfinity(bound) ? below.Bound : below.Bound + ((bound - below.Bound) * (rank - below.Count) / (count - below.Count));
            }

            below = (bound, count);
        }

        return null;
    }

    private SortedDictionary<double, double> Buckets(string histogram)
    {
        SortedDictionary<double, double> buckets = [];
        foreach ((string labels, double value) in _samples[$"{histogram}_bucket"])
        {
            int begin = labels.IndexOf(BucketLabel, StringComparison.Ordinal) + BucketLabel.Length;
            double bound = ParseNumber(labels[begin..labels.IndexOf('"', begin)]);
            buckets[bound] = buckets.GetValueOrDefault(bound) + value;
        }

        return buckets;
    }

    // name{label="value",...} value [time], or without labels.
    private static (string Name, string Labels, double Value)? ParseLine(string line)
    {
        int nameEnd = line.AsSpan().IndexOfAny('{', ' ');
        if (line.StartsWith('#') || nameEnd < 0)
        {
            return null;
        }

        int labelsEnd = line[nameEnd] == '{' ? line.LastIndexOf('}') + 1 : nameEnd;
        string value = line[labelsEnd..].Trim().Split(' ')[0];
        return (line[..nameEnd], line[nameEnd..labelsEnd], ParseNumber(value));
    }

    private static double ParseNumber(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };
}
