using Vod.Media.Opus;

namespace Vod.Media.Tests.Opus;

public sealed class OggPageTests
{
    [Fact]
    public void A_page_gives_its_fields_and_its_length()
    {
        byte[] bytes = [.. OggBytes.Page(5, OggBytes.First | OggBytes.Last, [3, 0], [1, 2, 3], serial: 0x01020304), 99];

        Assert.Equal(OggReadStatus.Complete, OggPage.TryParse(bytes, out OggPage page));

        Assert.Equal(0x01020304u, page.Serial);
        Assert.Equal(5u, page.Sequence);
        Assert.True(page is { IsFirst: true, IsLast: true, IsContinued: false });
        Assert.Equal([3, 0], page.Lacing.ToArray());
        Assert.Equal([1, 2, 3], page.Payload.ToArray());
        Assert.Equal(bytes.Length - 1, page.Length);
    }

    [Fact]
    public void A_page_cut_at_any_byte_is_incomplete()
    {
        byte[] bytes = OggBytes.PageOf(0, 0, OggBytes.Packet(600, 1), OggBytes.Packet(3, 2));

        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(OggReadStatus.Incomplete, OggPage.TryParse(bytes.AsSpan(0, length), out _));
        }

        Assert.Equal(OggReadStatus.Complete, OggPage.TryParse(bytes, out _));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_wrong_capture_pattern_or_version_is_invalid(int at)
    {
        byte[] bytes = OggBytes.PageOf(0, 0, OggBytes.Packet(4, 0));
        bytes[at] ^= 0x20;

        Assert.Equal(OggReadStatus.Invalid, OggPage.TryParse(bytes, out _));
    }

    [Fact]
    public void The_longest_page_is_read()
    {
        byte[] lacing = [.. Enumerable.Repeat((byte)255, 255)];
        byte[] bytes = OggBytes.Page(0, 0, lacing, new byte[255 * 255]);

        Assert.Equal(OggReadStatus.Complete, OggPage.TryParse(bytes, out OggPage page));
        Assert.Equal(OggPage.MaxLength, page.Length);
    }
}
