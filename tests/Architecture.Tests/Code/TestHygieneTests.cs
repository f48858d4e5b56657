using Microsoft.CodeAnalysis.CSharp.Syntax;
using Vod.Architecture.Tests.Source;

namespace Vod.Architecture.Tests.Code;

/// <summary>Tests wait for events, not for time.</summary>
public sealed class TestHygieneTests
{
    private static readonly string[] Sleeps = ["Thread.Sleep", "Task.Delay"];

    // Path -> why it has to let real time pass.
    private static readonly Dictionary<string, string> MaySleep = new()
    {
        ["tests/Media.Load/LoadClock.cs"] = "viewers come and go in real time",
        ["tests/Storage.Weather/WeatherClock.cs"] = "latency and a narrow line are time; its own tests let it pass by themselves",
    };

    [Fact]
    public void No_test_sleeps() => Rule.Holds(Repository.CSharpUnder("tests").Where(f => !MaySleep.ContainsKey(f.Path)).SelectMany(SleepingCalls));

    [Fact]
    public void Every_exception_is_still_needed() =>
        Assert.Empty(MaySleep.Keys.Except(Repository.CSharpUnder("tests").Where(f => SleepingCalls(f).Any()).Select(f => f.Path)));

    [Theory]
    [InlineData("class A { void B() => Thread.Sleep(1); }")]
    [InlineData("class A { void B() { System.Threading.Tasks.Task.Delay(1).Wait(); } }")]
    public void A_sleep_is_seen(string text) => Assert.Single(SleepingCalls(SourceFile.Parse("tests/Api.Tests/A.cs", text)));

    [Fact]
    public void A_wait_for_cancellation_is_no_sleep() =>
        Assert.Empty(SleepingCalls(SourceFile.Parse("tests/Api.Tests/A.cs", "class A { Task B() => Task.Delay(Timeout.InfiniteTimeSpan, C); }")));

    private static IEnumerable<string> SleepingCalls(SourceFile file) =>
        file.Root.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(call => Sleeps.Any(sleep => $".{call.Expression}".EndsWith("." + sleep, StringComparison.Ordinal)))
            .Where(call => !call.ArgumentList.Arguments[0].ToString().StartsWith("Timeout.Infinite", StringComparison.Ordinal))
            .Select(call => $"{file.At(call)}: {call.Expression}");
}
