namespace Vod.Media.Sdp;

/// <summary>Direction of a section as its describer sees it (RFC 3264 section 5.1).</summary>
[Flags]
internal enum MediaDirection
{
    /// <summary>Neither way.</summary>
    Inactive = 0,

    /// <summary>The describer sends.</summary>
    SendOnly = 1,

    /// <summary>The describer receives.</summary>
    RecvOnly = 2,

    /// <summary>Both ways; the default when a section has no direction.</summary>
    SendRecv = SendOnly | RecvOnly,
}
