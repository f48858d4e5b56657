using System.Diagnostics;

namespace Vod.Grains;

/// <summary>The spans of the control plane. Orleans makes those of the calls; these are for what is no call.</summary>
internal static class GrainTrace
{
    /// <summary>Name of the source.</summary>
    public const string SourceName = "Vod.Grains";

    /// <summary>Where they come from. Without a listener it makes none.</summary>
    public static readonly ActivitySource Source = new(SourceName);
}
