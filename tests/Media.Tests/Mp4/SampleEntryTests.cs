using Vod.Media.Mp4;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Mp4;

/// <summary>What is read out of sample entries, of ISO files and of QuickTime.</summary>
public sealed class SampleEntryTests
{
    [Theory]
    [InlineData("avc1", "Avc", "avcC")]
    [InlineData("avc3", "Avc", "avcC")]
    [InlineData("hvc1", "Hevc", "hvcC")]
    [InlineData("hev1", "Hevc", "hvcC")]
    [InlineData("dvh1", "Hevc", "hvcC")]
    [InlineData("vvc1", "Vvc", "vvcC")]
    [InlineData("av01", "Av1", "av1C")]
    [InlineData("vp08", "Vp8", "vpcC")]
    [InlineData("vp09", "Vp9", "vpcC")]
    [InlineData("s263", "H263", "d263")]
    public void A_picture_codec_has_a_box_with_its_configuration(string format, string codec, string box)
    {
        byte[] configuration = format.StartsWith("avc", StringComparison.Ordinal) ? Convert.FromHexString(TrackSpec.AvcConfiguration) : [9, 8, 7];
        Mp4SampleEntry entry = Visual(format, Box("free"), Box(box, configuration), Box(box, [1]));

        Assert.Equal(codec, entry.Codec.ToString());
        Assert.Equal(configuration, entry.CodecConfiguration.ToArray());
        Assert.True(entry.IsDecodable);
    }

    [Theory]
    [InlineData("apch", "ProRes")]
    [InlineData("jpeg", "MotionJpeg")]
    [InlineData("xvid", "Mpeg4Visual")]
    [InlineData("AVdn", "DnxHd")]
    [InlineData("hdv2", "Mpeg2Video")]
    [InlineData("????", "Unknown")]
    public void Some_need_none(string format, string codec)
    {
        Assert.Equal(codec, Visual(format, Box("free")).Codec.ToString());
        Assert.Equal(codec != "Unknown", Visual(format, Box("free")).IsDecodable);
    }

    [Theory]
    [InlineData(0x20, "Mpeg4Visual")]
    [InlineData(0x61, "Mpeg2Video")]
    [InlineData(0x6A, "Mpeg1Video")]
    [InlineData(0x6C, "MotionJpeg")]
    [InlineData(0xD0, "Unknown")]
    public void The_object_type_tells_what_mp4v_is(byte objectType, string codec)
    {
        Mp4SampleEntry entry = Visual("mp4v", TrackSpec.Descriptor(objectType, "000001B0"));

        Assert.Equal(codec, entry.Codec.ToString());
        Assert.Equal("000001B0", Convert.ToHexString(entry.CodecConfiguration.Span));
    }

    [Theory]
    [InlineData(0x40, "Aac")]
    [InlineData(0x67, "Aac")]
    [InlineData(0x69, "Mp3")]
    [InlineData(0x6B, "Mp3")]
    [InlineData(0xA5, "Ac3")]
    [InlineData(0xA6, "Eac3")]
    [InlineData(0xA9, "Dts")]
    [InlineData(0xAD, "Opus")]
    [InlineData(0xDD, "Vorbis")]
    [InlineData(0xE1, "Unknown")]
    public void The_object_type_tells_what_mp4a_is(byte objectType, string codec)
    {
        Mp4SampleEntry entry = Sound(TrackSpec.AudioEntry(boxes: TrackSpec.Descriptor(objectType)));

        Assert.Equal(codec, entry.Codec.ToString());
        Assert.Equal("1210", Convert.ToHexString(entry.CodecConfiguration.Span));
        Assert.Equal(codec == "Aac", entry.AudioSpecificConfig is not null);
    }

    [Theory]
    [InlineData("Opus", "Opus", "dOps")]
    [InlineData("ac-3", "Ac3", "dac3")]
    [InlineData("ec-3", "Eac3", "dec3")]
    [InlineData("alac", "Alac", "alac")]
    [InlineData("fLaC", "Flac", "dfLa")]
    [InlineData("samr", "AmrNarrowband", "damr")]
    [InlineData("dtsc", "Dts", "ddts")]
    public void A_sound_codec_has_a_box_with_its_configuration(string format, string codec, string box)
    {
        Mp4SampleEntry direct = Sound(TrackSpec.AudioEntry(format, boxes: Box(box, [9, 8, 7])));
        Mp4SampleEntry quickTime = Sound(TrackSpec.AudioEntry(format, version: 1, extra: Zeros(16), boxes: Box("wave", Box("frma", Ascii(format)), Box(box, [9, 8, 7]))));

        Assert.All([direct, quickTime], entry => Assert.Equal((codec, "090807"), (entry.Codec.ToString(), Convert.ToHexString(entry.CodecConfiguration.Span))));
    }

    [Theory]
    [InlineData(".mp3", "Mp3")]
    [InlineData("ms\0U", "Mp3")]
    [InlineData("sawb", "AmrWideband")]
    [InlineData("ulaw", "MuLaw")]
    [InlineData("alaw", "ALaw")]
    [InlineData("ima4", "ImaAdpcm")]
    [InlineData("QDM2", "Unknown")]
    public void Sound_of_other_names_is_told_apart(string format, string codec) =>
        Assert.Equal(codec, Sound(TrackSpec.AudioEntry(format, boxes: Box("free"))).Codec.ToString());

    [Theory]
    [InlineData("twos", 0, 16, false, true, false)]
    [InlineData("sowt", 0, 16, false, false, false)]
    [InlineData("raw ", 0, 16, false, true, false)]
    [InlineData("in24", 0, 24, false, true, false)]
    [InlineData("in24", 1, 24, false, false, false)]
    [InlineData("in32", 1, 32, false, false, false)]
    [InlineData("fl32", 0, 32, true, true, false)]
    [InlineData("fl64", 1, 64, true, false, false)]
    public void Uncompressed_sound_says_how_it_is_written(string format, int littleEndian, int bits, bool isFloat, bool isBigEndian, bool isUnsigned)
    {
        byte[] boxes = Box("wave", Box("enda", U16(littleEndian)));
        Mp4SampleEntry entry = Sound(TrackSpec.AudioEntry(format, version: 1, extra: Words(1, 2, 4, 2), boxes: boxes));

        Assert.Equal(Mp4Codec.Pcm, entry.Codec);
        Assert.Equal(new PcmFormat(bits, isFloat, isBigEndian, isUnsigned), entry.Pcm);
        Assert.Equal(new SoundPacket(1, 2 * bits / 8), entry.SoundPacket);
        Assert.Equal((2, 44100), (entry.ChannelCount, entry.SampleRate));
    }

    [Theory]
    [InlineData(0u, false, false, true)]
    [InlineData(1u, true, false, false)]
    [InlineData(3u, true, true, false)]
    [InlineData(4u, false, false, false)]
    [InlineData(14u, false, true, false)]
    public void Version_2_of_the_sound_description_has_wider_fields(uint flags, bool isFloat, bool isBigEndian, bool isUnsigned)
    {
        byte[] extra = [.. U32(72), .. U64(BitConverter.DoubleToUInt64Bits(192000)), .. Words(6, 0x7F00_0000, 24, flags, 18, 1)];
        Mp4SampleEntry entry = Sound(TrackSpec.AudioEntry("lpcm", version: 2, extra: extra, boxes: []));

        Assert.Equal(new PcmFormat(24, isFloat, isBigEndian, isUnsigned), entry.Pcm);
        Assert.Equal(new SoundPacket(1, 18), entry.SoundPacket);
        Assert.Equal((6, 192000), (entry.ChannelCount, entry.SampleRate));
    }

    [Fact]
    public void A_sampling_rate_that_is_none_is_0()
    {
        foreach (double rate in new[] { double.NaN, -1, double.PositiveInfinity, 1e20 })
        {
            byte[] extra = [.. U32(72), .. U64(BitConverter.DoubleToUInt64Bits(rate)), .. Words(6, 0x7F00_0000, 24, 4, 18, 1)];

            Assert.Equal(0, Sound(TrackSpec.AudioEntry("lpcm", version: 2, extra: extra, boxes: [])).SampleRate);
        }
    }

    [Theory]
    [InlineData("ipcm", 0, 24, false, true)]
    [InlineData("ipcm", 1, 16, false, false)]
    [InlineData("fpcm", 1, 32, true, false)]
    public void Uncompressed_sound_of_ISO_23003_5_has_a_configuration(string format, byte flags, byte bits, bool isFloat, bool isBigEndian)
    {
        Mp4SampleEntry entry = Sound(TrackSpec.AudioEntry(format, boxes: FullBox("pcmC", 0, 0, [flags, bits])));

        Assert.Equal(new PcmFormat(bits, isFloat, isBigEndian, false), entry.Pcm);
    }

    [Fact]
    public void Uncompressed_sound_of_a_strange_width_is_left_alone()
    {
        Mp4SampleEntry entry = Sound(TrackSpec.AudioEntry("ipcm", boxes: FullBox("pcmC", 0, 0, [0, 13])));

        Assert.Null(entry.Pcm);
        Assert.Null(entry.SoundPacket);
    }

    [Fact]
    public void Shape_of_pixels_and_colours_are_read()
    {
        byte[] avc = Box("avcC", Convert.FromHexString(TrackSpec.AvcConfiguration));
        Mp4SampleEntry entry = Visual("avc1", avc, Box("pasp", Words(16, 11)), Box("colr", Ascii("nclx"), U16(9), U16(16), U16(10), [0x80]));
        Mp4SampleEntry quickTime = Visual("avc1", avc, Box("colr", Ascii("nclc"), U16(1), U16(1), U16(6)));
        Mp4SampleEntry profile = Visual("avc1", avc, Box("colr", Ascii("prof"), Zeros(100)), Box("pasp", Zeros(3)));

        Assert.Equal((new PixelAspect(16, 11), false), (entry.PixelAspect, entry.PixelAspect.IsSquare));
        Assert.Equal(new ColourDescription(9, 16, 10, true), entry.Colour);
        Assert.Equal(new ColourDescription(1, 1, 6, false), quickTime.Colour);
        Assert.Null(profile.Colour);
        Assert.True(profile.PixelAspect.IsSquare);
    }

    [Fact]
    public void The_sampling_rate_of_version_1_of_the_box_may_go_beyond_16_bits()
    {
        byte[] entry = TrackSpec.AudioEntry("fLaC", version: 1, boxes: Join(FullBox("srat", 0, 0, U32(192_000)), Box("dfLa", [1])));
        byte[] description = FullBox("stsd", 1, 0, U32(1), entry);
        ParseContext context = new(1000, Mp4Limits.Default);

        Assert.Equal(192_000, Assert.Single(SampleDescriptionParser.Parse(description.AsSpan(8), Mp4TrackKind.Audio, context)).SampleRate);
    }

    [Fact]
    public void An_entry_cut_at_any_byte_does_no_harm()
    {
        byte[] sound = TrackSpec.AudioEntry("lpcm", version: 2, extra: Words(72, 1, 2, 6, 0, 24, 4, 18, 1), boxes: Box("wave", Box("enda", U16(1))));
        byte[] picture = TrackSpec.VideoEntry("avc1", Box("avcC", Convert.FromHexString(TrackSpec.AvcConfiguration)), Box("pasp", Words(1, 1)), Box("colr", Ascii("nclx"), Zeros(7)));
        ParseContext context = new(1000, Mp4Limits.Default);
        for (int length = 8; length < Math.Max(sound.Length, picture.Length); length++)
        {
            Assert.NotNull(SoundEntryParser.Parse(FourCc.Of("lpcm"), sound.AsSpan(8..Math.Min(length, sound.Length)), 0, context));
            Assert.NotNull(VisualEntryParser.Parse(FourCc.Of("avc1"), picture.AsSpan(8..Math.Min(length, picture.Length)), context));
        }
    }

    private static Mp4SampleEntry Visual(string format, params byte[][] boxes) =>
        Reading.Track(TrackSpec.Video with { SampleEntries = [TrackSpec.VideoEntry(format, boxes)] }).SampleEntries[0];

    private static Mp4SampleEntry Sound(byte[] entry) => Reading.Track(TrackSpec.Audio with { SampleEntries = [entry] }).SampleEntries[0];
}
