using System.Diagnostics.CodeAnalysis;

namespace Vod.Media.Sdp;

/// <summary>
/// A description this server can answer: at least one audio or video section over DTLS-SRTP, all on one transport with ICE credentials
/// and a fingerprint (RFC 8829, RFC 9143).
/// </summary>
internal sealed class SdpOffer
{
    // RFC 8839 section 5.4.
    private const int MinUfragLength = 4;
    private const int MinPasswordLength = 22;
    private const int MaxCredentialLength = 256;

    private SdpOffer(SessionDescription description, MediaDescription transport)
    {
        Description = description;
        Transport = transport;
    }

    /// <summary>Everything the peer said.</summary>
    public SessionDescription Description { get; }

    /// <summary>Fragment of the peer; the second half of the USERNAME of its checks.</summary>
    public string IceUfrag => Transport.IceUfrag!;

    /// <summary>Password of the peer; needed only by an agent that sends checks.</summary>
    public string IcePassword => Transport.IcePassword!;

    /// <summary>What the certificate of the DTLS handshake has to match.</summary>
    public CertificateFingerprint Fingerprint => Transport.Fingerprint!;

    /// <summary>The section whose transport attributes count: the first usable one of the BUNDLE group (RFC 9143 section 7.3.1).</summary>
    public MediaDescription Transport { get; }

    /// <summary>Parses and checks an offer.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out SdpOffer? offer, out SdpError error)
    {
        offer = null;
        if (!SessionDescription.TryParse(text, out SessionDescription? description, out error))
        {
            return false;
        }

        MediaDescription[] usable = [.. description.Media.Where(media => IsUsable(description, media))];
        MediaDescription? transport = description.BundleGroup.Count == 0
            ? usable.FirstOrDefault()
            : usable.MinBy(media => IndexInBundle(description, media));
        error = transport is null ? SdpError.NoMedia : Check(description, usable.Length, transport);
        if (error == SdpError.None)
        {
            offer = new SdpOffer(description, transport!);
        }

        return error == SdpError.None;
    }

    /// <summary>Whether a section takes part: not switched off, of a kind and protocol we have, and on the shared transport.</summary>
    public bool IsUsable(MediaDescription media) => IsUsable(Description, media);

    private static bool IsUsable(SessionDescription description, MediaDescription media) =>
        media.Kind != MediaKind.Other
        && !media.IsRejected
        && media.Formats.Count > 0
        && IsDtlsSrtp(media.Protocol)
        && (description.BundleGroup.Count == 0 || IndexInBundle(description, media) >= 0);

    // Browsers say UDP/TLS/RTP/SAVPF; RFC 8829 section 5.1.2 has answerers accept these others too.
    private static bool IsDtlsSrtp(string protocol) =>
        protocol is "UDP/TLS/RTP/SAVPF" or "UDP/TLS/RTP/SAVP" or "TCP/DTLS/RTP/SAVPF" or "TCP/DTLS/RTP/SAVP" or "RTP/SAVPF" or "RTP/SAVP";

    private static int IndexInBundle(SessionDescription description, MediaDescription media)
    {
        for (int i = 0; i < description.BundleGroup.Count; i++)
        {
            if (description.BundleGroup[i] == media.Mid)
            {
                return i;
            }
        }

        return -1;
    }

    private static SdpError Check(SessionDescription description, int usable, MediaDescription transport)
    {
        if (description.BundleGroup.Count == 0 && usable > 1)
        {
            return SdpError.NotBundled;
        }

        if (!transport.HasRtcpMux)
        {
            return SdpError.NoRtcpMux;
        }

        if (!IsCredential(transport.IceUfrag, MinUfragLength) || !IsCredential(transport.IcePassword, MinPasswordLength))
        {
            return SdpError.NoIceCredentials;
        }

        if (transport.Fingerprint is null)
        {
            return transport.HasOtherFingerprint ? SdpError.UnsupportedFingerprintHash : SdpError.NoFingerprint;
        }

        // No a=setup at all is read as actpass, which is what an offer has to say (RFC 8842 section 5.2).
        return transport.Setup is SetupRole.Passive or SetupRole.HoldConn ? SdpError.UnsupportedSetup : SdpError.None;
    }

    private static bool IsCredential([NotNullWhen(true)] string? text, int minLength) =>
        text is not null && text.Length >= minLength && text.Length <= MaxCredentialLength && text.All(IsIceChar);

    // Some libraries use "-" and "_" too, which breaks nothing here.
    private static bool IsIceChar(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '-' or '_';
}
