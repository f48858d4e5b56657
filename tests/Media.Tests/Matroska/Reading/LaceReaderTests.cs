using Vod.Media.Matroska.Reading;
using static Vod.Media.Tests.Matroska.Reading.Ebml;
using FilmReading = Vod.Media.Tests.Mp4.Reading;

namespace Vod.Media.Tests.Matroska.Reading;

/// <summary>Blocks of several frames. The bytes of the last two examples are those of RFC 9559 section 10.3.</summary>
public sealed class LaceReaderTests
{
    [Theory]
    [InlineData((int)Lacing.Fixed, "02 AABBCCDDEEFF", "2 2 2", 1)]
    [InlineData((int)Lacing.Xiph, "02 0201 AABBCCDDEEFF", "2 1 3", 3)]
    [InlineData((int)Lacing.Ebml, "02 81BF AABBCCDDEEFF", "1 1 4", 3)]
    [InlineData((int)Lacing.Ebml, "02 82C0 AABBCCDDEEFF", "2 3 1", 3)]
    [InlineData((int)Lacing.Ebml, "02 826000 AABBCCDDEE", "2 3 0", 4)]
    public void Sizes_are_read(int lacing, string content, string sizes, int start)
    {
        List<int> read = [];

        Assert.True(LaceReader.TryRead((Lacing)lacing, Bytes(content), read, out int first));
        Assert.Equal((sizes, start), (string.Join(' ', read), first));
    }

    [Fact]
    public void Sizes_of_hundreds_of_bytes_are_read()
    {
        byte[] frames = new byte[800 + 500 + 1000];
        List<int> read = [];

        Assert.True(LaceReader.TryRead(Lacing.Xiph, [2, 255, 255, 255, 35, 255, 245, .. frames], read, out int start));
        Assert.Equal(("800 500 1000", 7), (string.Join(' ', read), start));
        Assert.True(LaceReader.TryRead(Lacing.Ebml, [2, 0x43, 0x20, 0x5E, 0xD3, .. frames], read, out start));
        Assert.Equal(("800 500 1000", 5), (string.Join(' ', read), start));
    }

    [Theory]
    [InlineData((int)Lacing.Fixed, "")]
    [InlineData((int)Lacing.Fixed, "02")]
    [InlineData((int)Lacing.Fixed, "01 AABBCC")]
    [InlineData((int)Lacing.Xiph, "01")]
    [InlineData((int)Lacing.Xiph, "01 FFFF")]
    [InlineData((int)Lacing.Xiph, "01 05 AABB")]
    [InlineData((int)Lacing.Ebml, "01 00")]
    [InlineData((int)Lacing.Ebml, "01 85 AABB")]
    [InlineData((int)Lacing.Ebml, "02 8180 AABB")]
    public void Sizes_that_say_more_than_there_is_are_not(int lacing, string content) => Assert.False(LaceReader.TryRead((Lacing)lacing, Bytes(content), [], out _));

    [Theory]
    [InlineData(1, "02 0202 FC01 FC02 FC03")]
    [InlineData(2, "02 FC01 FC02 FC03")]
    [InlineData(3, "02 82BF FC01 FC02 FC03")]
    public void Frames_of_sound_that_share_a_block_follow_one_another(int lacing, string content)
    {
        byte[] file = File(Info(), Tracks(Sound()), Cluster(0, Laced(2, 0, lacing, Bytes(content)), Laced(2, 60, lacing, Bytes(content))));
        var samples = FilmReading.Samples(FilmReading.Movie(file).FirstAudio!);

        Assert.Equal([0L, 960, 1920, 2880, 3840, 4800], samples.Select(static sample => sample.CompositionTime + 312));
        Assert.Equal([1, 2, 3, 1, 2, 3], samples.Select(sample => (int)file[sample.Offset + 1]));
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
