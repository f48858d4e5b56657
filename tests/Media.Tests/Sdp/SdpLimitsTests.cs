using Vod.Media.Sdp;

namespace Vod.Media.Tests.Sdp;

/// <summary>Descriptions made to be expensive, and cut or garbled ones.</summary>
public sealed class SdpLimitsTests
{
    private const string Head = "v=0\no=- 1 1 IN IP4 0.0.0.0\ns=-\nt=0 0\n";
    private const string Section = "m=video 9 UDP/TLS/RTP/SAVPF 96\n";

    [Fact]
    public void The_longest_text_is_read_and_one_character_more_is_not()
    {
        string padding = "a=" + new string('x', SdpLimits.MaxLength - Head.Length - 2);
        Assert.Equal(SdpError.None, ErrorOf(Head + padding));
        Assert.Equal(SdpError.TooLarge, ErrorOf(Head + padding + "x"));
    }

    [Fact]
    public void The_most_lines_are_read_and_one_more_is_not()
    {
        string lines = Repeat("a=x\n", SdpLimits.MaxLines - 4);
        Assert.Equal(SdpError.None, ErrorOf(Head + lines));
        Assert.Equal(SdpError.TooManyLines, ErrorOf(Head + lines + "a=x\n"));
        Assert.Equal(SdpError.TooManyLines, ErrorOf(Head + lines + "\n"));
    }

    [Fact]
    public void A_hundred_thousand_lines_are_refused() => Assert.Equal(SdpError.TooLarge, ErrorOf(Head + Repeat("\n", 100_000)));

    [Fact]
    public void The_most_sections_are_read_and_one_more_is_not()
    {
        string sections = Repeat(Section, SdpLimits.MaxMediaSections);
        Assert.Equal(SdpError.None, ErrorOf(Head + sections));
        Assert.Equal(SdpError.TooManyMediaSections, ErrorOf(Head + sections + Section));
    }

    [Fact]
    public void The_most_formats_are_read_and_one_more_is_not()
    {
        string formats = string.Join(' ', Enumerable.Range(0, SdpLimits.MaxFormats));
        Assert.Equal(SdpLimits.MaxFormats, Only($"m=video 9 UDP/TLS/RTP/SAVPF {formats}\n").Formats.Count);
        Assert.Equal(SdpError.TooManyFormats, ErrorOf($"v=0\nm=video 9 UDP/TLS/RTP/SAVPF {formats} 1\n"));
    }

    [Fact]
    public void A_token_that_comes_back_in_the_answer_is_bounded()
    {
        string longest = new('x', SdpLimits.MaxTokenLength);
        Assert.Equal(longest, Only(Section + $"a=mid:{longest}\n").Mid);
        Assert.Null(Only(Section + $"a=mid:{longest}x\n").Mid);
        Assert.Null(Only(Section + "a=mid:a b\n").Mid);
    }

    [Fact]
    public void Ten_thousand_header_extensions_are_too_large_and_what_fits_is_kept_up_to_the_limit()
    {
        Assert.Equal(SdpError.TooLarge, ErrorOf(Head + Section + Repeat("a=extmap:1 urn:x\n", 10_000)));
        Assert.Equal(SdpLimits.MaxHeaderExtensions, Only(Section + Repeat("a=extmap:1 urn:x\n", 1500)).HeaderExtensions.Count);
    }

    [Fact]
    public void What_the_server_does_not_depend_on_is_kept_up_to_its_limit()
    {
        string ssrcs = string.Concat(Enumerable.Range(1, 1000).Select(i => $"a=ssrc:{i} cname:x\n"));
        Assert.Equal(SdpLimits.MaxSources, Only(Section + ssrcs).Sources.Count);
        Assert.Equal(SdpLimits.MaxSources, Only(Section + Repeat("a=ssrc-group:FID 1 2\n", 1000)).SsrcGroups.Count);
        Assert.Equal(SdpLimits.MaxSources, Only(Section + Repeat("a=msid:s t\n", 1000)).StreamIds.Count);
        string candidates = Repeat("a=candidate:1 1 udp 1 192.0.2.1 1 typ host\n", 1000);
        Assert.Equal(SdpLimits.MaxCandidates, Only(Section + candidates).Candidates.Count);

        string parameters = string.Join(';', Enumerable.Range(0, 5000).Select(i => $"p{i}=1"));
        Assert.Equal(SdpLimits.MaxFormatParameters, Only(Section + $"a=fmtp:96 {parameters}\n").Formats[0].Parameters.Count);
    }

    [Fact]
    public void Header_extensions_with_impossible_ids_are_passed_over()
    {
        MediaDescription media = Only(
            Section + "a=extmap:0 urn:a\na=extmap:256 urn:b\na=extmap:-1 urn:c\na=extmap:x urn:d\na=extmap:255 urn:e\na=extmap:3\n");
        Assert.Equal([new HeaderExtension(255, "urn:e")], media.HeaderExtensions);
    }

    [Fact]
    public void An_offer_cut_at_any_character_gives_an_outcome_and_never_throws()
    {
        foreach (string offer in (string[])[Offers.Chromium, Offers.Firefox, Offers.Safari])
        {
            for (int length = 0; length <= offer.Length; length++)
            {
                bool parsed = SdpOffer.TryParse(offer.AsSpan(0, length), out SdpOffer? cut, out SdpError error);
                Assert.Equal(parsed, error == SdpError.None);
                Assert.Equal(parsed, cut is not null);
            }
        }
    }

    [Fact]
    public void Any_character_replaced_gives_an_outcome_and_never_throws()
    {
        foreach (char replacement in "\n :\uD800")
        {
            for (int at = 0; at < Offers.Firefox.Length; at++)
            {
                string changed = string.Concat(Offers.Firefox.AsSpan(0, at), [replacement], Offers.Firefox.AsSpan(at + 1));
                bool parsed = SdpOffer.TryParse(changed, out _, out SdpError error);
                Assert.Equal(parsed, error == SdpError.None);
            }
        }
    }

    [Fact]
    public void Garbage_is_no_SDP()
    {
        Random random = new(1);
        for (int i = 0; i < 1000; i++)
        {
            char[] garbage = new char[random.Next(2000)];
            for (int at = 0; at < garbage.Length; at++)
            {
                garbage[at] = (char)random.Next(char.MaxValue);
            }

            Assert.Equal(SdpError.NotSdp, ErrorOf(new string(garbage)));
        }
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static SdpError ErrorOf(string text) =>
        SessionDescription.TryParse(text, out _, out SdpError error) ? SdpError.None : error;

    private static MediaDescription Only(string section)
    {
        Assert.True(SessionDescription.TryParse(Head + section, out SessionDescription? description, out SdpError error), error.ToString());
        return Assert.Single(description.Media);
    }
}
