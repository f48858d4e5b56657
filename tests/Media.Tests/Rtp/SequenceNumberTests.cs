using Vod.Media.Rtp;

namespace Vod.Media.Tests.Rtp;

public sealed class SequenceNumberTests
{
    [Fact]
    public void Numbers_go_on_after_the_wrap()
    {
        SequenceNumber number = new(65534);

        Assert.Equal(new SequenceNumber(65535), number.Next);
        Assert.Equal(new SequenceNumber(0), number + 2);
        Assert.Equal(new SequenceNumber(1), number.Next.Next.Next);
        Assert.Equal(new SequenceNumber(65534), new SequenceNumber(1) + -3);
    }

    [Theory]
    [InlineData(1, 65534, 3)]
    [InlineData(65534, 1, -3)]
    [InlineData(5, 5, 0)]
    [InlineData(32767, 0, 32767)]
    [InlineData(0, 32767, -32767)]
    public void The_distance_is_taken_the_short_way_round(ushort to, ushort from, int distance)
    {
        Assert.Equal(distance, new SequenceNumber(to) - new SequenceNumber(from));
        Assert.Equal(distance > 0, new SequenceNumber(to).IsAfter(new(from)));
        Assert.Equal(distance < 0, new SequenceNumber(from).IsAfter(new(to)));
    }

    [Fact]
    public void Numbers_half_the_circle_apart_have_no_order()
    {
        Assert.False(new SequenceNumber(0).IsAfter(new(32768)));
        Assert.False(new SequenceNumber(32768).IsAfter(new(0)));
    }

    [Fact]
    public void An_extended_number_counts_the_rollovers()
    {
        ExtendedSequenceNumber number = new(new SequenceNumber(65534));

        number = number.Next.Next;

        Assert.Equal(new SequenceNumber(0), number.SequenceNumber);
        Assert.Equal(1u, number.Rollovers);
        Assert.Equal(0x10000u, number.ReportValue);
    }

    [Theory]
    [InlineData(65534, 1, 65537)]
    [InlineData(65537, 65534, 65534)]
    [InlineData(3, 65535, -1)]
    [InlineData(0x1_0000_0000L, 65535, 0xFFFF_FFFFL)]
    public void A_number_is_extended_to_the_nearest(long reference, ushort number, long extended)
    {
        Assert.Equal(new ExtendedSequenceNumber(extended), new ExtendedSequenceNumber(reference).Nearest(new(number)));
    }
}
