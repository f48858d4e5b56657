using Vod.Media.H264;

namespace Vod.Media.Tests.H264;

/// <summary>Parameter sets as x264 (core 164) writes them; the expected values are what ffprobe says about the same streams.</summary>
public sealed class SequenceParameterSetTests
{
    private const string High1080 = "6764 0028 ACD9 4078 0227 E5C0 4400 0003 0004 0000 0300 C83C 60C6 58";
    private const string Baseline = "6742C00BD902847E5C0440000003004000000C83C50A92";
    private const string InterlacedMain = "674D401EECA05A126C0440000003004000000C87C50A6580";
    private const string High10 = "676E000DA6CD94150878888C0440000003004000000F03C50A6580";
    private const string High444 = "67F4000D919B282A10F1F1F80880000003008000001E301000F420003D09498600F1429960";

    [Fact]
    public void A_High_profile_picture_of_1080_lines_is_cropped_from_1088()
    {
        SequenceParameterSet set = Parse(High1080);

        Assert.Equal((100, 0, 40), (set.ProfileIdc, set.ConstraintFlags, set.LevelIdc));
        Assert.Equal((1920, 1080, false), (set.Width, set.Height, set.IsInterlaced));
        Assert.Equal((1, 8, 8), (set.ChromaFormat, set.LumaBitDepth, set.ChromaBitDepth));
        Assert.Equal((0, 2, 4), (set.PictureOrderCountType, set.MaxReorderFrames, set.MaxReferenceFrames));
        Assert.Equal((1u, 50u), (set.Usability!.NumUnitsInTick, set.Usability.TimeScale));
        Assert.Equal(0x640028u, set.ProfileLevelId);
    }

    [Fact]
    public void A_Constrained_Baseline_stream_has_no_reordering()
    {
        SequenceParameterSet set = Parse(Baseline);

        Assert.Equal((66, 0xC0, 11), (set.ProfileIdc, set.ConstraintFlags, set.LevelIdc));
        Assert.Equal((160, 120), (set.Width, set.Height));
        Assert.Equal((2, 0), (set.PictureOrderCountType, set.MaxReorderFrames));
        Assert.Equal(0x42C00Bu, set.ProfileLevelId);
    }

    [Fact]
    public void Interlaced_pictures_have_two_fields()
    {
        SequenceParameterSet set = Parse(InterlacedMain);

        Assert.True(set.IsInterlaced);
        Assert.Equal((720, 576, 2), (set.Width, set.Height, set.MaxReorderFrames));
    }

    [Fact]
    public void Ten_bits_are_told()
    {
        SequenceParameterSet set = Parse(High10);

        Assert.Equal((110, 10, 10, 1), (set.ProfileIdc, set.LumaBitDepth, set.ChromaBitDepth, set.ChromaFormat));
        Assert.Equal((322, 242), (set.Width, set.Height));
    }

    [Fact]
    public void Full_chroma_with_hypothetical_decoder_parameters_is_read_to_the_end()
    {
        SequenceParameterSet set = Parse(High444);

        Assert.Equal((244, 3, 8), (set.ProfileIdc, set.ChromaFormat, set.LumaBitDepth));
        Assert.Equal((322, 242), (set.Width, set.Height));
        Assert.Equal(2, set.MaxReorderFrames);
    }

    [Theory]
    [InlineData(High1080)]
    [InlineData(Baseline)]
    [InlineData(InterlacedMain)]
    [InlineData(High10)]
    [InlineData(High444)]
    public void A_cut_set_is_refused_or_loses_only_its_usability_information(string hex)
    {
        byte[] nal = Bytes(hex);
        SequenceParameterSet whole = Parse(hex);
        int refused = 0;
        for (int length = 0; length < nal.Length; length++)
        {
            if (SequenceParameterSet.TryParse(nal.AsSpan(0, length), out SequenceParameterSet? cut))
            {
                Assert.Equal((whole.Width, whole.Height, whole.ProfileLevelId), (cut.Width, cut.Height, cut.ProfileLevelId));
                Assert.True(cut.Usability is null || cut.Usability == whole.Usability);
            }
            else
            {
                refused++;
            }
        }

        Assert.InRange(refused, 8, nal.Length);
    }

    [Fact]
    public void Any_bytes_are_read_without_harm()
    {
        Random random = new(1);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] nal = Bytes(round % 2 == 0 ? High1080 : High444);
            for (int changes = random.Next(1, 6); changes > 0; changes--)
            {
                nal[random.Next(1, nal.Length)] = (byte)random.Next(256);
            }

            if (SequenceParameterSet.TryParse(nal, out SequenceParameterSet? set))
            {
                Assert.InRange(set.Width, 1, 32768);
                Assert.InRange(set.Height, 1, 65536);
                Assert.InRange(set.LumaBitDepth, 8, 14);
            }
        }
    }

    [Fact]
    public void Another_NAL_unit_is_no_sequence_parameter_set()
    {
        byte[] nal = Bytes(Baseline);
        nal[0] = 0x68;

        Assert.False(SequenceParameterSet.TryParse(nal, out _));
    }

    [Fact]
    public void A_picture_parameter_set_names_its_sequence_parameter_set_and_its_entropy_coder()
    {
        Assert.True(PictureParameterSet.TryParse(Bytes("68EBE3CB22C0"), out PictureParameterSet high));
        Assert.Equal(new PictureParameterSet(0, 0, true), high);
        Assert.True(PictureParameterSet.TryParse(Bytes("68CB83CB20"), out PictureParameterSet baseline));
        Assert.Equal(new PictureParameterSet(0, 0, false), baseline);
        Assert.False(PictureParameterSet.TryParse(Bytes("68"), out _));
        Assert.False(PictureParameterSet.TryParse([], out _));
        Assert.False(PictureParameterSet.TryParse(Bytes("67EBE3CB22C0"), out _));
    }

    private static SequenceParameterSet Parse(string hex)
    {
        Assert.True(SequenceParameterSet.TryParse(Bytes(hex), out SequenceParameterSet? set));
        return set;
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
