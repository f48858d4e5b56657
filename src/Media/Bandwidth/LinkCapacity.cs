namespace Vod.Media.Bandwidth;

/// <summary>
/// What got through whenever the path was over-used, as a mean and a spread (draft-ietf-rmcat-gcc-02 section 5.5): near it the rate grows carefully, far from it fast.
/// </summary>
internal struct LinkCapacity
{
    private const double Weight = 0.05;
    private const double MinDeviation = 0.4;
    private const double MaxDeviation = 2.5;
    private const double Spread = 3;
    private const double BitsPerKilobit = 1000;
    private double _mean;
    private double _deviation;

    /// <summary>Whether there is a mean.</summary>
    public readonly bool IsKnown => _mean > 0;

    /// <summary>Takes in what gets through while the path is over-used.</summary>
    public void OnOveruse(long bitsPerSecond)
    {
        double sample = bitsPerSecond / BitsPerKilobit;
        if (!IsKnown)
        {
            (_mean, _deviation) = (sample, MinDeviation);
            return;
        }

        _mean = ((1 - Weight) * _mean) + (Weight * sample);
        double error = _mean - sample;
        _deviation = Math.Clamp(((1 - Weight) * _deviation) + (Weight * error * error / Math.Max(_mean, 1)), MinDeviation, MaxDeviation);
    }

    /// <summary>Whether a rate is so far from the mean that the path must have changed.</summary>
    public readonly bool IsOutside(long bitsPerSecond)
    {
        double reach = Spread * Math.Sqrt(_deviation * _mean);
        double sample = bitsPerSecond / BitsPerKilobit;
        return IsKnown && (sample > _mean + reach || sample < _mean - reach);
    }

    /// <summary>Whether a rate is above all that belongs to the mean.</summary>
    public readonly bool IsExceededBy(long bitsPerSecond) => IsOutside(bitsPerSecond) && bitsPerSecond / BitsPerKilobit > _mean;

    /// <summary>Forgets the mean.</summary>
    public void Forget() => _mean = 0;
}
