using Vod.Media.H264;

namespace Vod.Media.Mp4;

/// <summary>Reads the sample entries of an stsd box (ISO/IEC 14496-12, 8.5.2 and 12).</summary>
internal static class SampleDescriptionParser
{
    // Fixed fields in front of the boxes of a visual (12.1.3) and an audio (12.2.3) sample entry.
    private const int VisualLength = 78;
    private const int AudioLength = 28;

    // QuickTime File Format, sound sample description versions 1 and 2: further fields before the boxes.
    private const int QuickTimeVersion1Extra = 16;
    private const int QuickTimeVersion2Extra = 36;

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
                ? ParseVisual(new FourCc(format), entry, context)
                : ParseAudio(new FourCc(format), entry, version, context));
        }

        return entries;
    }

    private static Mp4SampleEntry ParseVisual(FourCc format, ReadOnlySpan<byte> entry, ParseContext context)
    {
        FieldReader reader = new(entry);
        reader.Skip(24); // reserved, data_reference_index, pre_defined
        ushort width = reader.ReadUInt16();
        ushort height = reader.ReadUInt16();
        reader.Skip(VisualLength - 28);
        AvcConfiguration? configuration = null;
        BoxReader boxes = new(reader.Rest, context);
        while (format.Value is BoxType.Avc1 or BoxType.Avc3 && boxes.TryRead(out uint type, out ReadOnlySpan<byte> body))
        {
            if (type == BoxType.AvcConfiguration && AvcConfiguration.TryParse(body, out configuration))
            {
                break;
            }
        }

        return new Mp4SampleEntry { Format = format, Width = width, Height = height, AvcConfiguration = configuration };
    }

    private static Mp4SampleEntry ParseAudio(FourCc format, ReadOnlySpan<byte> entry, byte boxVersion, ParseContext context)
    {
        FieldReader reader = new(entry);
        reader.Skip(8); // reserved, data_reference_index
        ushort entryVersion = reader.ReadUInt16();
        reader.Skip(AudioLength - 10);

        // In version 1 of the box, version 1 of the entry is the one of ISO/IEC 14496-12, which has no further fields.
        reader.Skip((boxVersion, entryVersion) switch
        {
            (0, 1) => QuickTimeVersion1Extra,
            (0, 2) => QuickTimeVersion2Extra,
            _ => 0,
        });
        ElementaryStreamDescriptor descriptor = format.Value == BoxType.Mp4a ? FindDescriptor(reader.Rest, context) : default;
        return new Mp4SampleEntry
        {
            Format = format,
            ObjectTypeIndication = descriptor.ObjectTypeIndication,
            AudioSpecificConfig = descriptor.AudioSpecificConfig,
        };
    }

    /// <summary>The esds box stands among the boxes of the entry or, in QuickTime files, in a wave box there.</summary>
    private static ElementaryStreamDescriptor FindDescriptor(ReadOnlySpan<byte> container, ParseContext context)
    {
        BoxReader boxes = new(container, context);
        while (boxes.TryRead(out uint type, out ReadOnlySpan<byte> body))
        {
            if (type == BoxType.ElementaryStreamDescriptor)
            {
                return ElementaryStreamDescriptor.Parse(body);
            }

            if (type == BoxType.SoundWave)
            {
                BoxReader wave = new(body, context);
                while (wave.TryRead(out uint inner, out ReadOnlySpan<byte> innerBody))
                {
                    if (inner == BoxType.ElementaryStreamDescriptor)
                    {
                        return ElementaryStreamDescriptor.Parse(innerBody);
                    }
                }
            }
        }

        return default;
    }
}
