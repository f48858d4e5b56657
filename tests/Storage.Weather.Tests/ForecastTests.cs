namespace Vod.Storage.Weather.Tests;

/// <summary>Which requests are met by which weather.</summary>
public sealed class ForecastTests
{
    private static readonly Conditions Storm = new() { Status = 503 };
    private static readonly Conditions Rain = new() { Latency = 1 };

    [Fact]
    public void Conditions_come_in_turn_and_then_it_is_fair()
    {
        Forecast forecast = Forecast.InTurn(Storm, Conditions.Fair, Rain);

        Assert.Equal([Storm, Conditions.Fair, Rain, Conditions.Fair], Enumerable.Range(0, 4).Select(_ => forecast.For(Get("/a"))));
    }

    [Fact]
    public void A_rule_spares_some_and_meets_some_of_its_kind()
    {
        Forecast forecast = Forecast.Of([new ForecastRule { Path = "b.mp4", Method = "GET", Skip = 1, Count = 2, Conditions = Storm }]);
        SeenRequest head = Get("/b.mp4") with { Method = "HEAD" };

        Assert.Equal(
            [false, false, false, true, false, true, false],
            new[] { Get("/b.mp4"), Get("/a.mp4"), head, Get("/b.mp4"), Get("/a.mp4"), Get("/b.mp4"), Get("/b.mp4") }.Select(r => forecast.For(r) == Storm));
    }

    [Fact]
    public void The_first_rule_that_meets_a_request_counts()
    {
        Forecast forecast = Forecast.Of([new ForecastRule { Count = 1, Conditions = Storm }, new ForecastRule { Conditions = Rain }]);

        Assert.Equal([Storm, Rain, Rain], Enumerable.Range(0, 3).Select(_ => forecast.For(Get("/a"))));
    }

    [Fact]
    public void The_same_seed_meets_the_same_requests()
    {
        ForecastRule rule = new() { Probability = 0.25, Seed = 5, Conditions = Storm };

        List<bool> once = Fates(rule);

        Assert.Equal(once, Fates(rule));
        Assert.NotEqual(once, Fates(rule with { Seed = 6 }));
        Assert.InRange(once.Count(static met => met), 200, 300);
    }

    private static List<bool> Fates(ForecastRule rule)
    {
        Forecast forecast = Forecast.Of([rule]);
        return [.. Enumerable.Range(0, 1000).Select(_ => forecast.For(Get("/a")) == Storm)];
    }

    private static SeenRequest Get(string path) => new(0, "GET", path, "");
}
