using System.Text;
using Vod.ServiceDefaults.Settings.Flashphoner;

namespace Vod.Api.Tests.Settings.Flashphoner;

public sealed class PropertiesParserTests
{
    [Theory]
    [InlineData("a=b", "a", "b")]
    [InlineData("a:b", "a", "b")]
    [InlineData("a b", "a", "b")]
    [InlineData("a\tb", "a", "b")]
    [InlineData("a = b", "a", "b")]
    [InlineData(" \t\fa\f:\tb \t\f", "a", "b")]
    [InlineData("a==b", "a", "=b")]
    [InlineData("a=:b", "a", ":b")]
    [InlineData("a = = b", "a", "= b")]
    [InlineData("a b=c", "a", "b=c")]
    [InlineData("a=b c", "a", "b c")]
    [InlineData("a=b # c", "a", "b # c")]
    [InlineData("a=#b", "a", "#b")]
    [InlineData("a=", "a", "")]
    [InlineData("a", "a", "")]
    [InlineData("=b", "", "b")]
    [InlineData("ws.port=1", "ws.port", "1")]
    [InlineData("a\\=b=c", "a=b", "c")]
    [InlineData("a\\:b\\ c=d", "a:b c", "d")]
    [InlineData("\\#a=b", "#a", "b")]
    [InlineData("a=\\ b", "a", " b")]
    [InlineData("a=b\\ ", "a", "b ")]
    [InlineData("a=b\\  ", "a", "b ")]
    [InlineData("a=b\\\\ ", "a", "b\\")]
    [InlineData("a=b\\\\", "a", "b\\")]
    [InlineData("a=\\t\\n\\r\\f\\q\\\\", "a", "\t\n\r\fq\\")]
    [InlineData("a=\\u0041\\u00e4\\uD83D\\uDE00x", "a", "A\u00e4\uD83D\uDE00x")]
    [InlineData("\\u0061=b", "a", "b")]
    [InlineData("a=\\\\u0041", "a", "\\u0041")]
    [InlineData("a=\\U0041", "a", "U0041")]
    [InlineData("a=ä€😀", "a", "ä€😀")]
    [InlineData("\uFEFFa=b", "a", "b")]
    [InlineData("a=b\\\nc", "a", "bc")]
    [InlineData("a=b\\\r\n \t c", "a", "bc")]
    [InlineData("a=b\\\rc", "a", "bc")]
    [InlineData("a=b\\\n#c", "a", "b#c")]
    [InlineData("a\\\n=b", "a", "b")]
    [InlineData("a=b\\\n\n", "a", "b")]
    [InlineData("a=b\\\n\\\n  c", "a", "bc")]
    [InlineData("a=b\\", "a", "b")]
    [InlineData("a=b\\\\\\\nc", "a", "b\\c")]
    public void An_entry_is_read(string text, string key, string value)
    {
        PropertiesEntry entry = Assert.Single(PropertiesParser.Parse(text));
        Assert.Equal((key, value, 1), (entry.Key, entry.Value, entry.Line));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\n\r\n\r \t\f\n")]
    [InlineData("# a=b")]
    [InlineData(" \t! a=b\\")]
    [InlineData("#\\u00\n!\0\n#\uFFFD")]
    public void Comments_and_blank_lines_are_no_entries(string text) => Assert.Empty(PropertiesParser.Parse(text));

    [Fact]
    public void A_comment_does_not_continue() =>
        Assert.Equal([(2, "a")], PropertiesParser.Parse("# x\\\na=b").Select(e => (e.Line, e.Key)));

    [Fact]
    public void Entries_know_the_line_they_begin_in_whatever_ends_the_lines() => Assert.Equal(
        [(1, "a"), (2, "b"), (4, "c"), (8, "d"), (9, "a")],
        PropertiesParser.Parse("a=1\r\nb=2\r\rc=3\\\n\\\n  4\n# x\nd=5\ra=6").Select(e => (e.Line, e.Key)));

    [Theory]
    [InlineData("a=b", true)]
    [InlineData("a : b", true)]
    [InlineData("a b", false)]
    [InlineData("a", false)]
    [InlineData("a\\=b", false)]
    public void A_separator_is_noticed(string text, bool expected) => Assert.Equal(expected, PropertiesParser.Parse(text).Single().HasSeparator);

    [Theory]
    [InlineData("\na=\\u12", 2)]
    [InlineData("a=\\u", 1)]
    [InlineData("a=\\u123", 1)]
    [InlineData("a=\\u12 4", 1)]
    [InlineData("a=\\u+123", 1)]
    [InlineData("a=\\u-123", 1)]
    [InlineData("a\\u00g1=b", 1)]
    [InlineData("a=\\\nb\\u0x41", 1)]
    [InlineData("a=\\u0000", 1)]
    public void A_broken_escape_is_named_by_its_line(string text, int line) => Assert.Equal(
        $"line {line} has a \\u that 4 hexadecimal digits other than 0000 must follow",
        Assert.Throws<PropertiesFormatException>(() => PropertiesParser.Parse(text).ToList()).Message);

    [Theory]
    [InlineData("a=b\nc=\0", 2)]
    [InlineData("a\0=b", 1)]
    public void A_NUL_is_no_text(string text, int line) => Assert.Equal(
        $"line {line} is no text in UTF-8", Assert.Throws<PropertiesFormatException>(() => PropertiesParser.Parse(text).ToList()).Message);

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_fine_in_comments_only()
    {
        byte[] latin = Encoding.Latin1.GetBytes("# für\na=b\nc=für");
        PropertiesFormatException problem = Assert.Throws<PropertiesFormatException>(() => PropertiesParser.Parse(Encoding.UTF8.GetString(latin)).ToList());
        Assert.Equal("line 3 is no text in UTF-8", problem.Message);
    }

    [Fact]
    public void An_entry_may_be_long_but_not_endless()
    {
        string longest = "a=" + new string('x', PropertiesLimits.MaxEntryLength - 2);
        Assert.Equal(PropertiesLimits.MaxEntryLength - 2, PropertiesParser.Parse(longest).Single().Value.Length);
        string expected = $"line 2 is longer than {PropertiesLimits.MaxEntryLength} characters";
        Assert.Equal(expected, Assert.Throws<PropertiesFormatException>(() => PropertiesParser.Parse($"\n{longest}x").ToList()).Message);
        Assert.Equal(expected, Assert.Throws<PropertiesFormatException>(() => PropertiesParser.Parse($"\n{longest}\\\nx").Count()).Message);
        Assert.Equal(expected, Assert.Throws<PropertiesFormatException>(() => PropertiesParser.Parse($"\n{new string('x', 100_000)}").Count()).Message);
        Assert.Empty(PropertiesParser.Parse('#' + new string('x', 100_000)));
    }

    [Fact]
    public void A_file_may_have_many_lines_but_not_any_number()
    {
        string most = new('\n', PropertiesLimits.MaxLines - 1);
        Assert.Equal(PropertiesLimits.MaxLines, PropertiesParser.Parse(most + "a=b").Single().Line);
        Assert.Equal(
            $"line {PropertiesLimits.MaxLines + 1} is one line too many, a file may have {PropertiesLimits.MaxLines}",
            Assert.Throws<PropertiesFormatException>(() => PropertiesParser.Parse(most + "\na=b").ToList()).Message);
    }

    [Fact]
    public void Many_backslashes_take_no_longer_than_as_many_letters() =>
        Assert.Equal(20_000, PropertiesParser.Parse("a=" + new string('\\', 40_000)).Single().Value.Length);
}
