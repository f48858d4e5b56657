using System.IO.Enumeration;
using System.Text;

namespace Vod.ServiceDefaults.Settings;

/// <summary>
/// Decides which pages may connect. The first pattern that matches the host of the page decides; a page that no pattern matches is refused. An empty list allows all.
/// </summary>
/// <param name="patterns">Hosts; <c>*</c> stands for any characters, <c>!</c> in front refuses instead of allowing.</param>
public sealed class OriginList(IEnumerable<string> patterns)
{
    private const char Refusal = '!';

    private readonly string[] _patterns = [.. patterns];

    /// <summary>
    /// The host of an <c>Origin</c> header (RFC 6454, section 7), which browsers send in ASCII; IPv6 addresses stand in brackets. Empty when the client sent none, or
    /// <c>null</c> as sandboxed pages do, or something that is no origin.
    /// </summary>
    public static string HostOf(string? origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri)
        && uri.HostNameType is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6
        && Ascii.IsValid(uri.Host)
            ? uri.Host
            : "";

    /// <summary>Whether pages of a host may connect. A client without a host, which is no page, may when the pattern <c>*</c> decides.</summary>
    /// <param name="host">What <see cref="HostOf"/> returned.</param>
    public bool Allows(string host) =>
        _patterns.Length == 0 || (Array.Find(_patterns, p => Matches(p, host)) is { } first && !first.StartsWith(Refusal));

    private static bool Matches(string pattern, string host)
    {
        ReadOnlySpan<char> hosts = pattern.AsSpan().TrimStart(Refusal);

        // The matcher of file names knows nothing but stars here, as "?" and the backslash are no part of a pattern. It matches no empty name.
        return hosts is "*" || FileSystemName.MatchesSimpleExpression(hosts, host, ignoreCase: true);
    }
}
