using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Vod.Architecture.Tests.Source;

namespace Vod.Architecture.Tests.Code;

/// <summary>A mistake with a pointer or in a native declaration ends the process instead of a request, so there are few places for either.</summary>
public sealed class UnsafeTests
{
    // Folder -> what it calls.
    private static readonly Dictionary<string, string> Allowed = new()
    {
        ["src/Media/OpenSsl"] = "the declarations of OpenSSL",
        ["src/Media/Dtls"] = "handshakes by OpenSSL",
        ["src/Media/Srtp"] = "ciphers of OpenSSL",
        ["src/Media.Host/Storage/Linux"] = "reads that do not wait",
        ["src/Media.Host/Udp/Linux"] = "system calls for many datagrams",
        ["src/Media.Host/Workers/Linux"] = "threads that stay on a processor, and the heaps of native code",
    };

    private static readonly string[] ImportAttributes = ["LibraryImport", "DllImport"];

    [Fact]
    public void Native_code_is_called_from_few_folders() =>
        Rule.Holds(Repository.CSharpUnder("src").Where(f => !Allowed.ContainsKey(FolderOf(f))).SelectMany(UnsafeCode));

    [Fact]
    public void Every_exception_is_still_needed() =>
        Assert.Empty(Allowed.Keys.Except(Repository.CSharpUnder("src").Where(f => UnsafeCode(f).Any()).Select(FolderOf)));

    [Theory]
    [InlineData("unsafe class A;")]
    [InlineData("class A { void B() { unsafe { } } }")]
    [InlineData("class A { [LibraryImport(\"libc\")] static partial int B(); }")]
    [InlineData("class A { [System.Runtime.InteropServices.DllImport(\"libc\")] static extern int B(); }")]
    public void Unsafe_code_is_seen(string text) => Assert.NotEmpty(UnsafeCode(SourceFile.Parse("src/Api/A.cs", text)));

    private static string FolderOf(SourceFile file) => file.Path[..file.Path.LastIndexOf('/')];

    private static IEnumerable<string> UnsafeCode(SourceFile file)
    {
        IEnumerable<SyntaxNode> words = file.Root.DescendantTokens().Where(t => t.IsKind(SyntaxKind.UnsafeKeyword)).Select(t => t.Parent!);
        IEnumerable<SyntaxNode> imports = file.Root.DescendantNodes().OfType<AttributeSyntax>()
            .Where(a => ImportAttributes.Contains(a.Name.ToString().Split('.')[^1]));
        return words.Concat(imports).Select(node => $"{file.At(node)}: native code outside of its folders");
    }
}
