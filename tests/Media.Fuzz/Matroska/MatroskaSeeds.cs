using Vod.Media.Matroska;
using Vod.Media.Matroska.Reading;
using static Vod.Media.Tests.Matroska.Reading.Ebml;

namespace Vod.Media.Fuzz.Matroska;

/// <summary>Small valid files in which every element that the reader knows occurs.</summary>
internal static class MatroskaSeeds
{
    private const string AvcConfiguration =
        "01640028FFE1001B67640028ACD940780227E5C044000003000400000300C83C60C65801000668EBE3CB22C0FDF8F800";

    private static readonly byte[] Described =
        [.. Number(MatroskaElement.FlagEnabled, 1), .. Number(MatroskaElement.FlagDefault, 1), .. Text(MatroskaElement.Language, "ger"), .. Text(MatroskaElement.LanguageTag, "de-AT"),
            .. Number(MatroskaElement.DefaultDuration, 20_000_000), .. Number(MatroskaElement.CodecDelay, 6_500_000)];

    private static readonly byte[] Encoded = Element(
        MatroskaElement.ContentEncodings, Element(MatroskaElement.ContentEncoding, Number(MatroskaElement.ContentEncodingType, 1)));

    public static IEnumerable<byte[]> All => [Live, Sized, SeveralInABlock, OfOtherCodecs];

    private static byte[] Live => File(
        Info(),
        Tracks(Picture(), Sound()),
        Open(MatroskaElement.Cluster, Number(MatroskaElement.Timestamp, 0), Simple(1, 0, true, 1, 2), Simple(2, 0, true, 0xFC, 1), Simple(1, 40, false, 3)),
        Open(MatroskaElement.Cluster, Number(MatroskaElement.Timestamp, 80), Simple(2, -60, true, 0xFC, 2), Simple(1, 0, true, 4)));

    private static byte[] Sized =>
    [
        .. Header("matroska", Number(MatroskaElement.MaxIdLength, 4), Number(MatroskaElement.MaxSizeLength, 8)),
        .. Element(
            MatroskaElement.Segment,
            Element(MatroskaElement.SeekHead, new byte[4]),
            Element(MatroskaElement.Info, Number(MatroskaElement.TimestampScale, 500_000), Float(MatroskaElement.Duration, 160)),
            Tracks(Picture(1, "V_VP9", Described), Sound(2, "A_OPUS", OpusHead, Described), Sound(3, "A_OPUS", OpusHead, Encoded)),
            Cluster(
                0,
                Group(1, 0, [1], Number(MatroskaElement.BlockDuration, 80)),
                Group(1, 80, [2], Element(MatroskaElement.ReferenceBlock, [0xB0])),
                Group(2, 0, [0xFC], Number(MatroskaElement.DiscardPadding, 1_000_000)),
                Element(MatroskaElement.Void, new byte[3])),
            Element(MatroskaElement.Cues, new byte[4]),
            Element(MatroskaElement.Tags, new byte[4])),
    ];

    private static byte[] SeveralInABlock => File(
        Info(),
        Tracks(Sound()),
        Cluster(
            0,
            Laced(2, 0, (int)Lacing.Xiph, 2, 2, 1, 0xFC, 1, 0xFC, 0xFC, 1),
            Laced(2, 60, (int)Lacing.Fixed, 1, 0xFD, 1, 0xFE, 2),
            Laced(2, 140, (int)Lacing.Ebml, 2, 0x82, 0xBF, 0xFF, 1, 0xFC, 1, 0xFC, 1)));

    private static byte[] OfOtherCodecs => File(
        Info(),
        Tracks(
            Picture(1, "V_MPEG4/ISO/AVC", Element(MatroskaElement.CodecPrivate, Convert.FromHexString(AvcConfiguration))),
            Sound(2, "A_AAC", [0x11, 0x90]),
            Sound(3, "A_FLAC", [.. "fLaC"u8, 0x80, 0, 0, 34, .. new byte[34]]),
            Sound(4, "A_PCM/INT/LIT", [], Number(MatroskaElement.BitDepth, 16)),
            Sound(5, "A_VORBIS", [2, 1, 1, 0, 0, 0])),
        Cluster(0, [.. new[] { 0, 120, 40, 80 }.Select(static t => Simple(1, t, t == 0, 0, 0, 0, 1, 0x65)), .. Enumerable.Range(2, 4).Select(static track => Simple(track, 0, true, 1, 2, 3, 4))]));
}
