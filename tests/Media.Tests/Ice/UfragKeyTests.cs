using Vod.Media.Ice;

namespace Vod.Media.Tests.Ice;

public sealed class UfragKeyTests
{
    [Fact]
    public void A_check_is_routed_by_the_fragment_before_the_colon()
    {
        Assert.True(UfragKey.TryGetLocalUfrag(new Check().ToBytes(), out UfragKey key));
        Assert.Equal(Check.Server.Key, key);
        Assert.Equal(UfragKey.FromAscii(System.Text.Encoding.ASCII.GetBytes(Check.Server.Ufrag)), key);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("ninechars")]
    [InlineData("")]
    public void A_fragment_of_another_length_is_nobodys(string ufrag) =>
        Assert.False(UfragKey.TryGetLocalUfrag(new Check { Ufrag = ufrag }.ToBytes(), out _));

    [Fact]
    public void Only_requests_with_a_username_are_routed()
    {
        Assert.False(UfragKey.TryGetLocalUfrag(new Check { Ufrag = null }.ToBytes(), out _));
        Assert.False(UfragKey.TryGetLocalUfrag(new Check { Class = StunClass.Indication }.ToBytes(), out _));
        Assert.False(UfragKey.TryGetLocalUfrag(new Check { Class = StunClass.SuccessResponse }.ToBytes(), out _));
        Assert.False(UfragKey.TryGetLocalUfrag(new Check { Method = (StunMethod)3 }.ToBytes(), out _));
        Assert.False(UfragKey.TryGetLocalUfrag([], out _));
    }

    [Fact]
    public void Routing_allocates_nothing()
    {
        byte[] datagram = new Check().ToBytes();

        Assert.Equal(0, Allocation.Of(() => UfragKey.TryGetLocalUfrag(datagram, out _)));
    }
}
