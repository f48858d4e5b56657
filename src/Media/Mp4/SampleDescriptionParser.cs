namespace Vod.Media.Mp4;

/// <summary>Reads the sample entries of an stsd box (ISO/IEC 14496-12, 8.5.2).</summary>
internal static class SampleDescriptionParser
{
    /// <summary>The entries that could be read, in order. None means that the box is broken.</summary>
    public static List<Mp4SampleEntry> Parse(ReadOnlySpan<byte> body, Mp4TrackKind kind, ParseContext context)
    {
        List<Mp4SampleEntry> entries = [];
        FieldReader reader = new(body);
        byte version = reader.ReadVersion();
        uint count = reader.ReadUInt32();
        BoxReader boxes = new(reader.Rest, context, context.Limits.MaxSampleEntries);
        while (entries.Count < count && boxes.TryRead(out uint format, out ReadOnlySpan<byte> entry))
        {
            entries.Add(kind == Mp4TrackKind.Video
                ? VisualEntryParser.Parse(new FourCc(format), entry, context)
                : SoundEntryParser.Parse(new FourCc(format), entry, version, context));
        }

        return entries;
    }
}
