using System.Diagnostics.Metrics;

namespace Vod.Api.Whep;

/// <summary>The instruments of WHEP and WHIP, under the meter <c>Vod.Api</c>. Requests and their statuses are counted by ASP.NET Core.</summary>
internal sealed class WhepMetrics
{
    private int _playing;
    private int _publishing;

    /// <summary>Creates the instruments.</summary>
    public WhepMetrics(IMeterFactory meters)
    {
        Meter meter = meters.Create("Vod.Api");
        meter.CreateObservableUpDownCounter("vod.whep.sessions", () => Volatile.Read(ref _playing), "{session}", "Open WHEP sessions");
        meter.CreateObservableUpDownCounter("vod.whip.sessions", () => Volatile.Read(ref _publishing), "{session}", "Open WHIP sessions");
    }

    /// <summary>A session has been asked for.</summary>
    public void Opened(bool publishes) => Interlocked.Increment(ref Count(publishes));

    /// <summary>A session is over, and the cluster has confirmed it.</summary>
    public void Ended(bool publishes) => Interlocked.Decrement(ref Count(publishes));

    private ref int Count(bool publishes) => ref publishes ? ref _publishing : ref _playing;
}
