using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Vod.Architecture.Tests.Source;

namespace Vod.Architecture.Tests.Documentation;

/// <summary>Every instrument has a row in docs/operations/telemetry.md that says what the code says, and every row has an instrument.</summary>
public sealed partial class InstrumentTests
{
    private const string Document = "docs/operations/telemetry.md";

    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["CreateCounter"] = "counter",
        ["CreateObservableCounter"] = "counter",
        ["CreateUpDownCounter"] = "gauge",
        ["CreateObservableUpDownCounter"] = "gauge",
        ["CreateGauge"] = "gauge",
        ["CreateObservableGauge"] = "gauge",
        ["CreateHistogram"] = "histogram",
    };

    [Fact]
    public void The_table_lists_the_instruments_of_the_code()
    {
        string[] code = [.. Repository.CSharpUnder("src").SelectMany(Instruments)];
        string[] rows = [.. Rows(Repository.Read(Document))];
        Rule.Holds(
            code.Except(rows).Select(i => $"{i} is not in {Document}")
                .Concat(rows.Except(code).Select(r => $"{r} is in {Document} and not in the code")));
        Assert.NotEmpty(code);
        Assert.Equal(code.Length, code.Distinct().Count());
    }

    [Fact]
    public void The_name_in_Prometheus_follows_from_name_kind_and_unit() =>
        Rule.Holds(Names().Matches(Repository.Read(Document))
            .Where(row => row.Groups["prometheus"].Value != PrometheusName(row.Groups["name"].Value, row.Groups["kind"].Value, row.Groups["unit"].Value))
            .Select(row => row.Value));

    [Fact]
    public void Every_label_of_an_instrument_has_its_values()
    {
        string text = Repository.Read(Document);
        HashSet<(string, string)> explained =
        [
            .. from row in LabelRows().Matches(text)
               from instrument in Quoted().Matches(row.Groups["of"].Value)
               select (row.Groups["label"].Value, instrument.Groups[1].Value),
        ];
        Rule.Holds(
            from row in Names().Matches(text)
            from label in Quoted().Matches(row.Groups["labels"].Value)
            let key = (label.Groups[1].Value, row.Groups["name"].Value)
            where key.Item1 != "worker" && !explained.Contains(key)
            select $"the values of {key.Item1} of {key.Item2} are not listed");
    }

    [Theory]
    [InlineData("""meter.CreateCounter<long>("vod.a", "{b}", "c")""", "vod.a counter {b}")]
    [InlineData("""meter.CreateObservableUpDownCounter("vod.a", () => 1, "By", "c")""", "vod.a gauge By")]
    [InlineData("""meter.CreateHistogram("vod.a", "s", "c", tags: null, advice)""", "vod.a histogram s")]
    public void An_instrument_is_seen(string code, string instrument) =>
        Assert.Equal([instrument], Instruments(SourceFile.Parse("src/Api/A.cs", $"class A {{ object B(Meter meter) => {code}; }}")));

    // Name, kind and unit; the unit is the first text after the name.
    private static IEnumerable<string> Instruments(SourceFile file)
    {
        foreach (InvocationExpressionSyntax call in file.Root.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (call.Expression is not MemberAccessExpressionSyntax { Name: SimpleNameSyntax method } || !Kinds.TryGetValue(method.Identifier.Text, out string? kind))
            {
                continue;
            }

            string[] texts = [.. call.ArgumentList.Arguments.Select(a => a.Expression).OfType<LiteralExpressionSyntax>().Select(l => l.Token.ValueText)];
            yield return $"{texts.FirstOrDefault()} {kind} {texts.Skip(1).FirstOrDefault()}";
        }
    }

    private static IEnumerable<string> Rows(string markdown) =>
        Names().Matches(markdown).Select(row => $"{row.Groups["name"].Value} {row.Groups["kind"].Value} {row.Groups["unit"].Value}");

    // Prometheus and OpenMetrics Compatibility, "Metric Metadata": units in full, none for those in braces, "total" for counters.
    private static string PrometheusName(string name, string kind, string unit)
    {
        string suffix = unit switch { "s" => "seconds", "By" => "bytes", _ => "" };
        string written = name.Replace('.', '_');
        string measured = suffix.Length == 0 || written.EndsWith(suffix, StringComparison.Ordinal) ? written : $"{written}_{suffix}";
        return kind == "counter" ? $"{measured}_total" : measured;
    }

    [GeneratedRegex(@"^\| `(?<name>vod\.[^`]+)` \| `(?<prometheus>[^`]+)` \| (?<kind>[a-z]+) \| `(?<unit>[^`]+)` \| (?<labels>[^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex Names();

    [GeneratedRegex(@"^\| `(?<label>[a-z]+)` \| (?<of>[^|]+) \| `", RegexOptions.Multiline)]
    private static partial Regex LabelRows();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
