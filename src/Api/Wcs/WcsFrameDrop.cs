namespace Vod.Api.Wcs;

/// <summary>Why a frame of a client was not acted on.</summary>
internal enum WcsFrameDrop
{
    /// <summary>It is longer than <see cref="WcsLimits.MaxMessageBytes"/>.</summary>
    TooBig,

    /// <summary>It came faster than <see cref="WcsLimits.MessagesPerSecond"/> allows.</summary>
    TooMany,

    /// <summary>It is binary; the protocol is text.</summary>
    Binary,

    /// <summary>It is no message.</summary>
    Malformed,
}
