using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Vod.Architecture.Tests.Source;

namespace Vod.Architecture.Tests.Code;

/// <summary>One type per file, sealed and internal by default.</summary>
public sealed class TypeShapeTests
{
    private const double LeastShareOfOneTypeFiles = 0.95;
    private const double LeastShareOfInternalTypes = 0.60;

    // Type -> why it may be derived from.
    private static readonly Dictionary<string, string> OpenClasses = [];

    [Fact]
    public void Every_class_is_sealed_abstract_or_static() => Rule.Holds(Repository.CSharpUnder("src").SelectMany(UnsealedClasses));

    [Theory]
    [InlineData("class A { }")]
    [InlineData("sealed class A { class B; }")]
    [InlineData("record A(int B);")]
    [InlineData("record class A(int B);")]
    public void An_unsealed_class_is_seen(string text) => Assert.Single(UnsealedClasses(SourceFile.Parse("src/Api/A.cs", text)));

    [Theory]
    [InlineData("static class A { }")]
    [InlineData("abstract record A(int B);")]
    [InlineData("readonly record struct A(int B);")]
    [InlineData("struct A { }")]
    public void Other_types_need_no_seal(string text) => Assert.Empty(UnsealedClasses(SourceFile.Parse("src/Api/A.cs", text)));

    [Fact]
    public void Every_exception_to_the_seal_still_exists() =>
        Assert.Empty(OpenClasses.Keys.Except(Repository.CSharpUnder("src").SelectMany(f => f.TopLevelTypes).Select(TypeNames.NameOf)));

    [Fact]
    public void Files_hold_one_type_each()
    {
        SourceFile[] files = [.. Repository.CSharp.Where(f => f.TopLevelTypes.Any())];
        string[] crowded = [.. files.Where(IsCrowded).Select(f => $"{f.Path}: {string.Join(", ", f.TopLevelTypes.Select(TypeNames.NameOf))}")];
        if (crowded.Length > files.Length * (1 - LeastShareOfOneTypeFiles))
        {
            Rule.Holds(crowded);
        }
    }

    [Fact]
    public void A_crowded_file_is_seen() => Assert.True(IsCrowded(SourceFile.Parse("src/Api/A.cs", "namespace N; class A; enum B { }")));

    [Fact]
    public void Nested_types_crowd_no_file() => Assert.False(IsCrowded(SourceFile.Parse("src/Api/A.cs", "namespace N; class A { enum B { } }")));

    [Fact]
    public void Most_types_are_internal()
    {
        string[] types = [.. Repository.CSharpUnder("src").Where(f => f.Project != "Grains.Abstractions").SelectMany(f => f.TopLevelTypes.Where(IsPublic).Select(f.At))];
        int all = Repository.CSharpUnder("src").Where(f => f.Project != "Grains.Abstractions").Sum(f => f.TopLevelTypes.Count());
        if (types.Length > all * (1 - LeastShareOfInternalTypes))
        {
            Rule.Holds(types);
        }
    }

    private static bool IsCrowded(SourceFile file) => file.TopLevelTypes.Select(TypeNames.NameOf).Distinct().Count() > 1;

    private static bool IsPublic(MemberDeclarationSyntax type) => type.Is(SyntaxKind.PublicKeyword);

    private static IEnumerable<string> UnsealedClasses(SourceFile file) =>
        file.Root.DescendantNodes().OfType<TypeDeclarationSyntax>()
            .Where(t => t.IsClass() && !t.Is(SyntaxKind.SealedKeyword) && !t.Is(SyntaxKind.AbstractKeyword) && !t.Is(SyntaxKind.StaticKeyword))
            .Where(t => !OpenClasses.ContainsKey(t.Identifier.Text) && !IsPartOfSealed(file, t))
            .Select(t => $"{file.At(t)}: {t.Identifier.Text} is not sealed");

    // The modifiers of a partial class stand on one of its parts; another file may carry them.
    private static bool IsPartOfSealed(SourceFile file, TypeDeclarationSyntax type) =>
        type.Is(SyntaxKind.PartialKeyword) && Repository.CSharp
            .Where(f => f.Project == file.Project && f.Path != file.Path)
            .SelectMany(f => f.TopLevelTypes)
            .Any(other => TypeNames.NameOf(other) == type.Identifier.Text && other.Is(SyntaxKind.SealedKeyword));
}
