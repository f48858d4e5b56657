using System.Diagnostics.CodeAnalysis;

namespace Vod.Media.Sdp;

/// <summary>
/// A session description (RFC 8866) as WebRTC uses it (RFC 8829): what browsers offer and what <see cref="SdpAnswer"/> builds.
/// Parsing is lenient; whether an offer can be used is for <see cref="SdpOffer"/> to say.
/// </summary>
internal sealed record SessionDescription
{
    /// <summary>Media sections in order; at most <see cref="SdpLimits.MaxMediaSections"/>.</summary>
    public required IReadOnlyList<MediaDescription> Media { get; init; }

    /// <summary>The mids of the first BUNDLE group (RFC 9143), the tagged one first; empty without one.</summary>
    public required IReadOnlyList<string> BundleGroup { get; init; }

    /// <summary>Whether the describer is an ICE-lite agent (RFC 8839 section 5.3).</summary>
    public bool IsIceLite { get; init; }

    /// <summary>Parses a description; what is unknown is passed over.</summary>
    public static bool TryParse(
        ReadOnlySpan<char> text, [NotNullWhen(true)] out SessionDescription? description, out SdpError error)
    {
        error = SdpParser.Parse(text, out description);
        return description is not null;
    }
}
