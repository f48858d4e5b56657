namespace Vod.Api.Wcs;

/// <summary>Feature of the connections that came in on the WebSocket port. Unlike a comparison of port numbers it also works when the system chose the port.</summary>
internal sealed class WcsListener
{
    /// <summary>The feature; it carries nothing but its presence.</summary>
    public static readonly WcsListener Instance = new();

    private WcsListener()
    {
    }
}
