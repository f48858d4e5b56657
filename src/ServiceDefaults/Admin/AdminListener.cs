namespace Vod.ServiceDefaults.Admin;

/// <summary>Feature of the connections that came in on the admin port. It tells them apart even when the system chose the port.</summary>
internal sealed class AdminListener
{
    /// <summary>The feature; it carries nothing but its presence.</summary>
    public static readonly AdminListener Instance = new();

    private AdminListener()
    {
    }
}
