using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Vod.Architecture.Tests.Source;

/// <summary>What the rules ask of a declared type.</summary>
internal static class TypeNames
{
    /// <summary>The name of a type or delegate.</summary>
    public static string NameOf(MemberDeclarationSyntax type) => type switch
    {
        BaseTypeDeclarationSyntax named => named.Identifier.Text,
        DelegateDeclarationSyntax named => named.Identifier.Text,
        _ => throw new ArgumentException("not a type", nameof(type)),
    };

    /// <summary>Whether the declaration carries a modifier.</summary>
    public static bool Is(this MemberDeclarationSyntax type, SyntaxKind modifier) => type.Modifiers.Any(modifier);

    /// <summary>Whether the declaration is a class or a record class.</summary>
    public static bool IsClass(this TypeDeclarationSyntax type) =>
        type is ClassDeclarationSyntax || (type is RecordDeclarationSyntax && type.Kind() == SyntaxKind.RecordDeclaration);
}
