using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Vod.Architecture.Tests.Source;

namespace Vod.Architecture.Tests.Media;

/// <summary>What makes src/Media the core: it waits for nothing, and shows nothing but the engine contract.</summary>
public sealed class CoreTests
{
    // The engine contract speaks of time, so its clock type is public with it.
    private static readonly string[] PublicOutsideEngine = ["MonotonicTime"];

    [Fact]
    public void The_core_has_no_async_code() => Rule.Holds(Repository.CSharpUnder("src/Media").SelectMany(AsyncCode));

    [Theory]
    [InlineData("class A { async void B() { } }")]
    [InlineData("class A { void B() { System.Action c = async () => { }; } }")]
    [InlineData("class A { object B() => await C(); }")]
    public void Async_code_is_seen(string text) => Assert.NotEmpty(AsyncCode(SourceFile.Parse("src/Media/Rtp/A.cs", text)));

    [Fact]
    public void The_core_shows_only_the_engine_contract() => Rule.Holds(Repository.CSharpUnder("src/Media").SelectMany(PublicTypes));

    [Fact]
    public void A_public_type_is_seen() => Assert.Single(PublicTypes(SourceFile.Parse("src/Media/Rtp/Ssrc.cs", "public enum Ssrc { }")));

    [Fact]
    public void The_engine_contract_may_be_public() =>
        Assert.Empty(PublicTypes(SourceFile.Parse("src/Media/Engine/SessionId.cs", "public struct SessionId { }")));

    private static IEnumerable<string> AsyncCode(SourceFile file) =>
        file.Root.DescendantTokens()
            .Where(t => t.IsKind(SyntaxKind.AsyncKeyword) || t.IsKind(SyntaxKind.AwaitKeyword) || (t.IsKind(SyntaxKind.IdentifierToken) && t.Text == "await"))
            .Select(t => $"{file.At(t.Parent!)}: async code in the core");

    private static IEnumerable<string> PublicTypes(SourceFile file) =>
        file.TopFolder == "Engine"
            ? []
            : file.TopLevelTypes
                .Where(t => t.Is(SyntaxKind.PublicKeyword) && !PublicOutsideEngine.Contains(TypeNames.NameOf(t)))
                .Select(t => $"{file.At(t)}: {TypeNames.NameOf(t)} is public");
}
