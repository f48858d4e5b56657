using System.Diagnostics.CodeAnalysis;
using Vod.Media.Rtp;
using Vod.Media.Sdp;

namespace Vod.Media.Load.Signalling;

/// <summary>What a viewer needs of an answer.</summary>
/// <param name="Ufrag">The server's user name for checks.</param>
/// <param name="Password">The key of checks.</param>
/// <param name="Fingerprint">That of the server's certificate.</param>
/// <param name="Port">Where the media come from, on every address of the server.</param>
/// <param name="Video">The stream of the picture.</param>
/// <param name="Retransmission">The stream of its retransmissions, or null.</param>
/// <param name="Audio">The stream of the sound, or null.</param>
/// <param name="TransportSequenceId">The header extension that numbers the packets of the transport, when feedback about it was agreed on; else 0.</param>
internal sealed record WhepAnswer(
    string Ufrag, string Password, CertificateFingerprint Fingerprint, ushort Port, Ssrc Video, Ssrc? Retransmission, Ssrc? Audio, byte TransportSequenceId)
{
    private const string TransportFeedback = "transport-cc";

    /// <summary>Reads an answer; false when something is missing that a viewer cannot do without.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out WhepAnswer? answer)
    {
        answer = null;
        if (!SessionDescription.TryParse(text, out SessionDescription? description, out _)
            || description.Media.FirstOrDefault(media => media.Kind == MediaKind.Video && !media.IsRejected) is not { Sources.Count: > 0 } video
            || video is not { IceUfrag: { } ufrag, IcePassword: { } password, Fingerprint: { } fingerprint })
        {
            return false;
        }

        MediaDescription? audio = description.Media.FirstOrDefault(media => media.Kind == MediaKind.Audio && media.Sources.Count > 0);
        Ssrc? retransmission = video.Sources.Count > 1 ? new Ssrc(video.Sources[1].Ssrc) : null;
        Ssrc? sound = audio is null ? null : new Ssrc(audio.Sources[0].Ssrc);
        answer = new WhepAnswer(ufrag, password, fingerprint, (ushort)video.Port, new Ssrc(video.Sources[0].Ssrc), retransmission, sound, TransportSequenceOf(video, text));
        return true;
    }

    private static byte TransportSequenceOf(MediaDescription video, string text) =>
        text.Contains(TransportFeedback, StringComparison.Ordinal)
            ? video.HeaderExtensions.FirstOrDefault(extension => extension.Uri == HeaderExtensionUri.TransportWideCc).Id
            : (byte)0;
}
