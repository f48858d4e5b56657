namespace Vod.Api.Wcs;

/// <summary>Why a connection ends.</summary>
internal enum WcsEndReason
{
    /// <summary>The client closed the socket, or it broke.</summary>
    ClientGone,

    /// <summary>The client did not answer our pings.</summary>
    PongsMissed,

    /// <summary>The client does not read what it is sent.</summary>
    SlowConsumer,

    /// <summary>No <c>connection</c> message came.</summary>
    NoHandshake,

    /// <summary>A message was longer than <see cref="WcsLimits.MaxMessageBytes"/>.</summary>
    MessageTooBig,

    /// <summary>More than <see cref="WcsLimits.MessagesPerSecond"/>.</summary>
    TooManyMessages,

    /// <summary>More than <see cref="WcsLimits.MaxMalformedFrames"/>.</summary>
    TooManyMalformedFrames,

    /// <summary>An operator ended it.</summary>
    Terminated,

    /// <summary>The server shuts down.</summary>
    ServerStopping,

    /// <summary>A defect of the server; the log has the details.</summary>
    Defect,
}
