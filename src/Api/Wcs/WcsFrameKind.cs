namespace Vod.Api.Wcs;

/// <summary>What a read of the socket brought.</summary>
internal enum WcsFrameKind
{
    /// <summary>A complete text message.</summary>
    Text,

    /// <summary>A complete binary message. The protocol has none on this socket.</summary>
    Binary,

    /// <summary>A message over the limit; the rest of it is unread.</summary>
    TooBig,

    /// <summary>The client's close frame.</summary>
    Close,
}
