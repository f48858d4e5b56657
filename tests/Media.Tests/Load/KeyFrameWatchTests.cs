using Vod.Media.Load.Reception;
using Vod.Media.Rtp;

namespace Vod.Media.Tests.Load;

public sealed class KeyFrameWatchTests
{
    private const byte FragmentStart = 0x80;
    private static readonly byte[] ParameterSets = [24, 0, 2, 0x67, 1, 0, 2, 0x68, 1];
    private static readonly byte[] First = [28, FragmentStart | 5, 1];
    private static readonly byte[] Middle = [28, 5, 1];
    private static readonly byte[] Slice = [0x41, 1];
    private readonly KeyFrameWatch _watch = new();

    [Fact]
    public void It_is_complete_with_the_marker()
    {
        Assert.False(Add(1, ParameterSets));
        Assert.False(Add(2, First));
        Assert.False(Add(3, Middle));
        Assert.True(Add(4, Middle, marker: true));
    }

    [Fact]
    public void A_packet_missing_spoils_it()
    {
        Add(1, First);
        Assert.False(Add(3, Middle, marker: true));
    }

    [Fact]
    public void The_end_of_another_picture_is_none() => Assert.False(Add(1, Slice, marker: true));

    [Theory]
    [InlineData(new byte[] { 0x65, 1 })]
    [InlineData(new byte[] { 24, 0, 2, 0x67, 1, 0, 2, 0x65, 1 })]
    public void One_packet_may_hold_all_of_it(byte[] payload) => Assert.True(Add(1, payload, marker: true));

    [Fact]
    public void An_aggregate_that_lies_about_its_sizes_is_none() => Assert.False(Add(1, [24, 0xFF, 0xFF, 0x67, 0x65], marker: true));

    private bool Add(ushort number, byte[] payload, bool marker = false) =>
        _watch.Add(new RtpHeader(new PayloadType(102), marker, new SequenceNumber(number), new RtpTimestamp(0), new Ssrc(1)), payload);
}
