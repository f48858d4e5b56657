namespace Vod.Api.Wcs;

/// <summary>Why a WebSocket was not accepted.</summary>
internal enum WcsRefusal
{
    /// <summary>The page it came from is of an origin that may not connect.</summary>
    Origin,

    /// <summary>As many are open as may be.</summary>
    Capacity,
}
