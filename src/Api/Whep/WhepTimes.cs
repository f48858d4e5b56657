using Vod.Api.Wcs;

namespace Vod.Api.Whep;

/// <summary>The clocks of WHEP.</summary>
internal static class WhepTimes
{
    /// <summary>How long a player waits for its answer: longer than a node takes to give up a file it cannot open (20 s), so that its reason is told.</summary>
    public static readonly TimeSpan Answer = TimeSpan.FromSeconds(25);

    /// <summary>How long a node may take to make new ICE credentials. It takes milliseconds; a player's old path lasts 30 s.</summary>
    public static readonly TimeSpan Restart = TimeSpan.FromSeconds(5);

    /// <summary>
    /// From the end of one ICE restart to the next. Longer than what a node insists on (1 s), so that it is here that a player hears of it.
    /// </summary>
    public static readonly TimeSpan RestartInterval = TimeSpan.FromSeconds(2);

    /// <summary>What a refused player is told to wait before it tries again. Sessions come and go by the second.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>How often leases are looked at.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>A session whose node has been silent this long is lost, as a stream of the WebSDK is.</summary>
    public static readonly TimeSpan Lease = WcsTimes.StreamLease;

    /// <summary>How long a DELETE, and the stop of the server, wait for sessions to be freed; what is late is freed by the leases.</summary>
    public static readonly TimeSpan Farewell = WcsTimes.Farewell;
}
