namespace Vod.Media.Ice;

/// <summary>Error codes this server sends (RFC 8489 section 14.8, RFC 8445 section 16.2).</summary>
internal enum StunErrorCode
{
    /// <summary>The check lacks something it must have.</summary>
    BadRequest = 400,

    /// <summary>A comprehension-required attribute is unknown.</summary>
    UnknownAttribute = 420,

    /// <summary>Both sides claim the same ICE role.</summary>
    RoleConflict = 487,
}
