using System.Diagnostics;

namespace Vod.Api;

/// <summary>The spans of the API, besides those that ASP.NET Core makes of requests.</summary>
internal static class ApiTrace
{
    /// <summary>Name of the source.</summary>
    public const string SourceName = "Vod.Api";

    /// <summary>Where they come from. Without a listener it makes none.</summary>
    public static readonly ActivitySource Source = new(SourceName);
}
