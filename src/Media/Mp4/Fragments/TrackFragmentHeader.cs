namespace Vod.Media.Mp4.Fragments;

/// <summary>The tfhd box (ISO/IEC 14496-12, 8.8.7), its defaults merged with those of the track.</summary>
/// <param name="BaseOffset">base_data_offset in the file; null if the box does not give it.</param>
/// <param name="BaseIsFragment">default-base-is-moof: offsets count from the start of the moof box.</param>
/// <param name="Defaults">What the samples of the fragment have in common.</param>
internal readonly record struct TrackFragmentHeader(ulong? BaseOffset, bool BaseIsFragment, TrackExtends Defaults)
{
    private const uint BaseOffsetPresent = 0x01;
    private const uint DescriptionPresent = 0x02;
    private const uint DurationPresent = 0x08;
    private const uint SizePresent = 0x10;
    private const uint FlagsPresent = 0x20;
    private const uint BaseIsFragmentFlag = 0x02_0000;

    /// <summary>Reads which track a fragment is of.</summary>
    public static bool TryReadTrack(ReadOnlySpan<byte> body, out uint trackId)
    {
        FieldReader reader = new(body);
        reader.ReadVersion();
        trackId = reader.ReadUInt32();
        return !reader.Overrun;
    }

    /// <summary>Reads the body of a tfhd box; false if it is cut short.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, TrackExtends track, out TrackFragmentHeader header)
    {
        FieldReader reader = new(body);
        reader.ReadVersion(out uint flags);
        reader.Skip(4); // track_ID
        ulong? baseOffset = (flags & BaseOffsetPresent) != 0 ? reader.ReadUInt64() : null;
        TrackExtends defaults = new(
            (flags & DescriptionPresent) != 0 ? reader.ReadUInt32() : track.SampleDescription,
            (flags & DurationPresent) != 0 ? reader.ReadUInt32() : track.Duration,
            (flags & SizePresent) != 0 ? reader.ReadUInt32() : track.Size,
            (flags & FlagsPresent) != 0 ? reader.ReadUInt32() : track.Flags);
        header = new TrackFragmentHeader(baseOffset, (flags & BaseIsFragmentFlag) != 0, defaults);
        return !reader.Overrun;
    }
}
