namespace Vod.Media.Host.Records;

/// <summary>The publisher's time in samples of Opus.</summary>
internal static class SoundClock
{
    /// <summary>Samples per second.</summary>
    public const int Rate = 48_000;

    private const long TicksPerThreeSamples = TimeSpan.TicksPerSecond / 16_000;

    /// <summary>The nearest sample.</summary>
    public static long At(TimeSpan time) => ((time.Ticks * 3) + (TicksPerThreeSamples / 2)) / TicksPerThreeSamples;
}
