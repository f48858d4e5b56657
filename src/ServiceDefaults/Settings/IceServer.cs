using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Vod.ServiceDefaults.Settings;

/// <summary>A STUN or TURN server that browsers are told to use, as it is written in the settings: <c>stun:HOST</c> or <c>turn:HOST USERNAME CREDENTIAL</c>.</summary>
/// <param name="Url">Its URI (RFC 7064, RFC 7065).</param>
/// <param name="Username">Long-term user name; null for STUN.</param>
/// <param name="Credential">Its password; null for STUN.</param>
public sealed partial record IceServer(string Url, string? Username, string? Credential)
{
    /// <summary>Reads an entry. A TURN server needs a user name and a credential, as browsers refuse one without; a STUN server has none.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out IceServer? server)
    {
        string[] words = (text ?? "").Split(' ');
        server = words switch
        {
            [{ } url] when StunUri().IsMatch(url) => new(url, null, null),
            [{ } url, { } username, { } credential] when TurnUri().IsMatch(url) && IsPrintable(username) && IsPrintable(credential) =>
                new(url, username, credential),
            _ => null,
        };
        return server is not null;
    }

    // They end up in a header field.
    private static bool IsPrintable(string word) => word.Length > 0 && !word.AsSpan().ContainsAnyExceptInRange('!', '~');

    [GeneratedRegex(@"^stuns?:([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex StunUri();

    [GeneratedRegex(@"^turns?:([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?(\?transport=(udp|tcp))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex TurnUri();
}
