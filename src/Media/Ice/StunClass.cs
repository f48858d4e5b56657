namespace Vod.Media.Ice;

/// <summary>Class of a STUN message: the two bits C1 and C0 of its type (RFC 8489 section 5).</summary>
internal enum StunClass
{
    /// <summary>Asks for a response.</summary>
    Request = 0b00,

    /// <summary>Wants no response; ICE uses Binding indications to keep a NAT binding open.</summary>
    Indication = 0b01,

    /// <summary>The request was carried out.</summary>
    SuccessResponse = 0b10,

    /// <summary>The request was refused, with an ERROR-CODE.</summary>
    ErrorResponse = 0b11,
}
