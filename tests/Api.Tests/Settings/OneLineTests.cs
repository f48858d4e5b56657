using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Tests.Settings;

public sealed class OneLineTests
{
    [Theory]
    [InlineData("films/für Kinder", "films/für Kinder")]
    [InlineData("a\r\nb\t\u001b[31m", "a\\u000d\\u000ab\\u0009\\u001b[31m")]
    [InlineData("a\u202eb\u2028c\0", "a\\u202eb\\u2028c\\u0000")]
    public void Only_what_is_visible_is_shown_as_it_is(string text, string shown) => Assert.Equal(shown, OneLine.Of(text));

    [Fact]
    public void Half_a_surrogate_pair_is_shown() => Assert.Equal("a\\ud800", OneLine.Of("a\ud800"));

    [Fact]
    public void Long_text_is_cut()
    {
        string longest = new('x', OneLine.MaxLength);
        Assert.Equal(longest, OneLine.Of(longest));
        Assert.Equal(longest + "…", OneLine.Of(longest + "x"));
    }
}
