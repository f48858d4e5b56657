using System.Net;

namespace Vod.Api.Rest;

/// <summary>Failures that several methods have.</summary>
internal static class RestFailures
{
    /// <summary>Of everything that looks for something.</summary>
    public static readonly IReadOnlyDictionary<HttpStatusCode, string> NotFound =
        new Dictionary<HttpStatusCode, string> { [HttpStatusCode.NotFound] = "Nothing matches" };
}
