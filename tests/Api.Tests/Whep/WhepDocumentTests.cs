using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Vod.Api.Whep;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Tests.Whep;

/// <summary>docs/protocol/whep.md and the code name the same statuses.</summary>
public sealed partial class WhepDocumentTests
{
    // They need a connection, so no response ever carries them.
    private static readonly StreamEndReason[] Silent =
    [
        StreamEndReason.IceTimeout, StreamEndReason.ConsentExpired, StreamEndReason.DtlsFailed, StreamEndReason.FingerprintMismatch,
        StreamEndReason.ReadFailedWhilePlaying, StreamEndReason.RtpActivityLost,
    ];

    [Fact]
    public void Every_problem_has_its_row_and_every_row_its_problem()
    {
        Dictionary<string, (int Status, bool Again)> rows = Rows(File.ReadAllText(Path.Combine(Root(AppContext.BaseDirectory), "docs", "protocol", "whep.md")));
        Dictionary<string, (int Status, bool Again)> problems = Problems().DistinctBy(problem => problem.Reason)
            .ToDictionary(problem => problem.Reason, problem => (problem.Status, problem.RetryAfter is not null));
        Assert.Equal(problems.OrderBy(entry => entry.Key, StringComparer.Ordinal), rows.OrderBy(entry => entry.Key, StringComparer.Ordinal));
    }

    private static IEnumerable<WhepProblem> Problems() =>
    [
        .. typeof(WhepProblem).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<WhepProblem>(),
        .. Enum.GetValues<StreamEndReason>().Except(Silent).Select(reason => WhepStatusMap.For(reason)),
        .. Enum.GetValues<SubscribeOutcome>().Except([SubscribeOutcome.Accepted]).Select(WhepStatusMap.For),
        .. Enum.GetValues<PublishOutcome>().Except([PublishOutcome.Accepted]).Select(WhepStatusMap.For),
    ];

    private static Dictionary<string, (int Status, bool Again)> Rows(string markdown) => new(
        from Match row in Row().Matches(markdown)
        let status = int.Parse(row.Groups["status"].Value, CultureInfo.InvariantCulture)
        from Match bracket in Bracket().Matches(row.Groups["text"].Value)
        from Match word in Word().Matches(bracket.Value)
        select KeyValuePair.Create(word.Groups["word"].Value, (status, row.Groups["again"].Success)));

    private static string Root(string folder) => File.Exists(Path.Combine(folder, "Orleans.Vod.sln")) ? folder : Root(Path.GetDirectoryName(folder)!);

    [GeneratedRegex(@"^\| (?<text>.*) \| (?<status>\d{3})(?<again> \+)? \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\(`[^)]*\)")]
    private static partial Regex Bracket();

    [GeneratedRegex(@"`(?<word>[A-Z][A-Za-z]+)`")]
    private static partial Regex Word();
}
