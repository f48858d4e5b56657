namespace Vod.Media.Mp4;

/// <summary>Reads the body of an audio sample entry (ISO/IEC 14496-12, 12.2.3) or of a sound description of the QuickTime File Format, versions 0 to 2.</summary>
internal static class SoundEntryParser
{
    // Bits of formatSpecificFlags in version 2.
    private const uint FloatFlag = 1;
    private const uint BigEndianFlag = 2;
    private const uint SignedFlag = 4;

    public static Mp4SampleEntry Parse(FourCc format, ReadOnlySpan<byte> entry, byte boxVersion, ParseContext context)
    {
        FieldReader reader = new(entry);
        SoundFields fields = ReadFields(ref reader, boxVersion);
        Mp4Codec codec = CodecTable.Find(format.Value, Mp4TrackKind.Audio, 0);
        EntryBoxes boxes = default;
        uint configurationBox = CodecTable.ConfigurationBox(codec);
        boxes.Collect(reader.Rest, configurationBox, context);
        ElementaryStreamDescriptor descriptor = ElementaryStreamDescriptor.Parse(boxes.Descriptor);
        codec = CodecTable.Find(format.Value, Mp4TrackKind.Audio, descriptor.ObjectTypeIndication);
        PcmFormat? pcm = codec == Mp4Codec.Pcm ? FindPcm(format.Value, fields, boxes) : null;
        FieldReader samplingRate = new(boxes.SamplingRate);
        samplingRate.ReadVersion();
        return new Mp4SampleEntry
        {
            Format = format,
            Codec = codec,
            ChannelCount = fields.Channels,
            SampleRate = boxes.SamplingRate.IsEmpty ? fields.SampleRate : (int)Math.Min(samplingRate.ReadUInt32(), int.MaxValue),
            Pcm = pcm,
            SoundPacket = FindPacket(codec, pcm, fields),
            ObjectTypeIndication = descriptor.ObjectTypeIndication,
            AudioSpecificConfig = descriptor.AudioSpecificConfig,
            CodecConfiguration = configurationBox == 0 ? descriptor.DecoderSpecificInfo : boxes.Configuration.ToArray(),
        };
    }

    private static SoundFields ReadFields(ref FieldReader reader, byte boxVersion)
    {
        reader.Skip(8); // reserved, data_reference_index
        ushort entryVersion = reader.ReadUInt16();
        reader.Skip(6); // revision, vendor
        SoundFields fields = new() { Channels = reader.ReadUInt16(), Bits = reader.ReadUInt16() };
        reader.Skip(4); // compression, packet size
        fields.SampleRate = (int)(reader.ReadUInt32() >> 16);

        // In version 1 of the box, version 1 of the entry is the one of ISO/IEC 14496-12, which has no further fields.
        if (boxVersion != 0)
        {
            return fields;
        }

        if (entryVersion == 1)
        {
            fields.FramesPerPacket = Clamped(reader.ReadUInt32());
            reader.Skip(4); // bytes per packet, of one channel
            fields.BytesPerPacket = Clamped(reader.ReadUInt32());
            reader.Skip(4); // bytes per sample
        }
        else if (entryVersion == 2)
        {
            reader.Skip(4); // size of this structure
            double rate = BitConverter.UInt64BitsToDouble(reader.ReadUInt64());
            fields.SampleRate = rate is >= 0 and <= int.MaxValue ? (int)rate : 0;
            fields.Channels = Clamped(reader.ReadUInt32());
            reader.Skip(4); // always 0x7F000000
            fields.Bits = Clamped(reader.ReadUInt32());
            fields.Flags = reader.ReadUInt32();
            fields.BytesPerPacket = Clamped(reader.ReadUInt32());
            fields.FramesPerPacket = Clamped(reader.ReadUInt32());
        }

        return fields;
    }

    private static PcmFormat? FindPcm(uint format, SoundFields fields, in EntryBoxes boxes)
    {
        FieldReader endianness = new(boxes.Endianness);
        bool isLittle = endianness.ReadUInt16() != 0;
        FieldReader configuration = new(boxes.Configuration);
        configuration.ReadVersion();
        bool isLittleByConfiguration = (configuration.ReadByte() & 1) != 0;
        int configuredBits = configuration.ReadByte();
        int bits = fields.Bits == 0 ? 16 : fields.Bits;
        PcmFormat pcm = format switch
        {
            BoxType.PcmBigEndian => new(bits, false, true, false),
            BoxType.PcmLittleEndian => new(bits, false, false, false),
            BoxType.PcmRaw or BoxType.PcmNone => new(bits, false, true, bits == 8),
            BoxType.Pcm24 => new(24, false, !isLittle, false),
            BoxType.Pcm32 => new(32, false, !isLittle, false),
            BoxType.PcmFloat32 => new(32, true, !isLittle, false),
            BoxType.PcmFloat64 => new(64, true, !isLittle, false),
            BoxType.PcmLinear => new(fields.Bits, (fields.Flags & FloatFlag) != 0, (fields.Flags & BigEndianFlag) != 0, (fields.Flags & (FloatFlag | SignedFlag)) == 0),
            BoxType.PcmInteger => new(configuredBits, false, !isLittleByConfiguration, false),
            _ => new(configuredBits, true, !isLittleByConfiguration, false),
        };
        return pcm.BitsPerSample is 8 or 16 or 24 or 32 or 64 ? pcm : null;
    }

    private static SoundPacket? FindPacket(Mp4Codec codec, PcmFormat? pcm, SoundFields fields)
    {
        SoundPacket packet = codec switch
        {
            Mp4Codec.Pcm when pcm is { } format => new(1, fields.Channels * format.BitsPerSample / 8),
            Mp4Codec.MuLaw or Mp4Codec.ALaw => new(1, fields.Channels),
            Mp4Codec.ImaAdpcm => new(fields.FramesPerPacket, fields.BytesPerPacket),
            _ => default,
        };
        return packet.IsValid ? packet : null;
    }

    private static int Clamped(uint value) => (int)Math.Min(value, ushort.MaxValue);

    private record struct SoundFields(int Channels, int Bits, int SampleRate, uint Flags, int FramesPerPacket, int BytesPerPacket);
}
