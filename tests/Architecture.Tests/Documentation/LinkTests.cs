using System.Text.RegularExpressions;
using Vod.Architecture.Tests.Source;

namespace Vod.Architecture.Tests.Documentation;

/// <summary>A relative link in a Markdown file leads to a file of the repository.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void Every_relative_link_leads_somewhere() =>
        Rule.Holds(Repository.Files.Where(f => f.EndsWith(".md", StringComparison.Ordinal)).SelectMany(f => DeadLinks(f, Repository.Read(f))));

    [Theory]
    [InlineData("see [this](no-such-file.md)")]
    [InlineData("![picture](images/no-such-picture.png)")]
    [InlineData("[part](../no-such-file.md#part)")]
    public void A_dead_link_is_seen(string text) => Assert.Single(DeadLinks("docs/a.md", text));

    [Theory]
    [InlineData("[site](https://example.org/a)")]
    [InlineData("[part](#part)")]
    [InlineData("[tests](../tests/Architecture.Tests/Documentation/LinkTests.cs)")]
    [InlineData("[folder](../tests)")]
    [InlineData("```\n[code](no-such-file.md)\n```")]
    public void Other_links_are_left_alone(string text) => Assert.Empty(DeadLinks("docs/a.md", text));

    private static IEnumerable<string> DeadLinks(string path, string text) =>
        Links().Matches(CodeBlocks().Replace(text, ""))
            .Select(m => m.Groups["target"].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal))
            .Where(target => !Path.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(path)!, Uri.UnescapeDataString(target))))
            .Select(target => $"{path}: {target}");

    [GeneratedRegex(@"\]\((?<target>[^)\s]*)[^)]*\)")]
    private static partial Regex Links();

    [GeneratedRegex("```.*?```|`[^`\n]*`", RegexOptions.Singleline)]
    private static partial Regex CodeBlocks();
}
