using Vod.Media.H264;

namespace Vod.Media.Tests.H264;

public sealed class AvcConfigurationTests
{
    // Written by x264 and FFmpeg for a High profile stream of 1920x1080, with the extension fields of that profile.
    private const string High = "01640028FFE1001B67640028ACD940780227E5C044000003000400000300C83C60C65801000668EBE3CB22C0FDF8F800";
    private const int ExtensionLength = 4;

    [Fact]
    public void The_record_holds_the_parameter_sets()
    {
        Assert.True(AvcConfiguration.TryParse(Convert.FromHexString(High), out AvcConfiguration? configuration));

        Assert.Equal((100, 0, 40, 4), (configuration.Profile, configuration.Compatibility, configuration.Level, configuration.NalLengthSize));
        Assert.Equal(27, Assert.Single(configuration.SequenceParameterSets).Length);
        Assert.Equal("68EBE3CB22C0", Convert.ToHexString(Assert.Single(configuration.PictureParameterSets).Span));
        Assert.Equal(1920, configuration.SequenceParameterSet!.Width);
        Assert.Equal(0x640028u, configuration.ProfileLevelId);
    }

    [Fact]
    public void A_record_without_parameter_sets_is_valid_because_they_may_be_in_the_samples()
    {
        Assert.True(AvcConfiguration.TryParse([1, 0x42, 0xC0, 0x1E, 0xFD, 0xE0, 0], out AvcConfiguration? configuration));

        Assert.Equal(2, configuration.NalLengthSize);
        Assert.Empty(configuration.SequenceParameterSets);
        Assert.Null(configuration.SequenceParameterSet);
    }

    [Fact]
    public void A_record_cut_before_its_extension_is_refused()
    {
        byte[] record = Convert.FromHexString(High);
        for (int length = 0; length < record.Length; length++)
        {
            Assert.Equal(length >= record.Length - ExtensionLength, AvcConfiguration.TryParse(record.AsSpan(0, length), out _));
        }
    }

    [Fact]
    public void Lengths_beyond_the_record_are_refused()
    {
        foreach ((int index, byte value) in new[] { (5, (byte)0xFF), (6, (byte)0xFF), (7, (byte)0xFF), (35, (byte)0xFF), (37, (byte)0xFF) })
        {
            byte[] record = Convert.FromHexString(High);
            record[index] = value;
            Assert.False(AvcConfiguration.TryParse(record, out _));
        }
    }

    [Fact]
    public void Other_versions_and_lengths_of_3_bytes_are_refused()
    {
        byte[] record = Convert.FromHexString(High);
        record[0] = 2;
        Assert.False(AvcConfiguration.TryParse(record, out _));
        record[0] = 1;
        record[4] = 0xFE;
        Assert.False(AvcConfiguration.TryParse(record, out _));
    }
}
