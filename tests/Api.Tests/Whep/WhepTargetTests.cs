using Vod.Api.Whep;

namespace Vod.Api.Tests.Whep;

public sealed class WhepTargetTests
{
    [Theory]
    [InlineData("/whep/talk", "talk", null)]
    [InlineData("/whep/vod%3A%2F%2Ffilms%2Fa.mp4", "vod://films/a.mp4", null)]
    [InlineData("/whep/vod-live%3a%2f%2fsample.mp4", "vod-live://sample.mp4", null)]
    [InlineData("/whep/vod:%2F%2Fa.mp4?x=1", "vod://a.mp4", null)]
    [InlineData("/whep/a+b%20c%2Bd", "a+b c+d", null)]
    [InlineData("/whep/%C3%A9t%C3%A9", "\u00E9t\u00E9", null)]
    [InlineData("/whep/a/0123", "a", "0123")]
    [InlineData("http://example.org/whep/a%2Fb/0123?x", "a/b", "0123")]
    public void A_name_is_decoded(string raw, string stream, string? session)
    {
        Assert.True(WhepTarget.TryParse(raw, out WhepTarget target));
        Assert.Equal(new WhepTarget(stream, session), target);
    }

    [Theory]
    [InlineData("/whip/cam", "cam", null)]
    [InlineData("/whip/a%2Fb/0123", "a/b", "0123")]
    public void Publishers_have_a_path_of_their_own(string raw, string stream, string? session)
    {
        Assert.True(WhepTarget.TryParse(raw, out WhepTarget target));
        Assert.Equal(new WhepTarget(stream, session, Publishes: true), target);
        Assert.StartsWith("/whip/", WhepTarget.PathOf(stream, "s", publishes: true), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/whep/%252F", "%2F")]
    [InlineData("/whep/%25252F", "%252F")]
    [InlineData("/whep/vod%253A%252F%252Fa.mp4", "vod%3A%2F%2Fa.mp4")]
    [InlineData("/whep/100%25", "100%")]
    [InlineData("/whep/%2E%2E%2F", "../")]
    public void Once_and_not_twice(string raw, string stream)
    {
        Assert.True(WhepTarget.TryParse(raw, out WhepTarget target));
        Assert.Equal(stream, target.Stream);
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("/")]
    [InlineData("/whep")]
    [InlineData("/whep/")]
    [InlineData("/whep//")]
    [InlineData("/whep/a/")]
    [InlineData("/whep//a")]
    [InlineData("/whep/vod://a.mp4")]
    [InlineData("/whep/a/b/c")]
    [InlineData("/WHEP/a")]
    [InlineData("/%77hep/a")]
    [InlineData("/x/../whep/a")]
    [InlineData("/whep/%")]
    [InlineData("/whep/%4")]
    [InlineData("/whep/%zz")]
    [InlineData("/whep/%+1")]
    [InlineData("/whep/a%2")]
    [InlineData("/whep/%FF")]
    [InlineData("/whep/%C3")]
    [InlineData("/whep/%C0%AF")]
    [InlineData("/whep/%ED%A0%80")]
    [InlineData("/whep/\u00E9")]
    [InlineData("/whep/\u0161")]
    [InlineData("http://example.org")]
    [InlineData("example.org:80")]
    public void What_cannot_be_decoded_is_nobodys_name(string raw) => Assert.False(WhepTarget.TryParse(raw, out _));

    [Fact]
    public void The_path_of_a_session_leads_back_to_it()
    {
        const string Name = "vod://\u00E9t\u00E9 100%/a?b#c.mp4";
        string path = WhepTarget.PathOf(Name, "0123");
        Assert.DoesNotContain(path, c => c > '~' || c <= ' ');
        Assert.True(WhepTarget.TryParse(path, out WhepTarget target));
        Assert.Equal(new WhepTarget(Name, "0123"), target);
    }
}
