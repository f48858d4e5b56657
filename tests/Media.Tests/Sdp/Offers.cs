namespace Vod.Media.Tests.Sdp;

/// <summary>
/// Offers to receive audio and video. Chromium's was captured from version 156 with bundlePolicy max-compat, as the WebSDK makes it; the
/// other two are written by hand after the habits of those browsers.
/// </summary>
internal static class Offers
{
    public static string Chromium { get; } = Read("chromium-156-recvonly.sdp");
    public static string Firefox { get; } = Read("firefox-like.sdp");
    public static string Safari { get; } = Read("safari-like.sdp");

    /// <summary>The same offer by somebody who sends: only the direction differs, and the names of the streams, which nobody reads.</summary>
    public static string ToSend(this string offer) => offer.Replace("a=recvonly", "a=sendonly", StringComparison.Ordinal);

    /// <summary>The lines of an offer that begin with none of the given texts.</summary>
    public static string Without(this string offer, params string[] beginnings) => string.Concat(
        offer.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !beginnings.Any(beginning => line.StartsWith(beginning, StringComparison.Ordinal)))
            .Select(line => line + "\r\n"));

    /// <summary>Only the session level and the section of one media type.</summary>
    public static string Only(this string offer, string mediaType)
    {
        string[] parts = offer.Split("m=");
        string mid = mediaType == "audio" ? "0" : "1";
        return parts[0].Replace("BUNDLE 0 1", $"BUNDLE {mid}", StringComparison.Ordinal)
            + "m=" + parts.Skip(1).Single(part => part.StartsWith(mediaType, StringComparison.Ordinal));
    }

    private static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Sdp", "Offers", name));
}
