namespace Vod.Media.Mp4.Writing;

/// <summary>Sample entries: how to decode (ISO/IEC 14496-12, 8.5.2; -15, 5.4.2; -14, 5.6).</summary>
internal static class SampleEntries
{
    private const ushort DataReferenceIndex = 1;
    private const uint DotsPerInch72 = 0x0048_0000;
    private const int CompressorNameLength = 32;
    private const ushort ColourDepth24 = 0x0018;
    private const ushort BitsPerSample = 16;
    private const byte ElementaryStreamTag = 3;
    private const byte DecoderConfigTag = 4;
    private const byte DecoderSpecificInfoTag = 5;
    private const byte SyncLayerTag = 6;
    private const byte Mpeg4Audio = 0x40;
    private const byte AudioStream = (5 << 2) | 1;
    private const byte PredefinedForMp4 = 2;

    /// <summary>Pictures: avc1, whose parameter sets are all here, or avc3, whose samples bring them along.</summary>
    public static void WritePicture(BoxWriter output, uint format, PictureFormat picture)
    {
        int entry = output.Begin(format);
        output.Zeros(6);
        output.UInt16(DataReferenceIndex);
        output.Zeros(16);
        output.UInt16((ushort)picture.Width);
        output.UInt16((ushort)picture.Height);
        output.UInt32(DotsPerInch72);
        output.UInt32(DotsPerInch72);
        output.Zeros(4);
        output.UInt16(1);
        output.Zeros(CompressorNameLength);
        output.UInt16(ColourDepth24);
        output.UInt16(ushort.MaxValue);
        int configuration = output.Begin(BoxType.AvcConfiguration);
        output.Bytes(picture.Record.Span);
        output.End(configuration);
        output.End(entry);
    }

    /// <summary>AAC.</summary>
    public static void WriteSound(BoxWriter output, SoundFormat sound)
    {
        int entry = output.Begin(BoxType.Mp4a);
        output.Zeros(6);
        output.UInt16(DataReferenceIndex);
        output.Zeros(8);
        output.UInt16((ushort)sound.Channels);
        output.UInt16(BitsPerSample);
        output.Zeros(4);
        output.UInt32((uint)sound.SampleRate << 16);
        WriteDescriptor(output, sound);
        output.End(entry);
    }

    // Lengths are below 128, so each is a byte.
    private static void WriteDescriptor(BoxWriter output, SoundFormat sound)
    {
        int specificLength = sound.Configuration.Length;
        int configLength = 13 + 2 + specificLength;
        int box = output.BeginFull(BoxType.ElementaryStreamDescriptor);
        output.UInt8(ElementaryStreamTag);
        output.UInt8((byte)(3 + 2 + configLength + 3));
        output.UInt16(0);
        output.UInt8(0);
        output.UInt8(DecoderConfigTag);
        output.UInt8((byte)configLength);
        output.UInt8(Mpeg4Audio);
        output.UInt8(AudioStream);
        output.Zeros(3);
        output.UInt32((uint)sound.BitRate);
        output.UInt32((uint)sound.BitRate);
        output.UInt8(DecoderSpecificInfoTag);
        output.UInt8((byte)specificLength);
        output.Bytes(sound.Configuration.Span);
        output.UInt8(SyncLayerTag);
        output.UInt8(1);
        output.UInt8(PredefinedForMp4);
        output.End(box);
    }
}
