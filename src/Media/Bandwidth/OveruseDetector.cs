namespace Vod.Media.Bandwidth;

/// <summary>
/// Compares the trend of the delay with a threshold that adapts itself (draft-ietf-rmcat-gcc-02 section 5.4): a fixed one would either starve beside TCP or see congestion in every jitter.
/// </summary>
internal sealed class OveruseDetector
{
    /// <summary>The trend has to be above the threshold for this long.</summary>
    public static readonly TimeSpan MinOveruse = TimeSpan.FromMilliseconds(10);

    // Section 5.4 of the draft; gain and count as libwebrtc has them for a trend in the place of an offset.
    private const double InitialThreshold = 12.5;
    private const double MinThreshold = 6;
    private const double MaxThreshold = 600;
    private const double GainUp = 0.0087;
    private const double GainDown = 0.039;
    private const double MaxExcess = 15;
    private const double MaxStepMilliseconds = 100;
    private const double TrendGain = 4;
    private const int MaxCount = 60;
    private double _threshold = InitialThreshold;
    private double _lastSlope;
    private TimeSpan _overuse;
    private int _overuseCount;
    private TimeSpan? _updatedAt;

    /// <summary>What the last trend means.</summary>
    public PathUsage Usage { get; private set; }

    /// <summary>Takes in a trend.</summary>
    /// <param name="trend">The filter, after it took in the difference.</param>
    /// <param name="delta">The difference.</param>
    public void Update(DelayTrend trend, in GroupDelta delta)
    {
        double offset = Math.Min(trend.Count, MaxCount) * trend.Slope * TrendGain;
        if (offset > _threshold)
        {
            _overuse += _overuseCount == 0 ? delta.Sent / 2 : delta.Sent;
            _overuseCount++;
            if (_overuse > MinOveruse && _overuseCount > 1 && trend.Slope >= _lastSlope)
            {
                Usage = PathUsage.Overuse;
                (_overuse, _overuseCount) = (TimeSpan.Zero, 0);
            }
        }
        else
        {
            (_overuse, _overuseCount) = (TimeSpan.Zero, 0);
            Usage = offset < -_threshold ? PathUsage.Underuse : PathUsage.Normal;
        }

        _lastSlope = trend.Slope;
        Adapt(Math.Abs(offset), delta.At);
    }

    private void Adapt(double offset, TimeSpan at)
    {
        double elapsed = Math.Clamp((at - (_updatedAt ?? at)).TotalMilliseconds, 0, MaxStepMilliseconds);
        _updatedAt = at;
        if (offset > _threshold + MaxExcess)
        {
            // A sudden jump is a change of path, nothing to get used to.
            return;
        }

        double gain = offset < _threshold ? GainDown : GainUp;
        _threshold = Math.Clamp(_threshold + (gain * (offset - _threshold) * elapsed), MinThreshold, MaxThreshold);
    }
}
