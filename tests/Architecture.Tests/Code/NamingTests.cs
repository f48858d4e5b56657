using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Vod.Architecture.Tests.Source;

namespace Vod.Architecture.Tests.Code;

/// <summary>A name says where a thing is and what it is; some words say neither.</summary>
public sealed partial class NamingTests
{
    private static readonly string[] Banned = ["Util", "Utils", "Utility", "Utilities", "Helper", "Helpers", "Manager", "Common", "Misc"];

    [Fact]
    public void No_folder_and_no_type_has_a_banned_name() => Rule.Holds(Repository.CSharp.SelectMany(BannedNames));

    [Theory]
    [InlineData("src/Api/Utils/A.cs", "class A;")]
    [InlineData("src/Api/A.cs", "class StreamManager;")]
    [InlineData("src/Api/A.cs", "class A { class RtpHelper; }")]
    public void A_banned_name_is_seen(string path, string text) => Assert.Single(BannedNames(SourceFile.Parse(path, text)));

    [Theory]
    [InlineData("class CommonsCollector;")]
    [InlineData("class Managerial;")]
    public void Only_whole_words_are_banned(string text) => Assert.Empty(BannedNames(SourceFile.Parse("src/Api/A.cs", text)));

    [Fact]
    public void A_namespace_is_the_path_of_its_folder() => Rule.Holds(Repository.CSharp.SelectMany(MisplacedNamespaces));

    [Fact]
    public void A_namespace_elsewhere_is_seen() =>
        Assert.Single(MisplacedNamespaces(SourceFile.Parse("src/Media/Rtp/A.cs", "namespace Vod.Media.Rtcp; class A;")));

    [Fact]
    public void A_type_without_namespace_is_seen() => Assert.Single(MisplacedNamespaces(SourceFile.Parse("src/Media/Rtp/A.cs", "class A;")));

    private static IEnumerable<string> BannedNames(SourceFile file)
    {
        IEnumerable<string> types = file.Root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Select(t => t.Identifier.Text);
        return file.Folders.Append(file.Project).Concat(types)
            .Where(name => Words().Matches(name).Any(word => Banned.Contains(word.Value)))
            .Select(name => $"{file.Path}: {name}");
    }

    private static IEnumerable<string> MisplacedNamespaces(SourceFile file)
    {
        string expected = string.Join('.', ["Vod", file.Project, .. file.Folders]);
        string[] found = [.. file.Root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().Select(n => n.Name.ToString())];
        bool holdsTypes = file.TopLevelTypes.Any();
        return holdsTypes && (found.Length != 1 || found[0] != expected)
            ? [$"{file.Path}: namespace {string.Join(", ", found.DefaultIfEmpty("(none)"))} should be {expected}"]
            : [];
    }

    [GeneratedRegex("[A-Z][a-z0-9]*")]
    private static partial Regex Words();
}
