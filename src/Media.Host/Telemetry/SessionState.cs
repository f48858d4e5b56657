namespace Vod.Media.Host.Telemetry;

/// <summary>Where a session stands, as operators count them.</summary>
internal enum SessionState
{
    /// <summary>Its file is being opened.</summary>
    Opening,

    /// <summary>It is answered and waits for the browser.</summary>
    Connecting,

    /// <summary>Media flows to a viewer.</summary>
    Playing,

    /// <summary>Media comes from a publisher.</summary>
    Publishing,
}
