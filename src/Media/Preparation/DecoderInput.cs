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

    /// <summary>What is to be decoded, for each sample entry; null when there is no mapping for a codec or a configuration is missing.</summary>
    public static IReadOnlyList<CodedPicture>? For(Mp4Track track)
    {
        if (track.SampleEntries.Count == 0 || track.SampleEntries.Any(static entry => !entry.IsDecodable || NameOf(entry.Codec) is null))
        {
            return null;
        }

        TimeSpan usual = UsualDuration(track);
        return [.. track.SampleEntries.Select(entry => new CodedPicture(TrackOf(entry, usual), ShapeOf(entry, track.Rotation)))];
    }

    private static MatroskaTrack TrackOf(Mp4SampleEntry entry, TimeSpan usualDuration) => new()
    {
        Type = MatroskaTrackType.Video,
        CodecId = NameOf(entry.Codec)!,
        CodecPrivate = PrivateOf(entry),
        Width = Math.Max(1, entry.Width),
        Height = Math.Max(1, entry.Height),
        DefaultDuration = usualDuration,
    };

    private static PictureShape ShapeOf(Mp4SampleEntry entry, int rotation) => new(entry.Width, entry.Height, rotation, MayBeInterlaced(entry));

    private static bool MayBeInterlaced(Mp4SampleEntry entry) => entry.Codec switch
    {
        Mp4Codec.Avc => entry.AvcConfiguration?.SequenceParameterSet is null or { IsInterlaced: true },
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
