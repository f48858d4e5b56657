using Vod.Media.Sdp;

namespace Vod.Media.Tests.Sdp;

public sealed class H264ProfileLevelIdTests
{
    [Theory]
    [InlineData("42e01f", (int)H264Profile.ConstrainedBaseline)]
    [InlineData("42c01e", (int)H264Profile.ConstrainedBaseline)]
    [InlineData("42001f", (int)H264Profile.Baseline)]
    [InlineData("4d001f", (int)H264Profile.Main)]
    [InlineData("4d401f", (int)H264Profile.Main)]
    [InlineData("4d801f", (int)H264Profile.ConstrainedBaseline)]
    [InlineData("58c01f", (int)H264Profile.ConstrainedBaseline)]
    [InlineData("58001f", (int)H264Profile.Other)]
    [InlineData("64001f", (int)H264Profile.High)]
    [InlineData("640028", (int)H264Profile.High)]
    [InlineData("640c1f", (int)H264Profile.ConstrainedHigh)]
    [InlineData("6e001f", (int)H264Profile.Other)]
    [InlineData("f4001f", (int)H264Profile.Other)]
    public void The_profile_comes_from_profile_idc_and_the_constraint_flags(string text, int profile)
    {
        Assert.True(H264ProfileLevelId.TryParse(text, out H264ProfileLevelId value));
        Assert.Equal((H264Profile)profile, value.Profile);
        Assert.Equal(text, value.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("42e01")]
    [InlineData("42e01f0")]
    [InlineData("42e01g")]
    [InlineData("0x42e0")]
    public void Anything_but_six_hexadecimal_digits_is_refused(string text) =>
        Assert.False(H264ProfileLevelId.TryParse(text, out _));

    [Fact]
    public void Upper_case_and_numbers_are_the_same_value()
    {
        Assert.True(H264ProfileLevelId.TryParse("42E01F", out H264ProfileLevelId value));
        Assert.Equal(H264ProfileLevelId.FromNumber(0x42E01F), value);
        Assert.Equal("42000a", H264ProfileLevelId.Default.ToString());
    }
}
