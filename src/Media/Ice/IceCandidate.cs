using System.Globalization;
using System.Net;

namespace Vod.Media.Ice;

/// <summary>
/// A host candidate over UDP for component 1 (RFC 8445 section 5.1; text in RFC 8839 section 5.1). A lite agent has no other kind.
/// </summary>
/// <param name="Foundation">Same for candidates of one type, base and protocol; one per local address here.</param>
/// <param name="Priority">Higher is preferred, see <see cref="HostPriority"/>.</param>
/// <param name="Address">Address and port.</param>
internal readonly record struct IceCandidate(uint Foundation, uint Priority, TransportAddress Address)
{
    // RFC 8445 section 5.1.2.2.
    private const uint HostTypePreference = 126;
    private const uint Component = 1;
    private const int MinimumTokens = 8;
    private const string AttributeName = "candidate:";

    /// <summary>RFC 8445 section 5.1.2.1: type preference, local preference, component.</summary>
    public static uint HostPriority(ushort localPreference) =>
        (HostTypePreference << 24) | ((uint)localPreference << 8) | (256 - Component);

    /// <summary>Makes the candidates of a session, the most preferred address first.</summary>
    public static IceCandidate[] ForHost(ReadOnlySpan<TransportAddress> addresses)
    {
        IceCandidate[] candidates = new IceCandidate[addresses.Length];
        for (int i = 0; i < candidates.Length; i++)
        {
            candidates[i] = new IceCandidate((uint)i + 1, HostPriority((ushort)(ushort.MaxValue - i)), addresses[i]);
        }

        return candidates;
    }

    /// <summary>
    /// Parses the value of a candidate attribute, with or without its name. False for all that is not a UDP host candidate with an
    /// IP address: other types, TCP, mDNS names.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IceCandidate candidate)
    {
        candidate = default;
        text = text.StartsWith(AttributeName, StringComparison.OrdinalIgnoreCase) ? text[AttributeName.Length..] : text;
        Span<Range> tokens = stackalloc Range[MinimumTokens + 1];
        if (text.Split(tokens, ' ', StringSplitOptions.RemoveEmptyEntries) < MinimumTokens
            || !uint.TryParse(text[tokens[0]], NumberStyles.None, CultureInfo.InvariantCulture, out uint foundation)
            || !text[tokens[1]].SequenceEqual("1")
            || !text[tokens[2]].Equals("udp", StringComparison.OrdinalIgnoreCase)
            || !uint.TryParse(text[tokens[3]], NumberStyles.None, CultureInfo.InvariantCulture, out uint priority)
            || !IPAddress.TryParse(text[tokens[4]], out IPAddress? address)
            || !ushort.TryParse(text[tokens[5]], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port)
            || !text[tokens[6]].SequenceEqual("typ")
            || !text[tokens[7]].SequenceEqual("host"))
        {
            return false;
        }

        candidate = new IceCandidate(foundation, priority, TransportAddress.From(address, port));
        return true;
    }

    /// <summary>The attribute without "a=": "candidate:1 1 udp 2130706431 192.0.2.1 31001 typ host".</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{AttributeName}{Foundation} {Component} udp {Priority} {Address.ToIPAddress()} {Address.Port} typ host");
}
