namespace Vod.Media.Ice;

/// <summary>Why an <see cref="IceLiteAgent"/> did not act on a datagram, in the order of the checks.</summary>
internal enum IceDropReason
{
    /// <summary>The session has failed.</summary>
    AgentFailed,

    /// <summary>Not STUN, or broken: length, cookie, attributes, FINGERPRINT.</summary>
    Malformed,

    /// <summary>A method other than Binding.</summary>
    UnexpectedMethod,

    /// <summary>A response; a lite agent asks nothing, so nobody can be answering.</summary>
    UnexpectedResponse,

    /// <summary>No USERNAME, or one of another session.</summary>
    UnknownUser,

    /// <summary>No MESSAGE-INTEGRITY.</summary>
    NoIntegrity,

    /// <summary>A MESSAGE-INTEGRITY made with another password, or a changed message.</summary>
    BadIntegrity,

    /// <summary>A genuine check seen before, now from another address.</summary>
    Replayed,
}
