using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Vod.Architecture.Tests.Source;

namespace Vod.Architecture.Tests.Code;

/// <summary>A file fits the mind, a method fits the screen.</summary>
public sealed class SizeTests
{
    private const int MostLinesOfFile = 400;
    private const int MostLinesOfMethod = 60;

    // Path -> why it is longer.
    private static readonly Dictionary<string, string> LongFiles = [];

    // Path and method -> why it is longer.
    private static readonly Dictionary<string, string> LongMethods = [];

    [Fact]
    public void No_file_is_too_long() =>
        Rule.Holds(Repository.CSharp.Where(IsTooLong).Where(f => !LongFiles.ContainsKey(f.Path)).Select(f => $"{f.Path}: {f.Lines} lines"));

    [Fact]
    public void No_method_is_too_long() => Rule.Holds(Repository.CSharp.SelectMany(TooLongMethods).Where(m => !LongMethods.ContainsKey(m.Name)).Select(m => m.Text));

    [Fact]
    public void Every_exception_is_still_needed() => Rule.Holds(
        LongFiles.Keys.Except(Repository.CSharp.Where(IsTooLong).Select(f => f.Path))
            .Concat(LongMethods.Keys.Except(Repository.CSharp.SelectMany(TooLongMethods).Select(m => m.Name))));

    [Fact]
    public void A_file_at_the_limit_is_not_too_long_and_one_line_more_is()
    {
        Assert.False(IsTooLong(SourceFile.Parse("src/Api/A.cs", new string('\n', MostLinesOfFile - 2) + "class A;\n")));
        Assert.True(IsTooLong(SourceFile.Parse("src/Api/A.cs", new string('\n', MostLinesOfFile) + "class A;\n")));
    }

    [Theory]
    [InlineData("class A {{ void B() {{{0}}} }}")]
    [InlineData("class A {{ A() {{{0}}} }}")]
    [InlineData("class A {{ int B {{ get {{{0}}} }} }}")]
    [InlineData("class A {{ void B() {{ void C() {{{0}}} }} }}")]
    public void A_method_at_the_limit_is_not_too_long_and_one_line_more_is(string template)
    {
        Assert.Empty(TooLongMethods(Filled(template, MostLinesOfMethod - 1)));
        Assert.NotEmpty(TooLongMethods(Filled(template, MostLinesOfMethod)));
    }

    private static SourceFile Filled(string template, int breaks) =>
        SourceFile.Parse("src/Api/A.cs", string.Format(System.Globalization.CultureInfo.InvariantCulture, template, new string('\n', breaks)));

    private static bool IsTooLong(SourceFile file) => file.Lines > MostLinesOfFile;

    private static IEnumerable<(string Name, string Text)> TooLongMethods(SourceFile file)
    {
        foreach (SyntaxNode node in file.Root.DescendantNodes())
        {
            string? name = node switch
            {
                MethodDeclarationSyntax method => method.Identifier.Text,
                BaseMethodDeclarationSyntax => "constructor or operator",
                LocalFunctionStatementSyntax function => function.Identifier.Text,
                AccessorDeclarationSyntax accessor => accessor.Keyword.Text,
                _ => null,
            };
            FileLinePositionSpan span = node.GetLocation().GetLineSpan();
            int lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
            if (name is not null && lines > MostLinesOfMethod)
            {
                yield return ($"{file.Path} {name}", $"{file.At(node)}: {name} has {lines} lines");
            }
        }
    }
}
