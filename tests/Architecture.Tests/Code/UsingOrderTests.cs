using Microsoft.CodeAnalysis.CSharp.Syntax;
using Vod.Architecture.Tests.Source;

namespace Vod.Architecture.Tests.Code;

/// <summary>Using directives are in the order that the formatter of the SDK puts them in; the quick form of it that ./test runs does not look at them.</summary>
public sealed class UsingOrderTests
{
    [Fact]
    public void Namespaces_are_in_order_those_of_the_system_first() => Rule.Holds(Repository.CSharp.SelectMany(OutOfOrder));

    [Theory]
    [InlineData("using B; using A;")]
    [InlineData("using Vod.Media; using System.IO;")]
    [InlineData("using A.B; using A;")]
    public void Another_order_is_seen(string text) => Assert.NotEmpty(OutOfOrder(SourceFile.Parse("src/Api/A.cs", text)));

    [Theory]
    [InlineData("using System; using System.IO; using A; using A.B; using Z; using static System.Math; using X = A.B;")]
    public void The_right_order_is_no_violation(string text) => Assert.Empty(OutOfOrder(SourceFile.Parse("src/Api/A.cs", text)));

    private static IEnumerable<string> OutOfOrder(SourceFile file)
    {
        UsingDirectiveSyntax[] plain = [.. file.Root.Usings.Where(static u => u.Alias is null && u.StaticKeyword == default && u.GlobalKeyword == default)];
        return plain.Zip(plain.Skip(1))
            .Where(static pair => Compare(pair.First.Name!.ToString(), pair.Second.Name!.ToString()) > 0)
            .Select(pair => $"{file.At(pair.Second)}: {pair.Second.Name} comes before {pair.First.Name}");
    }

    private static int Compare(string first, string second)
    {
        (string[] one, string[] other) = (first.Split('.'), second.Split('.'));
        if ((one[0] == "System") != (other[0] == "System"))
        {
            return one[0] == "System" ? -1 : 1;
        }

        return one.Zip(other, static (a, b) => string.Compare(a, b, StringComparison.OrdinalIgnoreCase)).FirstOrDefault(static order => order != 0, one.Length - other.Length);
    }
}
