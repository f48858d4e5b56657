namespace Vod.Storage.Weather;

/// <summary>Says what happens to which request. May be asked from any thread.</summary>
/// <param name="decide">Decides; asked once for each request, one after the other.</param>
internal sealed class Forecast(Func<SeenRequest, Conditions> decide)
{
    private readonly Lock _lock = new();

    /// <summary>Nothing happens.</summary>
    public static Forecast Fair { get; } = Always(Conditions.Fair);

    /// <summary>The same for all.</summary>
    public static Forecast Always(Conditions conditions) => new(_ => conditions);

    /// <summary>The first request gets the first, the second the second; behind the last it is fair.</summary>
    public static Forecast InTurn(params Conditions[] conditions)
    {
        int next = 0;
        return new(_ => next < conditions.Length ? conditions[next++] : Conditions.Fair);
    }

    /// <summary>The first rule that meets a request; fair if none does.</summary>
    public static Forecast Of(IEnumerable<ForecastRule> rules)
    {
        Turn[] turns = [.. rules.Select(static rule => new Turn(rule))];
        return new(request => turns.FirstOrDefault(turn => turn.Meets(request))?.Rule.Conditions ?? Conditions.Fair);
    }

    /// <summary>What happens to a request.</summary>
    public Conditions For(SeenRequest request)
    {
        lock (_lock)
        {
            return decide(request);
        }
    }

    private sealed class Turn(ForecastRule rule)
    {
        private readonly Random _random = new(rule.Seed);
        private int _seen;

        public ForecastRule Rule => rule;

        public bool Meets(SeenRequest request)
        {
            if (!rule.IsFor(request) || _seen++ < rule.Skip || (rule.Count is { } count && _seen > rule.Skip + count))
            {
                return false;
            }

            return _random.NextDouble() < rule.Probability;
        }
    }
}
