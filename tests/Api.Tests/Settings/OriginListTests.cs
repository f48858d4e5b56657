using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Tests.Settings;

public sealed class OriginListTests
{
    [Theory]
    [InlineData("", "https://a.example", true)]
    [InlineData("", null, true)]
    [InlineData("a.example", "https://a.example", true)]
    [InlineData("a.example", "http://A.Example:8081", true)]
    [InlineData("a.example", "https://b.a.example", false)]
    [InlineData("a.example", "https://a.example.evil.test", false)]
    [InlineData("a.example", "https://a.example@evil.test", false)]
    [InlineData("a.example", "https://evil.test/a.example", false)]
    [InlineData("a.example", "https://axexample", false)]
    [InlineData("a.example,b.example", "https://b.example", true)]
    [InlineData("*.example", "https://a.example", true)]
    [InlineData("*.example", "https://b.a.example", true)]
    [InlineData("*.example", "https://example", false)]
    [InlineData("a.*.example", "https://a.b.c.example", true)]
    [InlineData("!*.evil.test,*", "https://a.evil.test", false)]
    [InlineData("!*.evil.test,*", "https://a.example", true)]
    [InlineData("*,!*.evil.test", "https://a.evil.test", true)]
    [InlineData("!a.example", "https://b.example", false)]
    [InlineData("192.0.2.1", "http://192.0.2.1:8081", true)]
    [InlineData("[::1]", "http://[::1]:8081", true)]
    [InlineData("xn--bcher-kva.example", "https://xn--bcher-kva.example", true)]
    [InlineData("xn--bcher-kva.example", "https://bücher.example", false)]
    [InlineData("a.example", null, false)]
    [InlineData("a.example", "null", false)]
    [InlineData("a.example", "a.example", false)]
    [InlineData("a.example,*", null, true)]
    [InlineData("a.example,*", "null", true)]
    [InlineData("!*", null, false)]
    [InlineData("**.example", null, false)]
    public void The_first_pattern_that_matches_the_host_decides(string patterns, string? origin, bool allowed)
    {
        string[] list = patterns.Split(',', StringSplitOptions.RemoveEmptyEntries);
        OriginSettingAttribute setting = new("");
        Assert.All(list, pattern => Assert.True(setting.Accepts(pattern)));
        Assert.Equal(allowed, new OriginList(list).Allows(OriginList.HostOf(origin)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("!!a.example")]
    [InlineData("https://a.example")]
    [InlineData("a.example:8081")]
    [InlineData("a.example/")]
    [InlineData("a example")]
    [InlineData("a?.example")]
    [InlineData("a\\.example")]
    public void What_is_no_pattern_is_not_accepted(string pattern) => Assert.False(new OriginSettingAttribute("").Accepts(pattern));

    [Fact]
    public void A_host_is_what_a_name_may_consist_of_whatever_the_header_says()
    {
        Random random = new(1);
        string[] pieces = ["http", "https", "://", ":", "/", "@", "[", "]", "a", ".", "..", "-", "_", "%", "%00", "\u001b", "\u202e", "ü", "xn--", "\uD800", "\\", "?", "#", " ", "1", "0x"];
        for (int round = 0; round < 20_000; round++)
        {
            string host = OriginList.HostOf("http://" + string.Concat(random.GetItems(pieces, random.Next(12))));
            Assert.True(host.All(c => char.IsAscii(c) && !char.IsControl(c)), host);
        }

        Assert.Equal("", OriginList.HostOf("http://" + new string('a', 300) + ".example"));
        Assert.Equal("", OriginList.HostOf(new string('a', 100_000)));
    }
}
