using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Vod.Architecture.Tests.Source;

/// <summary>One parsed C# file.</summary>
/// <param name="Path">Relative to the repository, with forward slashes: src/Media/Rtp/Ssrc.cs.</param>
/// <param name="Root">The syntax of the whole file.</param>
/// <param name="Lines">How many lines it has.</param>
internal sealed record SourceFile(string Path, CompilationUnitSyntax Root, int Lines)
{
    /// <summary>The project folder under src/ or tests/: Media.Host.</summary>
    public string Project => Path.Split('/')[1];

    /// <summary>The folders between the project and the file: ["Rtp"].</summary>
    public IReadOnlyList<string> Folders => Path.Split('/')[2..^1];

    /// <summary>The first of <see cref="Folders"/>, empty for a file at the root of its project.</summary>
    public string TopFolder => Folders is [string first, ..] ? first : "";

    /// <summary>Types that are not nested in another type.</summary>
    public IEnumerable<MemberDeclarationSyntax> TopLevelTypes =>
        Root.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(n => n is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    /// <summary>Parses the text of a file.</summary>
    public static SourceFile Parse(string path, string text)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview));
        return new SourceFile(path, tree.GetCompilationUnitRoot(), text.AsSpan().TrimEnd('\n').Count('\n') + 1);
    }

    /// <summary>"path:line" of a node, as compilers print it.</summary>
    public string At(SyntaxNode node) => $"{Path}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";
}
