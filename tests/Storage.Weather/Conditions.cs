namespace Vod.Storage.Weather;

/// <summary>What happens to one request and its answer. Everything at once, if need be: late, slow, and broken off.</summary>
internal sealed record Conditions
{
    /// <summary>Nothing happens.</summary>
    public static Conditions Fair { get; } = new();

    /// <summary>Time in milliseconds before the answer begins; negative: it never does.</summary>
    public double Latency { get; init; }

    /// <summary>Bytes of the body in a second; 0 for no limit.</summary>
    public long BytesPerSecond { get; init; }

    /// <summary>Bytes of the body behind which nothing comes for <see cref="Stall"/>.</summary>
    public long StallAt { get; init; }

    /// <summary>How long nothing comes there, in milliseconds; negative for ever.</summary>
    public double Stall { get; init; }

    /// <summary>Whether and how the answer breaks off.</summary>
    public Breakage Break { get; init; }

    /// <summary>Bytes of the body behind which it breaks off, 0 for right behind the header; null for before the header.</summary>
    public long? BreakAt { get; init; }

    /// <summary>An answer of this status is given in place of the store's, which is not asked; 0 for none.</summary>
    public int Status { get; init; }

    /// <summary>Retry-After of that answer in seconds; null for none.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>What is wrong in the header.</summary>
    public HeaderDamage Damage { get; init; }
}
