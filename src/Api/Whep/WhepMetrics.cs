using System.Diagnostics.Metrics;

namespace Vod.Api.Whep;

/// <summary>The instrument of WHEP, under the meter <c>Vod.Api</c>. Requests and their statuses are counted by ASP.NET Core.</summary>
internal sealed class WhepMetrics
{
    private int _open;

    /// <summary>Creates the instrument.</summary>
    public WhepMetrics(IMeterFactory meters) =>
        meters.Create("Vod.Api").CreateObservableUpDownCounter("vod.whep.sessions", () => Volatile.Read(ref _open), "{session}", "Open WHEP sessions");

    /// <summary>A player has asked for a session.</summary>
    public void Opened() => Interlocked.Increment(ref _open);

    /// <summary>A session is over, and the cluster has confirmed it.</summary>
    public void Ended() => Interlocked.Decrement(ref _open);
}
