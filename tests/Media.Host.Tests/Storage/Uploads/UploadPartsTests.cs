using Vod.Media.Host.Storage.Uploads;

namespace Vod.Media.Host.Tests.Storage.Uploads;

public sealed class UploadPartsTests
{
    [Theory]
    [InlineData(0, 1, 16 << 20)]
    [InlineData(1, 1, 16 << 20)]
    [InlineData(16 << 20, 1, 16 << 20)]
    [InlineData((16 << 20) + 1, 2, 16 << 20)]
    [InlineData(167_772_160_000, 10_000, 16 << 20)]
    [InlineData(167_772_160_001, 10_000, (16 << 20) + 1)]
    public void There_are_never_more_parts_than_a_store_takes(long size, int count, int partBytes)
    {
        UploadParts parts = new(size);
        Assert.Equal((count, partBytes, count == 1), (parts.Count, parts.PartBytes, parts.IsOne));
        Assert.Equal(size, parts.StartOf(count - 1) + parts.LengthOf(count - 1));
    }

    // From the manuals of stores: MD5 of the bytes, or MD5 of the sums in binary with their number.
    [Fact]
    public void An_entity_tag_is_that_of_S3()
    {
        byte[] sum = UploadParts.SumOf("abc"u8);
        Assert.Equal("\"900150983cd24fb0d6963f7d28e17f72\"", new UploadParts(3).EntityTagOf([sum]));
        Assert.EndsWith("-2\"", new UploadParts(6, 3).EntityTagOf([sum, sum]), StringComparison.Ordinal);
    }
}
