namespace Vod.Media.Ice;

/// <summary>The periods of an <see cref="IceLiteAgent"/>.</summary>
internal sealed record IceTimeouts
{
    /// <summary>The values used in production.</summary>
    public static IceTimeouts Default { get; } = new();

    /// <summary>From the answer to the first nominated path. Browsers give up after 15 to 30 s of unanswered checks.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Silence on the selected path that is worth reporting: two lost consent checks of 5 s (RFC 7675 section 5.1).</summary>
    public TimeSpan Disconnect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Silence on the selected path that ends the session (RFC 7675 section 5.1).</summary>
    public TimeSpan Consent { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the selected path keeps its place against a nomination of lower priority. Longer than the 2.5 s between two
    /// checks of Chromium on its selected path, so that a path still being nominated is never left for a worse one.
    /// </summary>
    public TimeSpan NominationHold { get; init; } = TimeSpan.FromSeconds(3);
}
