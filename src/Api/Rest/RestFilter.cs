using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Rest;

/// <summary>The comparisons of <c>find</c> and <c>terminate</c>: what is not given matches everything, and all that is given must match.</summary>
internal static class RestFilter
{
    /// <summary>Whether a text matches, letter by letter.</summary>
    public static bool Matches(string? wanted, string actual) => wanted is null || wanted == actual;

    /// <summary>Whether a yes or no matches.</summary>
    public static bool Matches(bool? wanted, bool actual) => wanted is null || wanted == actual;

    /// <summary>Whether a stream's name or URI matches: letter by letter, but for the scheme, which is of any case.</summary>
    public static bool MatchesStream(string? wanted, string actual) =>
        wanted is null || wanted == actual
        || (StreamUri.TryParse(wanted, out StreamUri one) && StreamUri.TryParse(actual, out StreamUri other) && one == other);
}
