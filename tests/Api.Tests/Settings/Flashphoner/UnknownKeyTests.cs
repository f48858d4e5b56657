using Vod.ServiceDefaults.Settings.Flashphoner;

namespace Vod.Api.Tests.Settings.Flashphoner;

public sealed class UnknownKeyTests
{
    private const string Secret = "AKIA0hunter";

    [Theory]
    [InlineData("vod_live_lop=true", "vod_live_lop is no known setting and is ignored; did you mean vod_live_loop?")]
    [InlineData("HTTP.PORT=1", "HTTP.PORT is no known setting and is ignored; did you mean http.port?")]
    [InlineData("http-port=1", "http-port is no known setting and is ignored; did you mean http.port?")]
    [InlineData("media.port.from=1", "media.port.from is no known setting and is ignored; did you mean media_port_from?")]
    [InlineData("IP=192.0.2.1", "IP is no known setting and is ignored; did you mean ip?")]
    [InlineData("id=1", "id is no known setting and is ignored.")]
    [InlineData("my_own_key=1", "my_own_key is no known setting and is ignored.")]
    [InlineData("=1", "what stands here is no known setting and is ignored.")]
    public void It_is_named_with_the_known_key_that_is_near(string line, string says) => Assert.Equal(says, Describe(line));

    [Theory]
    [InlineData("vod_live_loo", "vod_live_loop")]
    [InlineData("vod_live_l", "vod_live_loop")]
    [InlineData("vod_live_", null)]
    [InlineData("ws.pot", "ws.port")]
    [InlineData("ws.po", null)]
    [InlineData("", null)]
    public void Near_is_one_mistake_in_four_characters_and_three_at_most(string key, string? near) => Assert.Equal(near, UnknownKey.Nearest(key));

    [Fact]
    public void A_key_of_any_length_is_looked_at_but_only_a_short_one_compared()
    {
        string key = new('x', UnknownKey.MaxLength + 1);
        Assert.Null(UnknownKey.Nearest(key));
        Assert.StartsWith("what stands here", Describe($"{key}=1"), StringComparison.Ordinal);
        Assert.StartsWith(key[1..], Describe($"{key[1..]}=1"), StringComparison.Ordinal);
        Assert.InRange(WcsKeys.All.Max(k => k.Name.Length), 1, UnknownKey.MaxLength);
    }

    [Theory]
    [InlineData($"aws_s3_credential={Secret}", "what stands here is no known setting and is ignored; did you mean aws_s3_credentials?")]
    [InlineData($"aws_s3_credentials{Secret}", "what stands here is no known setting and is ignored.")]
    [InlineData($"aws_s3_credentials;eu;{Secret}=x", "what stands here is no known setting and is ignored.")]
    [InlineData($"rest_hook_secret_key{Secret}=", "what stands here is no known setting and is ignored.")]
    [InlineData($"Keystore.Password{Secret}=x", "what stands here is no known setting and is ignored.")]
    [InlineData(Secret, "what stands here is no known setting and is ignored.")]
    [InlineData($"{Secret} x", "what stands here is no known setting and is ignored.")]
    [InlineData("a\\u001b[31m=1", "what stands here is no known setting and is ignored.")]
    public void What_may_be_a_secret_or_no_key_is_not_shown(string line, string says) => Assert.Equal(says, Describe(line));

    private static string Describe(string line) => UnknownKey.Describe(PropertiesParser.Parse(line).Single());
}
