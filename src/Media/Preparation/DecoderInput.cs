using Vod.Media.Matroska;
using Vod.Media.Mp4;
using Vod.Media.Timing;

namespace Vod.Media.Preparation;

/// <summary>How a video track is described to a decoder that reads Matroska.</summary>
internal static class DecoderInput
{
    /// <summary>The track; null when there is no mapping for its codec or its configuration is missing.</summary>
    public static MatroskaTrack? For(Mp4Track track)
    {
        if (track.AvcConfiguration is not { } avc)
        {
            return null;
        }

        return new MatroskaTrack
        {
            Type = MatroskaTrackType.Video,
            CodecId = "V_MPEG4/ISO/AVC",
            CodecPrivate = avc.ToBytes(),
            Width = Math.Max(1, track.Width),
            Height = Math.Max(1, track.Height),
            DefaultDuration = UsualDuration(track),
        };
    }

    // Encoders take it for the frame rate their rate control reckons with; the pictures have times of their own.
    private static TimeSpan UsualDuration(Mp4Track track) => track.Samples.Count > 1
        ? new MediaTime((track.Samples.EndTime - track.Samples.StartTime) / track.Samples.Count, track.Timescale).ToTimeSpan()
        : TimeSpan.Zero;
}
