using Vod.Media.Aac;

namespace Vod.Media.Mp4;

/// <summary>The descriptors in an esds box (ISO/IEC 14496-14, 3.1.2; their syntax in ISO/IEC 14496-1, 7.2.6).</summary>
/// <param name="ObjectTypeIndication">What codec it is: 0x40 MPEG-4 audio, 0x66 to 0x68 MPEG-2 AAC, 0x69 and 0x6B MP3, …</param>
/// <param name="DecoderSpecificInfo">The decoder's configuration as it stands in the file; empty without one.</param>
/// <param name="AudioSpecificConfig">The same if it is AAC and can be read.</param>
internal readonly record struct ElementaryStreamDescriptor(
    byte ObjectTypeIndication,
    ReadOnlyMemory<byte> DecoderSpecificInfo,
    AudioSpecificConfig? AudioSpecificConfig)
{
    private const byte ElementaryStreamTag = 3;
    private const byte DecoderConfigTag = 4;
    private const byte DecoderSpecificInfoTag = 5;
    private const int MaxLengthBytes = 4;

    /// <summary>Reads the body of an esds box as far as it goes.</summary>
    public static ElementaryStreamDescriptor Parse(ReadOnlySpan<byte> body)
    {
        FieldReader reader = new(body);
        reader.ReadVersion();
        if (!TryEnter(ref reader, ElementaryStreamTag))
        {
            return default;
        }

        reader.Skip(2); // ES_ID
        byte flags = reader.ReadByte();
        reader.Skip((flags & 0x80) != 0 ? 2 : 0); // dependsOn_ES_ID
        reader.Skip((flags & 0x40) != 0 ? reader.ReadByte() : 0); // URLstring
        reader.Skip((flags & 0x20) != 0 ? 2 : 0); // OCR_ES_Id
        if (!TryEnter(ref reader, DecoderConfigTag))
        {
            return default;
        }

        byte objectType = reader.ReadByte();
        reader.Skip(12); // streamType and flags, bufferSizeDB, maxBitrate, avgBitrate
        if (reader.Overrun)
        {
            return default;
        }

        if (!TryEnter(ref reader, DecoderSpecificInfoTag))
        {
            return new ElementaryStreamDescriptor(objectType, default, null);
        }

        bool known = AudioSpecificConfig.TryParse(CodecTable.Find(BoxType.Mp4a, Mp4TrackKind.Audio, objectType) == Mp4Codec.Aac ? reader.Rest : default, out AudioSpecificConfig? config);
        return new ElementaryStreamDescriptor(objectType, reader.Rest.ToArray(), known ? config : null);
    }

    /// <summary>Reads tag and length and narrows the reader to the descriptor's contents.</summary>
    private static bool TryEnter(ref FieldReader reader, byte tag)
    {
        if (reader.ReadByte() != tag)
        {
            return false;
        }

        int length = 0;
        for (int i = 0; i < MaxLengthBytes; i++)
        {
            byte octet = reader.ReadByte();
            length = (length << 7) | (octet & 0x7F);
            if ((octet & 0x80) == 0)
            {
                break;
            }
        }

        if (reader.Overrun || length > reader.Rest.Length)
        {
            return false;
        }

        reader = new FieldReader(reader.Rest[..length]);
        return true;
    }
}
