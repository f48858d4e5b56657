using System.Buffers.Binary;
using System.Text;
using Vod.Media.Matroska;

namespace Vod.Media.Tests.Matroska.Reading;

/// <summary>Writes EBML for tests: what is right, and what is not.</summary>
internal static class Ebml
{
    public static readonly byte[] OpusHead = [.. "OpusHead"u8, 1, 2, 0x38, 0x01, 0x80, 0xBB, 0, 0, 0, 0, 0];

    /// <summary>An element with a size of eight bytes.</summary>
    public static byte[] Element(uint id, params byte[][] content) => [.. Id(id), .. Size((ulong)content.Sum(static part => part.Length)), .. content.SelectMany(static part => part)];

    /// <summary>An element that does not say where it ends.</summary>
    public static byte[] Open(uint id, params byte[][] content) => [.. Id(id), 0x01, .. Enumerable.Repeat((byte)0xFF, 7), .. content.SelectMany(static part => part)];

    /// <summary>An element with the shortest size, as most muxers write them.</summary>
    public static byte[] Short(uint id, params byte[] content) => [.. Id(id), (byte)(0x80 | content.Length), .. content];

    public static byte[] Number(uint id, ulong value) => Short(id, value <= byte.MaxValue ? [(byte)value] : Big(value));

    public static byte[] Text(uint id, string value) => Short(id, Encoding.ASCII.GetBytes(value));

    public static byte[] Float(uint id, double value) => Short(id, Big((ulong)BitConverter.DoubleToInt64Bits(value)));

    public static byte[] Header(string type = "webm", params byte[][] more) =>
        Element(MatroskaElement.Ebml, [Text(MatroskaElement.DocType, type), Number(MatroskaElement.DocTypeReadVersion, 2), .. more]);

    public static byte[] Info(ulong scale = 1_000_000) => Element(MatroskaElement.Info, Number(MatroskaElement.TimestampScale, scale));

    public static byte[] Picture(int number = 1, string codec = "V_VP8", params byte[][] more) => Element(
        MatroskaElement.TrackEntry,
        [
            Number(MatroskaElement.TrackNumber, (ulong)number), Number(MatroskaElement.TrackType, 1), Text(MatroskaElement.CodecId, codec),
            Element(MatroskaElement.Video, Number(MatroskaElement.PixelWidth, 640), Number(MatroskaElement.PixelHeight, 360)), .. more,
        ]);

    public static byte[] Sound(int number = 2, string codec = "A_OPUS", byte[]? configuration = null, params byte[][] more) => Element(
        MatroskaElement.TrackEntry,
        [
            Number(MatroskaElement.TrackNumber, (ulong)number), Number(MatroskaElement.TrackType, 2), Text(MatroskaElement.CodecId, codec),
            Element(MatroskaElement.CodecPrivate, configuration ?? OpusHead),
            Element(MatroskaElement.Audio, Float(MatroskaElement.SamplingFrequency, 48_000), Number(MatroskaElement.Channels, 2)), .. more,
        ]);

    public static byte[] Tracks(params byte[][] entries) => Element(MatroskaElement.Tracks, entries);

    public static byte[] Cluster(long time, params byte[][] blocks) => Element(MatroskaElement.Cluster, [Number(MatroskaElement.Timestamp, (ulong)time), .. blocks]);

    public static byte[] Simple(int track, int time, bool isKey, params byte[] content) =>
        Element(MatroskaElement.SimpleBlock, Block(track, time, isKey ? 0x80 : 0), content);

    public static byte[] Laced(int track, int time, int lacing, params byte[] content) => Element(MatroskaElement.SimpleBlock, Block(track, time, 0x80 | (lacing << 1)), content);

    public static byte[] Group(int track, int time, byte[] content, params byte[][] more) =>
        Element(MatroskaElement.BlockGroup, [Element(MatroskaElement.Block, Block(track, time, 0), content), .. more]);

    /// <summary>A file of one segment without an end.</summary>
    public static byte[] File(params byte[][] segment) => [.. Header(), .. Open(MatroskaElement.Segment, segment)];

    public static byte[] Size(ulong size) => Big(size | 0x0100_0000_0000_0000);

    public static byte[] Id(uint id) => [.. Big(id).SkipWhile(static part => part == 0)];

    private static byte[] Block(int track, int time, int flags)
    {
        byte[] head = [(byte)(0x80 | track), 0, 0, (byte)flags];
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(1), (short)time);
        return head;
    }

    private static byte[] Big(ulong value)
    {
        byte[] bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }
}
