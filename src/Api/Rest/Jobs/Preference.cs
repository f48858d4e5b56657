namespace Vod.Api.Rest.Jobs;

/// <summary>What the header <c>Prefer</c> (RFC 7240) asks for, within the limits of the settings.</summary>
/// <param name="Wait">How long the request waits for its job.</param>
/// <param name="Timeout">How long the job may take.</param>
internal readonly record struct Preference(TimeSpan Wait, TimeSpan Timeout)
{
    /// <summary>The preference that asks for a job.</summary>
    public const string RespondAsync = "respond-async";

    /// <summary>Reads the lines of the header; null when they do not ask for <c>respond-async</c>.</summary>
    /// <param name="header">The lines.</param>
    /// <param name="maxWait">The longest wait, and the one of a request that names none.</param>
    /// <param name="maxTimeout">The longest time of a job, and the one of a request that names none.</param>
    public static Preference? Read(IEnumerable<string?> header, TimeSpan maxWait, TimeSpan maxTimeout)
    {
        Dictionary<string, string> wanted = PreferHeader.Parse(header);
        return wanted.ContainsKey(RespondAsync)
            ? new Preference(Seconds(wanted.GetValueOrDefault("wait"), 0, maxWait), Seconds(wanted.GetValueOrDefault("timeout"), 1, maxTimeout))
            : null;
    }

    // Only digits are a number of seconds (RFC 7231 section 7.1.3, delta-seconds); anything else is ignored.
    private static TimeSpan Seconds(string? written, int minimum, TimeSpan maximum) =>
        string.IsNullOrEmpty(written) || written.AsSpan().ContainsAnyExceptInRange('0', '9') ? maximum
        : int.TryParse(written, System.Globalization.CultureInfo.InvariantCulture, out int seconds)
            ? TimeSpan.FromTicks(Math.Min(TimeSpan.FromSeconds(Math.Max(seconds, minimum)).Ticks, maximum.Ticks))
        : maximum;
}
