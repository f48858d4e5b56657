using System.Diagnostics.CodeAnalysis;
using Vod.Media.Sdp;

namespace Vod.Media.Load.Signalling;

/// <summary>What a publisher needs of an answer.</summary>
/// <param name="Ufrag">The server's user name for checks.</param>
/// <param name="Password">The key of checks.</param>
/// <param name="Fingerprint">That of the server's certificate.</param>
/// <param name="Port">Where the media go.</param>
/// <param name="Video">Payload type of the picture.</param>
/// <param name="Audio">Payload type of the sound.</param>
/// <param name="TransportSequenceId">The header extension that numbers the packets of the transport; 0 when it was not agreed on.</param>
internal sealed record PublishAnswer(string Ufrag, string Password, CertificateFingerprint Fingerprint, ushort Port, byte Video, byte Audio, byte TransportSequenceId)
{
    /// <summary>Reads an answer; false when something is missing that a publisher cannot do without.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PublishAnswer? answer)
    {
        answer = null;
        if (!SessionDescription.TryParse(text, out SessionDescription? description, out _)
            || description.Media.FirstOrDefault(media => media.Kind == MediaKind.Video && media.Direction == MediaDirection.RecvOnly) is not { } video
            || description.Media.FirstOrDefault(media => media.Kind == MediaKind.Audio && media.Direction == MediaDirection.RecvOnly) is not { } audio
            || video is not { IceUfrag: { } ufrag, IcePassword: { } password, Fingerprint: { } fingerprint })
        {
            return false;
        }

        byte sequence = video.HeaderExtensions.FirstOrDefault(extension => extension.Uri == HeaderExtensionUri.TransportWideCc).Id;
        answer = new(ufrag, password, fingerprint, (ushort)video.Port, video.Formats[0].PayloadType, audio.Formats[0].PayloadType, sequence);
        return true;
    }
}
