namespace Vod.Storage.Weather;

/// <summary>Conditions for some of the requests.</summary>
internal sealed record ForecastRule
{
    /// <summary>Only requests of this method; null for any.</summary>
    public string? Method { get; init; }

    /// <summary>Only requests whose path ends so; null for any.</summary>
    public string? Path { get; init; }

    /// <summary>Requests of that kind that are spared at first.</summary>
    public int Skip { get; init; }

    /// <summary>Requests that are met then; null for all.</summary>
    public int? Count { get; init; }

    /// <summary>The share of them that is met by chance.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>The same seed meets the same ones, in the order they come in.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>What happens to them.</summary>
    public Conditions Conditions { get; init; } = Conditions.Fair;

    /// <summary>Whether the rule is made for requests of this kind.</summary>
    public bool IsFor(SeenRequest request) =>
        (Method is null || Method == request.Method) && (Path is null || request.Path.EndsWith(Path, StringComparison.Ordinal));
}
