namespace Vod.Media.Bandwidth;

/// <summary>
/// Whether the delay of a path grows: the slope of a line through the last sums of delay differences, each of them smoothed. The filter of libwebrtc's trendline estimator in the place
/// that draft-ietf-rmcat-gcc-02 section 5.3 gives to a Kalman filter.
/// </summary>
internal sealed class DelayTrend
{
    /// <summary>Points the line is laid through: some 100 ms of groups of 5 ms.</summary>
    public const int Window = 20;

    private const double Smoothing = 0.9;
    private readonly (double At, double Delay)[] _points = new (double, double)[Window];
    private TimeSpan? _origin;
    private double _sum;
    private double _smoothed;
    private int _next;

    /// <summary>Differences taken in.</summary>
    public int Count { get; private set; }

    /// <summary>Growth of the delay, in seconds per second; 0 until there are enough points.</summary>
    public double Slope { get; private set; }

    /// <summary>Takes in the difference of two groups.</summary>
    public void Add(in GroupDelta delta)
    {
        _origin ??= delta.At;
        _sum += (delta.Arrived - delta.Sent).TotalMilliseconds;
        _smoothed = (Smoothing * _smoothed) + ((1 - Smoothing) * _sum);
        _points[_next] = ((delta.At - _origin.Value).TotalMilliseconds, _smoothed);
        _next = (_next + 1) % Window;
        Count = Math.Min(Count + 1, int.MaxValue - 1);
        Slope = Count >= Window ? Fit() : 0;
    }

    private double Fit()
    {
        double at = 0;
        double delay = 0;
        foreach ((double pointAt, double pointDelay) in _points)
        {
            at += pointAt;
            delay += pointDelay;
        }

        at /= Window;
        delay /= Window;
        double numerator = 0;
        double denominator = 0;
        foreach ((double pointAt, double pointDelay) in _points)
        {
            numerator += (pointAt - at) * (pointDelay - delay);
            denominator += (pointAt - at) * (pointAt - at);
        }

        return denominator == 0 ? Slope : numerator / denominator;
    }
}
