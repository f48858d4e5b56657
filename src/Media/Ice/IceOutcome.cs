namespace Vod.Media.Ice;

/// <summary>What an <see cref="IceLiteAgent"/> did with a datagram.</summary>
internal enum IceOutcome
{
    /// <summary>Nothing; the reason has been counted.</summary>
    Dropped,

    /// <summary>A Binding indication: keeps a NAT open, proves nothing, wants no response.</summary>
    KeptAlive,

    /// <summary>A genuine check that could not be granted; an error response is to be sent to where it came from.</summary>
    Refused,

    /// <summary>A genuine check; a success response is to be sent to where it came from.</summary>
    Answered,

    /// <summary>As <see cref="Answered"/>, and the check chose the first path of the session.</summary>
    PathSelected,

    /// <summary>As <see cref="Answered"/>, and the check moved the session to another path.</summary>
    PathMoved,
}
