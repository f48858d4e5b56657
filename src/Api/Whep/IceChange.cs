namespace Vod.Api.Whep;

/// <summary>What an ICE fragment means to a session.</summary>
internal enum IceChange
{
    /// <summary>Candidates of the ICE session there is.</summary>
    Trickle,

    /// <summary>New credentials: a new ICE session is wanted.</summary>
    Restart,

    /// <summary>One of the credentials is new and the other is not, although a restart changes both (RFC 8445 section 9).</summary>
    Invalid,
}
