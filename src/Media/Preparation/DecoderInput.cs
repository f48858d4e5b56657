using System.Buffers.Binary;
using Vod.Media.Matroska;
using Vod.Media.Mp4;
using Vod.Media.Timing;

namespace Vod.Media.Preparation;

/// <summary>How a video track is described to a decoder that reads Matroska (the Matroska codec specifications, section 4).</summary>
internal static class DecoderInput
{
    // A visual sample entry without boxes: header, 8 bytes of every entry, 70 of a picture (ISO/IEC 14496-12, 12.1.3).
    private const int VisualSampleEntrySize = 86;
    private const int VisualSampleEntryName = 4;

    /// <summary>The track; null when there is no mapping for its codec or its configuration is missing.</summary>
    public static MatroskaTrack? For(Mp4Track track)
    {
        if (track.SampleEntries.Count == 0 || NameOf(track.Codec) is not { } codecId)
        {
            return null;
        }

        Mp4SampleEntry entry = track.SampleEntries[0];
        return !entry.IsDecodable ? null : new MatroskaTrack
        {
            Type = MatroskaTrackType.Video,
            CodecId = codecId,
            CodecPrivate = PrivateOf(entry),
            Width = Math.Max(1, track.Width),
            Height = Math.Max(1, track.Height),
            DefaultDuration = UsualDuration(track),
        };
    }

    /// <summary>Whether pictures of a codec may consist of two fields without the index of the file saying so.</summary>
    public static bool MayBeInterlaced(Mp4Track track) => track.Codec switch
    {
        Mp4Codec.Avc => track.AvcConfiguration?.SequenceParameterSet is null or { IsInterlaced: true },
        Mp4Codec.Av1 or Mp4Codec.Vp8 or Mp4Codec.Vp9 or Mp4Codec.H263 => false,
        _ => true,
    };

    private static string? NameOf(Mp4Codec codec) => codec switch
    {
        Mp4Codec.Avc => "V_MPEG4/ISO/AVC",
        Mp4Codec.Hevc => "V_MPEGH/ISO/HEVC",
        Mp4Codec.Mpeg4Visual => "V_MPEG4/ISO/ASP",
        Mp4Codec.Mpeg2Video => "V_MPEG2",
        Mp4Codec.Mpeg1Video => "V_MPEG1",
        Mp4Codec.Vp8 => "V_VP8",
        Mp4Codec.Vp9 => "V_VP9",
        Mp4Codec.Av1 => "V_AV1",

        // Codecs without a mapping of their own go by the name that their sample entry has.
        Mp4Codec.H263 or Mp4Codec.MotionJpeg or Mp4Codec.ProRes or Mp4Codec.DnxHd => "V_QUICKTIME",
        _ => null,
    };

    private static ReadOnlyMemory<byte> PrivateOf(Mp4SampleEntry entry) => entry.Codec switch
    {
        Mp4Codec.Avc => entry.AvcConfiguration!.ToBytes(),
        Mp4Codec.Hevc or Mp4Codec.Mpeg4Visual or Mp4Codec.Mpeg2Video or Mp4Codec.Av1 => entry.CodecConfiguration,
        Mp4Codec.H263 or Mp4Codec.MotionJpeg or Mp4Codec.ProRes or Mp4Codec.DnxHd => EmptyEntry(entry.Format),
        _ => default,
    };

    private static byte[] EmptyEntry(FourCc format)
    {
        byte[] entry = new byte[VisualSampleEntrySize];
        BinaryPrimitives.WriteInt32BigEndian(entry, entry.Length);
        BinaryPrimitives.WriteUInt32BigEndian(entry.AsSpan(VisualSampleEntryName), format.Value);
        return entry;
    }

    // Encoders take it for the frame rate their rate control reckons with; the pictures have times of their own.
    private static TimeSpan UsualDuration(Mp4Track track) => track.Samples.Count > 1
        ? new MediaTime((track.Samples.EndTime - track.Samples.StartTime) / track.Samples.Count, track.Timescale).ToTimeSpan()
        : TimeSpan.Zero;
}
