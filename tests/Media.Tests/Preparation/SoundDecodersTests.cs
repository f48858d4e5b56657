using Vod.Media.Mp4;
using Vod.Media.Preparation;
using Vod.Media.Tests.Mp4;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Preparation;

public sealed class SoundDecodersTests
{
    private const string StreamInfo = "00000000" + "80000022" + "1000100000000E000010" + "0AC442F0" + "00015888" + "00000000000000000000000000000000";
    private const string Cookie = "00000000" + "00001000" + "00" + "10" + "280A0E" + "01" + "00FF" + "00000000" + "00000000" + "00017700";

    [Theory]
    [InlineData("1210", 44_100, 1024, 2, "Wide")] // LC, stereo
    [InlineData("1208", 44_100, 1024, 2, "Mono")]
    [InlineData("1230", 44_100, 1024, 2, "Wide")] // 5.1
    [InlineData("1214", 44_100, 960, 2, "Wide")] // frames of 960
    [InlineData("2B920800", 44_100, 2048, 24, "Wide")] // SBR, hierarchical
    [InlineData("139056E5A0", 44_100, 2048, 24, "Wide")] // SBR, backward compatible
    [InlineData("1390", 44_100, 2048, 24, "Wide")] // 22.05 kHz: SBR may hide
    [InlineData("139056E500", 22_050, 1024, 2, "Wide")] // and is denied
    [InlineData("1388", 44_100, 2048, 24, "MonoOrStereo")] // so may parametric stereo
    [InlineData("EB8A0800", 44_100, 2048, 24, "MonoOrStereo")] // parametric stereo
    [InlineData("BA1100", 44_100, 512, 2, "Wide")] // low delay
    public void AAC_of_every_kind_has_the_rate_and_length_that_decoders_give(string configuration, int rate, int length, int preroll, string width)
    {
        SoundDecoder decoder = Of("mp4a", TrackSpec.Descriptor(config: configuration))!;

        Assert.Equal("A_AAC", decoder.Track.CodecId);
        Assert.Equal(configuration, Convert.ToHexString(decoder.Track.CodecPrivate.Span));
        Assert.Equal((rate, length, preroll, width), (decoder.SampleRate, decoder.FrameLength, decoder.PrerollFrames, decoder.Width.ToString()));
    }

    [Theory]
    [InlineData("F94E4000")] // USAC
    [InlineData("1A10")] // scalable sample rate
    public void AAC_that_decoders_do_not_have_has_none(string configuration) => Assert.Null(Of("mp4a", TrackSpec.Descriptor(config: configuration)));

    [Fact]
    public void Opus_loses_its_pre_skip_as_the_edit_list_tells_it()
    {
        SoundDecoder decoder = Of("Opus", Box("dOps", Convert.FromHexString("0002013800002EE0FFF600")))!;

        Assert.Equal("A_OPUS", decoder.Track.CodecId);
        Assert.Equal(Convert.ToHexString("OpusHead"u8) + "01" + "02" + "0000" + "E02E0000" + "F6FF" + "00", Convert.ToHexString(decoder.Track.CodecPrivate.Span));
        Assert.Equal((48_000, 0, 5), (decoder.SampleRate, decoder.FrameLength, decoder.PrerollFrames));
    }

    [Fact]
    public void FLAC_and_ALAC_say_themselves_what_they_are()
    {
        SoundDecoder flac = Of("fLaC", Box("dfLa", Convert.FromHexString(StreamInfo)))!;
        SoundDecoder alac = Of("alac", Box("alac", Convert.FromHexString(Cookie)))!;

        Assert.Equal(("A_FLAC", 44_100, SoundWidth.Wide), (flac.Track.CodecId, flac.SampleRate, flac.Width));
        Assert.Equal(Convert.ToHexString("fLaC"u8) + StreamInfo[8..], Convert.ToHexString(flac.Track.CodecPrivate.Span));
        Assert.Equal(("A_ALAC", 96_000, SoundWidth.Mono), (alac.Track.CodecId, alac.SampleRate, alac.Width));
        Assert.Equal(Cookie[8..], Convert.ToHexString(alac.Track.CodecPrivate.Span));
    }

    [Theory]
    [InlineData("Opus", "dOps", "00020138")]
    [InlineData("Opus", "dOps", "0100013800002EE0FFF600")]
    [InlineData("fLaC", "dfLa", "0000000084000022")]
    [InlineData("alac", "alac", "0000000000001000")]
    public void A_broken_configuration_has_no_decoder(string format, string box, string configuration) =>
        Assert.Null(Of(format, Box(box, Convert.FromHexString(configuration))));

    [Theory]
    [InlineData("ac-3", "dac3", "50 0A 00", "A_AC3", 1536, "Mono")]
    [InlineData("ac-3", "dac3", "10 3D 00", "A_AC3", 1536, "Wide")]
    [InlineData("ec-3", "dec3", "0300 20 02 00", "A_EAC3", 0, "Mono")]
    [InlineData("ec-3", "dec3", "0300 20 0F 00", "A_EAC3", 0, "Wide")]
    [InlineData("dtsc", "ddts", "", "A_DTS", 0, "Wide")]
    [InlineData("sowt", "free", "", "A_PCM/INT/LIT", 0, "Wide")]
    [InlineData("twos", "free", "", "A_PCM/INT/BIG", 0, "Wide")]
    [InlineData("fl32", "free", "", "A_QUICKTIME", 0, "Wide")]
    [InlineData("ulaw", "free", "", "A_QUICKTIME", 0, "Wide")]
    [InlineData("alaw", "free", "", "A_QUICKTIME", 0, "Wide")]
    public void The_other_codecs_have_the_names_of_Matroska(string format, string box, string configuration, string name, int length, string width)
    {
        SoundDecoder decoder = Of(format, Box(box, Convert.FromHexString(configuration.Replace(" ", "", StringComparison.Ordinal))))!;

        Assert.Equal((name, length, width), (decoder.Track.CodecId, decoder.FrameLength, decoder.Width.ToString()));
        Assert.Equal(44_100, decoder.SampleRate);
    }

    [Theory]
    [InlineData(1152, 1152)]
    [InlineData(576, 576)]
    [InlineData(1140, 1152)]
    public void A_frame_of_MP3_is_as_long_as_the_times_tell(double usual, int length)
    {
        Mp4SampleEntry entry = Reading.Track(TrackSpec.Audio with { SampleEntries = [TrackSpec.AudioEntry(boxes: TrackSpec.Descriptor(objectType: 0x6B))] }).SampleEntries[0];

        SoundDecoder decoder = SoundDecoders.For(entry, 44_100, usual)!;

        Assert.Equal(("A_MPEG/L3", length, SoundWidth.MonoOrStereo), (decoder.Track.CodecId, decoder.FrameLength, decoder.Width));
    }

    [Theory]
    [InlineData("samr", "damr")]
    [InlineData("mlpa", "dmlp")]
    [InlineData("QDM2", "free")]
    public void What_there_is_no_mapping_for_has_no_decoder(string format, string box) => Assert.Null(Of(format, Box(box, Zeros(17))));

    private static SoundDecoder? Of(string format, byte[] boxes) =>
        SoundDecoders.For(Reading.Track(TrackSpec.Audio with { SampleEntries = [TrackSpec.AudioEntry(format, boxes: boxes)] }).SampleEntries[0], 44_100, 960);
}
