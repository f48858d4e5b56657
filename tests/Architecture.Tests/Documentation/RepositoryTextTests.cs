using System.Text.RegularExpressions;
using Vod.Architecture.Tests.Source;

namespace Vod.Architecture.Tests.Documentation;

/// <summary>What no file of the repository may say, and what the changelog must.</summary>
public sealed partial class RepositoryTextTests
{
    private static readonly string[] BinaryExtensions = [".png", ".jpg", ".mp4", ".pcap", ".bin", ".ico", ".woff", ".woff2"];

    [Fact]
    public void No_file_names_a_machine() => Rule.Holds(
        from file in Repository.Files
        where !BinaryExtensions.Contains(Path.GetExtension(file))
        from trace in MachineTraces(Repository.Read(file))
        select $"{file}: {trace}");

    // Put together at run time, so that this file does not name a machine itself.
    [Theory]
    [InlineData("cd ", "/wo", "rk/main")]
    [InlineData("\"", "/ro", "ot/.nuget\"")]
    [InlineData("", "/tmp/bash", "_jobs.0/1")]
    [InlineData("\"resolved\": ", "\"http://registry.inter", "nal:8080/a.tgz\"")]
    [InlineData("\"resolved\": ", "\"https://registry.npmjs", ".org/a.tgz\"")]
    public void A_machine_is_seen(params string[] parts) => Assert.Single(MachineTraces(string.Concat(parts)));

    [Theory]
    [InlineData("docs/workers and network/root folders")]
    [InlineData("https://example.org/work/a")]
    public void Ordinary_words_are_left_alone(string text) => Assert.Empty(MachineTraces(text));

    [Fact]
    public void The_changelog_begins_with_what_is_not_released_yet() =>
        Assert.StartsWith("Unreleased", Heading().Match(Repository.Read("CHANGELOG.md")).Groups["title"].Value.Trim('[', ']', ' '), StringComparison.Ordinal);

    private static IEnumerable<string> MachineTraces(string text) => MachineTrace().Matches(text).Select(m => m.Value.Trim());

    // Absolute paths of a build machine; the address of a package registry in a lock file.
    [GeneratedRegex(@"(?<![\w./-])/(work|root|tmp/bash_jobs)\b[/\w.-]*|""resolved"":\s*""https?://[^""]*")]
    private static partial Regex MachineTrace();

    [GeneratedRegex(@"^## (?<title>.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
