using System.Buffers.Binary;
using System.Text;

namespace Vod.Media.Preparation;

/// <summary>Decoder configurations as MP4 has them, made into what Matroska has for the same codecs.</summary>
internal static class SoundConfigurations
{
    /// <summary>Where OpusHead has the number of channels.</summary>
    public const int OpusHeadChannels = 9;

    private const int FullBoxHeader = 4;

    // acmod (ETSI TS 102 366, table 4.3).
    private static ReadOnlySpan<byte> ChannelsOfMode => [2, 1, 2, 3, 3, 4, 4, 5];

    private const int StreamInfoLength = 34;
    private const int MetadataBlockHeader = 4;
    private const int AlacCookieLength = 24;

    /// <summary>
    /// OpusHead (RFC 7845 section 5.1) of a dOps box (Encapsulation of Opus in ISO Base Media File Format, 4.3.2), null of a broken one. It has no pre-skip: what is cut
    /// off at the start is what the edit list says.
    /// </summary>
    public static byte[]? OfOpus(ReadOnlySpan<byte> box)
    {
        const int length = 11;
        if (box.Length < length || box[0] != 0 || box[1] == 0)
        {
            return null;
        }

        byte[] head = [.. "OpusHead"u8, 1, box[1], 0, 0, 0, 0, 0, 0, 0, 0, .. box[10..]];
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(12), BinaryPrimitives.ReadUInt32BigEndian(box[4..]));
        BinaryPrimitives.WriteInt16LittleEndian(head.AsSpan(16), BinaryPrimitives.ReadInt16BigEndian(box[8..]));
        return head;
    }

    /// <summary>Channels by the acmod of a dac3 box (ETSI TS 102 366, F.4), without the one of low frequencies; 0 of a broken one.</summary>
    public static int ChannelsOfAc3(ReadOnlySpan<byte> box) => box.Length < 2 ? 0 : ChannelsOfMode[(box[1] >> 3) & 7];

    /// <summary>Channels by the acmod of the first substream of a dec3 box (ETSI TS 102 366, F.6), without the one of low frequencies; 0 of a broken one.</summary>
    public static int ChannelsOfEac3(ReadOnlySpan<byte> box) => box.Length < 4 ? 0 : ChannelsOfMode[(box[3] >> 1) & 7];

    /// <summary>The metadata blocks of a dfLa box as a FLAC stream begins with them (RFC 9639 section 8), null of a broken one.</summary>
    public static (byte[] Private, int SampleRate, int Channels)? OfFlac(ReadOnlySpan<byte> box)
    {
        if (box.Length < FullBoxHeader + MetadataBlockHeader + StreamInfoLength || (box[FullBoxHeader] & 0x7F) != 0)
        {
            return null;
        }

        // 20 bits of rate, 3 of channels less one.
        uint fields = BinaryPrimitives.ReadUInt32BigEndian(box[(FullBoxHeader + MetadataBlockHeader + 10)..]);
        return ([.. "fLaC"u8, .. box[FullBoxHeader..]], (int)(fields >> 12), (int)((fields >> 9) & 7) + 1);
    }

    /// <summary>The magic cookie of an alac box (ALACSpecificConfig of Apple's description), null of a broken one.</summary>
    public static (byte[] Private, int SampleRate, int Channels)? OfAlac(ReadOnlySpan<byte> box)
    {
        if (box.Length < FullBoxHeader + AlacCookieLength)
        {
            return null;
        }

        ReadOnlySpan<byte> cookie = box.Slice(FullBoxHeader, AlacCookieLength);
        return (cookie.ToArray(), (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(cookie[20..]), int.MaxValue), cookie[9]);
    }

    /// <summary>A sound description of the QuickTime File Format, version 0: for what Matroska has no name of its own.</summary>
    public static byte[] QuickTime(string format, int channels, int bits, int sampleRate)
    {
        byte[] description = new byte[36];
        BinaryPrimitives.WriteInt32BigEndian(description, description.Length);
        Encoding.ASCII.GetBytes(format, description.AsSpan(4));
        BinaryPrimitives.WriteUInt16BigEndian(description.AsSpan(24), (ushort)channels);
        BinaryPrimitives.WriteUInt16BigEndian(description.AsSpan(26), (ushort)bits);
        BinaryPrimitives.WriteUInt32BigEndian(description.AsSpan(32), (uint)Math.Min(sampleRate, ushort.MaxValue) << 16);
        return description;
    }
}
