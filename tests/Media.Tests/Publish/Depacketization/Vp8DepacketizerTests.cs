using Vod.Media.Publish.Depacketization;

namespace Vod.Media.Tests.Publish.Depacketization;

/// <summary>Payloads written by hand after RFC 7741 section 4 and RFC 6386 section 9.1.</summary>
public sealed class Vp8DepacketizerTests
{
    // Key frame: tag, start code, 640 x 360 with scales that do not count.
    private const string Key = "100200" + "9D012A" + "8042" + "6881" + "AABB";
    private const string Inter = "310200" + "CCDD";
    private readonly Vp8Depacketizer _depacketizer = new();

    [Fact]
    public void A_key_frame_says_how_large_it_is_and_the_next_ones_are_as_large()
    {
        Assert.Equal(new PictureFacts(true, 640, 360), Complete("10" + Key));
        Assert.Equal(Key, Convert.ToHexString(_depacketizer.Picture));
        Assert.Equal(new PictureFacts(false, 640, 360), Complete("10" + Inter));
        Assert.Equal(Inter, Convert.ToHexString(_depacketizer.Picture));
    }

    [Theory]
    [InlineData("10")] // nothing
    [InlineData("30")] // N: not referred to
    [InlineData("9080" + "11")] // I: 7 bits of picture id
    [InlineData("9080" + "8111")] // 15 bits
    [InlineData("9040" + "05")] // L
    [InlineData("9020" + "40")] // T
    [InlineData("9010" + "01")] // K
    [InlineData("90F0" + "8111" + "05" + "41")] // all of them, as Chromium sends
    [InlineData("9000")] // X alone
    public void Every_descriptor_is_taken_off(string descriptor)
    {
        Complete(descriptor + Key);
        Assert.Equal(Key, Convert.ToHexString(_depacketizer.Picture));
    }

    [Fact]
    public void A_frame_is_what_its_packets_carry()
    {
        Complete("10" + Key, "00" + "EE", "11" + "FF", "01" + "00");
        Assert.Equal(Key + "EE" + "FF" + "00", Convert.ToHexString(_depacketizer.Picture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")] // no bytes
    [InlineData("90")] // no extension
    [InlineData("9080")] // no picture id
    [InlineData("908081")] // half of one
    [InlineData("90F0810005")] // cut in the layers
    [InlineData("00" + Key)] // not the first
    [InlineData("11" + Key)] // another partition
    public void What_breaks_the_format_is_refused(string payload)
    {
        _depacketizer.Begin();
        Assert.False(_depacketizer.TryAdd(Convert.FromHexString(payload)));
        Assert.False(_depacketizer.IsFirst(Convert.FromHexString(payload)));
    }

    [Fact]
    public void A_second_start_is_no_part_of_the_frame()
    {
        _depacketizer.Begin();
        Assert.True(_depacketizer.TryAdd(Convert.FromHexString("10" + Key)));
        Assert.False(_depacketizer.TryAdd(Convert.FromHexString("10" + Inter)));
    }

    [Theory]
    [InlineData("1002")] // no tag
    [InlineData("100200" + "9D012A" + "8002")] // no dimensions
    [InlineData("100200" + "9D012B" + "8002" + "6801")] // another start code
    [InlineData("100200" + "9D012A" + "0000" + "6801")] // no width
    [InlineData("100200" + "9D012A" + "8002" + "00C0")] // no height
    public void A_frame_with_a_broken_head_is_of_no_use(string frame)
    {
        _depacketizer.Begin();
        Assert.True(_depacketizer.TryAdd(Convert.FromHexString("10" + frame)));
        Assert.Equal(PictureOutcome.Unusable, _depacketizer.Finish(out _));
    }

    private PictureFacts Complete(params string[] payloads)
    {
        _depacketizer.Begin();
        Assert.All(payloads, payload => Assert.True(_depacketizer.TryAdd(Convert.FromHexString(payload)), payload));
        Assert.Equal(PictureOutcome.Complete, _depacketizer.Finish(out PictureFacts facts));
        return facts;
    }
}
