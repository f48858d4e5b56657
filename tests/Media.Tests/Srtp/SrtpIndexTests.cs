using Vod.Media.Srtp;

namespace Vod.Media.Tests.Srtp;

public sealed class SrtpIndexTests
{
    [Theory]
    [InlineData(-1, 0xFFFF, 0xFFFF)]
    [InlineData(0, 0xFFFF, -1)]
    [InlineData(0xFFFF, 0, 0x10000)]
    [InlineData(0x10000, 0xFFFF, 0xFFFF)]
    [InlineData(0x10005, 0xFFF0, 0xFFF0)]
    [InlineData(0x2_8000, 1, 0x2_0001)]
    [InlineData(0x2_8002, 1, 0x3_0001)]
    [InlineData(0x2_9000, 0x0FFF, 0x3_0FFF)]
    [InlineData(0x2_9000, 0x1001, 0x2_1001)]
    public void The_estimate_is_the_nearest_index_with_that_sequence_number(long highest, int sequenceNumber, long expected) =>
        Assert.Equal(expected, SrtpIndex.Estimate(highest, (ushort)sequenceNumber));
}
