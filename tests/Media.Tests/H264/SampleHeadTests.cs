using Vod.Media.H264;

namespace Vod.Media.Tests.H264;

public sealed class SampleHeadTests
{
    private const string Delimiter = "09F0";
    private const string SequenceSet = "6742C00BD902847E5C0440000003004000000C83C50A92";
    private const string PictureSet = "68CB83CB20";
    private const string Settings = "0605" + "20" + "DC45E9BDE6D948B7962CD820D923EEEF" + "78323634202D20636F72652031363420" + "80";
    private const string RecoveryNow = "0606018480";
    private const string RecoveryLater = "06060124" + "80";
    private const string Idr = "65888400";
    private const string IntraSlice = "41888400"; // first_mb_in_slice 0, slice_type 7
    private const string PredictedSlice = "419A2200"; // first_mb_in_slice 0, slice_type 5

    [Theory]
    [InlineData("InstantaneousRefresh", Idr)]
    [InlineData("InstantaneousRefresh", Delimiter, SequenceSet, PictureSet, Settings, Idr)]
    [InlineData("RecoveryPoint", Delimiter, RecoveryNow, IntraSlice)]
    [InlineData("RecoveryPoint", Settings, RecoveryNow, IntraSlice)]
    [InlineData("Dependent", RecoveryNow, PredictedSlice)]
    [InlineData("Dependent", RecoveryLater, IntraSlice)]
    [InlineData("Dependent", Delimiter, IntraSlice)]
    [InlineData("Dependent", PredictedSlice, Idr)]
    [InlineData("Unknown", Delimiter, SequenceSet, PictureSet, Settings)]
    [InlineData("Unknown")]
    public void The_first_slice_and_what_is_in_front_of_it_decide(string expected, params string[] units)
    {
        foreach (int lengthSize in new[] { 1, 2, 4 })
        {
            Assert.Equal(expected, SampleHead.Classify(Sample(lengthSize, units), lengthSize).ToString());
        }
    }

    [Fact]
    public void A_message_beside_the_recovery_point_may_come_first()
    {
        string both = "06" + "0503AABBCC" + "060184" + "80";

        Assert.Equal(PictureStart.RecoveryPoint, SampleHead.Classify(Sample(4, both, IntraSlice), 4));
    }

    [Fact]
    public void A_head_that_is_cut_is_unknown_until_it_is_known()
    {
        byte[] sample = Sample(4, Delimiter, SequenceSet, PictureSet, RecoveryNow, IntraSlice);
        int known = sample.Length - 3;
        for (int length = 0; length < sample.Length; length++)
        {
            PictureStart start = SampleHead.Classify(sample.AsSpan(0, length), 4);
            Assert.Contains(start, length < known - 1 ? [PictureStart.Unknown] : new[] { PictureStart.Unknown, PictureStart.Dependent, PictureStart.RecoveryPoint });
        }

        Assert.Equal(PictureStart.RecoveryPoint, SampleHead.Classify(sample, 4));
    }

    [Fact]
    public void Empty_units_and_lengths_beyond_the_end_do_no_harm()
    {
        byte[] padded = [0, 0, 0, 0, .. Sample(4, Idr)];
        byte[] tooLong = [0xFF, 0xFF, 0xFF, 0xFF, 0x65, 0x88];
        byte[] endlessMessage = [0, 0, 0, 4, 0x06, 0xFF, 0xFF, 0xFF];

        Assert.Equal(PictureStart.InstantaneousRefresh, SampleHead.Classify(padded, 4));
        Assert.Equal(PictureStart.InstantaneousRefresh, SampleHead.Classify(tooLong, 4));
        Assert.Equal(PictureStart.Unknown, SampleHead.Classify(endlessMessage, 4));
    }

    [Fact]
    public void The_parameter_set_in_front_of_the_slice_is_found_if_it_is_whole()
    {
        byte[] sample = Sample(4, Delimiter, SequenceSet, PictureSet, Idr);

        Assert.True(SampleHead.TryFindParameterSet(sample, 4, out SequenceParameterSet? found));
        Assert.Equal((66, 160, 120), (found!.ProfileIdc, found.Width, found.Height));
        Assert.False(SampleHead.TryFindParameterSet(sample.AsSpan(0, 20), 4, out _));
        Assert.False(SampleHead.TryFindParameterSet(Sample(4, Idr), 4, out _));
    }

    private static byte[] Sample(int lengthSize, params string[] units)
    {
        List<byte> sample = [];
        foreach (string unit in units)
        {
            byte[] bytes = Convert.FromHexString(unit);
            sample.AddRange(Enumerable.Repeat((byte)0, lengthSize - 1).Append((byte)bytes.Length));
            sample.AddRange(bytes);
        }

        return [.. sample];
    }
}
