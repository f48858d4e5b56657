using System.Diagnostics;

namespace Vod.Api.Rest.Stats;

/// <summary>How busy the process is.</summary>
internal sealed class ProcessUsage(TimeProvider time)
{
    // Shorter ones say little, and several pollers would shorten each other's.
    private static readonly TimeSpan ShortestSpan = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private long _measuredAt = time.GetTimestamp();
    private TimeSpan _measured = Environment.CpuUsage.TotalTime;
    private double _percent;

    /// <summary>Its share of all processors in percent, over the time since the question before.</summary>
    public double ProcessorPercent()
    {
        lock (_gate)
        {
            TimeSpan span = time.GetElapsedTime(_measuredAt);
            if (span >= ShortestSpan)
            {
                TimeSpan used = Environment.CpuUsage.TotalTime;
                _percent = Math.Clamp(100 * (used - _measured) / (span * Environment.ProcessorCount), 0, 100);
                _measured = used;
                _measuredAt = time.GetTimestamp();
            }

            return Math.Round(_percent, 2);
        }
    }

    /// <summary>Its threads.</summary>
    public static int Threads()
    {
        using Process process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }
}
