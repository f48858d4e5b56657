using System.Text;
using Vod.Media.Tests.Mp4;
using Vod.Media.Tests.Mp4.Fragments;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Fuzz.Mp4;

/// <summary>Small valid files in which every box that the reader knows occurs.</summary>
internal static class Mp4Seeds
{
    private const string AvcConfiguration =
        "01640028FFE1001B67640028ACD940780227E5C044000003000400000300C83C60C65801000668EBE3CB22C0FDF8F800";

    // Version, ES_Descriptor, DecoderConfigDescriptor, DecoderSpecificInfo with AAC-LC 44.1 kHz stereo, SLConfigDescriptor.
    private const string SoundDescriptor =
        "00000000" + "0380808025000100" + "04808080174015" + "0000000000000000000000" + "0580808005121056E500" + "068080800102";

    // In each sample a NAL unit of 4 bytes behind its length.
    private const uint NalLength = 4;
    private const int SampleLength = 8;

    public static IEnumerable<byte[]> All =>
    [
        File(movieFirst: true, Video(large: false, Full("stsz", 0, 0, 4, 8, 8, 8, 8), Full("ctts", 0, 3, 1, 80, 2, 0, 1, 40))),
        File(movieFirst: false, Video(large: true, Full("stz2", 0, 8, 4, 0x0808_0808),
            Full("ctts", 1 << 24, 1, 4, unchecked((uint)-40))), Audio(0)),
        File(movieFirst: true, Audio(1), Audio(2)),
        .. Fragmented,
        [.. Box("styp"), .. Box("moof", Box("mfhd")), .. Box("mdat", Words(1, 2))],
    ];

    // Every field of every box of a fragment, and none.
    private static IEnumerable<byte[]> Fragmented
    {
        get
        {
            RunSpec full = new(8, 8) { Durations = [40, 41], Flags = [FragmentedSpec.Sync, FragmentedSpec.NonSync], CompositionOffsets = [80, -40], Version = 1 };
            RunSpec bare = new(8, 8) { DefaultSizes = true, FirstFlags = FragmentedSpec.Sync, HasDataOffset = false };
            TrackFragmentSpec video = new(1, full, bare) { Base = OffsetBase.Absolute, DecodeTime = 80, Description = 1, Duration = 40, Size = 8, Flags = FragmentedSpec.NonSync };
            TrackFragmentSpec audio = new(2, bare) { Base = OffsetBase.Implicit, DecodeTime = 9, DecodeTimeVersion = 0, Size = 8 };
            byte[] before = Join(Box("styp"), Full("sidx", 0, 1, 1000, 0, 0, 0), Full("emsg", 0), Full("prft", 0));
            yield return new FragmentedSpec(new(video, audio), new(video, audio) { Before = before, LargeMediaData = true }) { After = Box("mfra", Full("mfro", 0, 16)) }.Build();
            yield return new FragmentedSpec(new FragmentSpec(new TrackFragmentSpec(1, full)), new(new TrackFragmentSpec(2, full)))
            {
                Tracks = [TrackSpec.Video, TrackSpec.Audio],
                MovieLast = true,
            }.Build();
        }
    }

    private static byte[] File(bool movieFirst, params Func<uint, byte[]>[] tracks)
    {
        byte[] type = Box("ftyp", Encoding.ASCII.GetBytes("isom"), Words(0x200));
        byte[] media = Box("mdat", [.. Enumerable.Repeat(Words(NalLength, 0x0188_8400), 8)]);
        int movieLength = Movie(tracks, 0).Length;
        byte[] movie = Movie(tracks, (uint)(type.Length + 8 + (movieFirst ? movieLength : 0)));
        byte[] junk = Box("uuid", Words(1, 2, 3, 4));
        return movieFirst ? [.. type, .. movie, .. media, .. junk] : [.. type, .. media, .. movie, .. junk];
    }

    private static byte[] Movie(Func<uint, byte[]>[] tracks, uint mediaStart) => Box(
        "moov",
        [
            Full("mvhd", 0, 0, 0, 1000, 160, 0, 0),
            .. tracks.Select((track, i) => track((uint)(mediaStart + (i * 4 * SampleLength)))),
            Box("udta", Words(0)),
        ]);

    private static Func<uint, byte[]> Video(bool large, byte[] sizes, byte[] compositionOffsets)
    {
        byte[] configuration = Box("avcC", Convert.FromHexString(AvcConfiguration));
        byte[] entry = Box("avc1", Words(0, 1, 0, 0, 0, 0, (160 << 16) | 120), new byte[50], configuration);
        return mediaStart => Track("vide", mediaStart, large, entry, sizes, compositionOffsets, Full("stss", 0, 2, 1, 3));
    }

    private static Func<uint, byte[]> Audio(uint version)
    {
        byte[] descriptor = Box("esds", Convert.FromHexString(SoundDescriptor));
        byte[] boxes = version == 1 ? Box("wave", Box("frma", Words(0)), descriptor) : descriptor;
        byte[] quickTime = new byte[version == 0 ? 0 : version == 1 ? 16 : 36];
        byte[] entry = Box("mp4a", Words(0, 1, version << 16, 0, 0x0002_0010, 0, 44100u << 16), quickTime, boxes);
        return mediaStart => Track("soun", mediaStart, large: false, entry, Full("stsz", 0, SampleLength, 4));
    }

    private static byte[] Track(string handler, uint mediaStart, bool large, byte[] entry, params byte[][] tables) => Box(
        "trak",
        Full("tkhd", 1, 0, 0, 1, 0, 160, 0, 0, 0, 0, 0, 65536, 0, 0xFFFF_0000, 0, 0),
        Box("edts", Full("elst", 0, 3, 20, uint.MaxValue, 65536, 160, 40, 65536, 40, 0, 65536)),
        Box("mdia",
            Full("mdhd", 0, 0, 0, 1000, 160, 0x55C4_0000),
            Box("hdlr", Words(0, 0), Encoding.ASCII.GetBytes(handler), Words(0, 0, 0)),
            Box("minf", Box("stbl",
            [
                Box("stsd", Words(0, 1), entry),
                Full("stts", 0, 2, 1, 40, 3, 41),
                Full("stsc", 0, 2, 1, 3, 1, 2, 1, 1),
                large
                    ? Full("co64", 0, 2, 0, mediaStart, 0, mediaStart + (3 * SampleLength))
                    : Full("stco", 0, 2, mediaStart, mediaStart + (3 * SampleLength)),
                .. tables,
            ]))));

    /// <summary>A box whose body is 32-bit words, version and flags first.</summary>
    private static byte[] Full(string type, uint versionAndFlags, params uint[] words) => Box(type, Words(versionAndFlags), Words(words));
}
