using Vod.Media.H264;

namespace Vod.Media.Mp4;

/// <summary>Reads the body of a visual sample entry (ISO/IEC 14496-12, 12.1.3).</summary>
internal static class VisualEntryParser
{
    private const int FixedLength = 78;

    // colour_type of the colr box: code points with and, in QuickTime files, without a range flag.
    private const uint CodePoints = 'n' << 24 | 'c' << 16 | 'l' << 8 | 'x';
    private const uint QuickTimeCodePoints = 'n' << 24 | 'c' << 16 | 'l' << 8 | 'c';

    public static Mp4SampleEntry Parse(FourCc format, ReadOnlySpan<byte> entry, ParseContext context)
    {
        FieldReader reader = new(entry);
        reader.Skip(24); // reserved, data_reference_index, pre_defined
        ushort width = reader.ReadUInt16();
        ushort height = reader.ReadUInt16();
        reader.Skip(FixedLength - 28);
        Mp4Codec codec = CodecTable.Find(format.Value, Mp4TrackKind.Video, 0);
        EntryBoxes boxes = default;
        uint configurationBox = CodecTable.ConfigurationBox(codec);
        boxes.Collect(reader.Rest, configurationBox, context);
        ElementaryStreamDescriptor descriptor = ElementaryStreamDescriptor.Parse(boxes.Descriptor);
        bool isAvc = AvcConfiguration.TryParse(codec == Mp4Codec.Avc ? boxes.Configuration : default, out AvcConfiguration? configuration);
        return new Mp4SampleEntry
        {
            Format = format,
            Codec = CodecTable.Find(format.Value, Mp4TrackKind.Video, descriptor.ObjectTypeIndication),
            Width = width,
            Height = height,
            PixelAspect = ParsePixelAspect(boxes.PixelAspect),
            Colour = ParseColour(boxes.Colour),
            AvcConfiguration = isAvc ? configuration : null,
            ObjectTypeIndication = descriptor.ObjectTypeIndication,
            CodecConfiguration = configurationBox == 0 ? descriptor.DecoderSpecificInfo : boxes.Configuration.ToArray(),
        };
    }

    private static PixelAspect ParsePixelAspect(ReadOnlySpan<byte> body)
    {
        FieldReader reader = new(body);
        PixelAspect aspect = new(reader.ReadUInt32(), reader.ReadUInt32());
        return reader.Overrun ? default : aspect;
    }

    private static ColourDescription? ParseColour(ReadOnlySpan<byte> body)
    {
        FieldReader reader = new(body);
        uint kind = reader.ReadUInt32();
        if (kind is not (CodePoints or QuickTimeCodePoints))
        {
            return null;
        }

        ushort primaries = reader.ReadUInt16();
        ushort transfer = reader.ReadUInt16();
        ushort matrix = reader.ReadUInt16();
        bool fullRange = kind == CodePoints && (reader.ReadByte() & 0x80) != 0;
        return reader.Overrun ? null : new ColourDescription(primaries, transfer, matrix, fullRange);
    }
}
