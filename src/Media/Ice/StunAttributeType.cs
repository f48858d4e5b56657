namespace Vod.Media.Ice;

/// <summary>
/// STUN attributes this server knows (RFC 8489 section 18.3, RFC 8445 section 16.1). Types below 0x8000 are
/// comprehension-required: a request with an unknown one must be refused.
/// </summary>
internal enum StunAttributeType : ushort
{
    /// <summary>"local ufrag:remote ufrag" as seen by the receiver of a check.</summary>
    Username = 0x0006,

    /// <summary>HMAC-SHA1 over everything before it.</summary>
    MessageIntegrity = 0x0008,

    /// <summary>Why a request was refused.</summary>
    ErrorCode = 0x0009,

    /// <summary>The comprehension-required attributes the server did not know.</summary>
    UnknownAttributes = 0x000A,

    /// <summary>Long-term credentials only; never part of an ICE check.</summary>
    Realm = 0x0014,

    /// <summary>Long-term credentials only; never part of an ICE check.</summary>
    Nonce = 0x0015,

    /// <summary>HMAC-SHA256 variant; ICE checks use SHA-1 (RFC 8445 section 7), so it is known and passed over.</summary>
    MessageIntegritySha256 = 0x001C,

    /// <summary>The source address the server saw.</summary>
    XorMappedAddress = 0x0020,

    /// <summary>Priority a peer-reflexive candidate found by this check would have.</summary>
    Priority = 0x0024,

    /// <summary>The controlling side nominates this pair.</summary>
    UseCandidate = 0x0025,

    /// <summary>Free text about the sender; ignored.</summary>
    Software = 0x8022,

    /// <summary>CRC-32, always the last attribute.</summary>
    Fingerprint = 0x8028,

    /// <summary>The sender is in the controlled role; 64-bit tie-breaker.</summary>
    IceControlled = 0x8029,

    /// <summary>The sender is in the controlling role; 64-bit tie-breaker.</summary>
    IceControlling = 0x802A,
}
