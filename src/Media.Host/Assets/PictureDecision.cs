using Vod.Media.Engine;
using Vod.Media.Host.Preparation;
using Vod.Media.Mp4;

namespace Vod.Media.Host.Assets;

/// <summary>How the picture of a file is to be played, and why.</summary>
/// <param name="Treatment">How; <see cref="PictureTreatment.None"/> when it is refused.</param>
/// <param name="Reason">What in the file or the settings decides it: one line, empty when the picture is passed through.</param>
/// <param name="Refusal">Why it cannot be played, for its treatment <see cref="PictureTreatment.None"/>.</param>
internal readonly record struct PictureDecision(PictureTreatment Treatment, string Reason, SessionEndReason Refusal = default)
{
    /// <summary>Decides.</summary>
    /// <param name="track">A video track without a fault.</param>
    /// <param name="options">The settings.</param>
    /// <param name="canEncode">Whether there is an encoder, and a decoder for the track.</param>
    public static PictureDecision For(Mp4Track track, PreparationOptions options, bool canEncode)
    {
        if (FindObstacle(track) is { } obstacle)
        {
            return (options.TranscodeOtherCodecs, canEncode) switch
            {
                (false, _) => new(PictureTreatment.None, obstacle, SessionEndReason.TranscodingDisabled),
                (true, false) => new(PictureTreatment.None, $"{obstacle}, and there is no encoder", SessionEndReason.WrongFormat),
                (true, true) => new(PictureTreatment.Encoded, obstacle),
            };
        }

        if (!track.Samples.HasReordering || IsVp8(track))
        {
            return new(PictureTreatment.PassedThrough, "");
        }

        return (options.BFrames, canEncode) switch
        {
            (BFrames.Refuse, _) => new(PictureTreatment.None, "B-frames", SessionEndReason.TranscodingDisabled),
            (BFrames.Drop, _) => new(PictureTreatment.Thinned, "B-frames"),
            (BFrames.Transcode, false) => new(PictureTreatment.None, "B-frames, and there is no encoder", SessionEndReason.WrongFormat),
            (BFrames.Auto, false) => new(PictureTreatment.Thinned, "B-frames, and there is no encoder"),
            _ => new(PictureTreatment.Encoded, "B-frames"),
        };
    }

    /// <summary>Whether a browser could be sent what is in the file, if need be thinned.</summary>
    public static bool IsPlayableAsIs(Mp4Track track) => FindObstacle(track) is null;

    // All browsers know VP8 (RFC 7742 section 5), but not all that a film may have of it: RTP tells pictures apart by their times, and of a decoder that gives nothing Chromium
    // thinks that it failed. It asks for a key frame and shows one picture in twenty.
    private static string? FindObstacle(Mp4Track track) => (IsVp8(track), track.ShowsEverySample) switch
    {
        (false, _) => TranscodingNeed.OfVideo(track),
        (true, false) => "VP8 that may have pictures that are not shown",
        (true, true) => null,
    }
    ?? (track.Rotation != 0 ? $"turned by {track.Rotation} degrees" : null);

    private static bool IsVp8(Mp4Track track) => track.SampleEntries.All(static entry => entry.Codec == Mp4Codec.Vp8);
}
