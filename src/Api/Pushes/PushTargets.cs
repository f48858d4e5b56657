using Microsoft.Extensions.Options;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Pushes;

/// <summary>
/// Decides where streams may be sent on to. Only hosts that the settings name are: a URL comes from a page or a REST call, and the server would connect to whatever it reaches, which is more
/// than they do.
/// </summary>
internal sealed class PushTargets(IOptions<PushOptions> options)
{
    /// <summary>Characters of a URL; the keys of the large platforms have fewer than 100.</summary>
    public const int MaxUrlLength = 1024;

    private static readonly string[] Schemes = ["rtmp", "rtmps"];

    private readonly bool _isClosed = options.Value.AllowedHosts.Count == 0;
    private readonly OriginList _hosts = new(options.Value.AllowedHosts);

    /// <summary>What WCS puts before the name of a stream that it sends on.</summary>
    public const string Prefix = "rtmp_";

    /// <summary>Checks the URL of an application, to which the name of the stream is added as WCS does it: behind a slash and <see cref="Prefix"/>.</summary>
    /// <param name="application">What was asked for.</param>
    /// <param name="stream">The name of the stream.</param>
    /// <param name="target">The complete URL.</param>
    public bool TryAllow(string? application, string stream, out string target) =>
        TryAllow($"{application?.TrimEnd('/')}/{Prefix}{Uri.EscapeDataString(stream)}", out target);

    /// <summary>Checks a complete URL. False when it is no RTMP URL, is too long, or its host is not allowed.</summary>
    /// <param name="url">What was asked for.</param>
    /// <param name="target">The URL as it is used: what a parser made of it, so that nobody reads another host out of it.</param>
    public bool TryAllow(string? url, out string target)
    {
        target = "";
        if (url is not { Length: <= MaxUrlLength }
            || !Uri.TryCreate(url, UriKind.Absolute, out Uri? uri)
            || !Schemes.Contains(uri.Scheme)
            || OriginList.HostOf(url) is not { Length: > 0 } host
            || uri.AbsolutePath.Length <= 1
            || _isClosed
            || !_hosts.Allows(host))
        {
            return false;
        }

        target = uri.AbsoluteUri;
        return true;
    }
}
