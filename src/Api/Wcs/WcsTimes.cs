namespace Vod.Api.Wcs;

/// <summary>The clocks of one connection that are no settings.</summary>
internal static class WcsTimes
{
    /// <summary>How often time-outs are looked at.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>A socket that has not sent <c>connection</c> by then is closed.</summary>
    public static readonly TimeSpan Handshake = TimeSpan.FromSeconds(10);

    /// <summary>A stream whose node has been silent this long is lost. Nodes report every few seconds.</summary>
    public static readonly TimeSpan StreamLease = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long a publisher who has stopped waits for the name of his recording, whose file must be complete when he hears it. Longer than that takes for hours of film.
    /// </summary>
    public static readonly TimeSpan RecordFinish = TimeSpan.FromSeconds(15);

    /// <summary>How long the end of a connection waits for its streams to be freed; what is late is freed by the leases.</summary>
    public static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    /// <summary>How long the nodes still reach the observer of a connection that is over: a few of their reports, so that what was under way arrives.</summary>
    public static readonly TimeSpan ObserverGrace = TimeSpan.FromSeconds(15);

    /// <summary>How long a closing socket may take to swallow the rest and answer, before it is cut.</summary>
    public static readonly TimeSpan CloseHandshake = TimeSpan.FromSeconds(1);
}
