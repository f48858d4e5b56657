using System.Globalization;

namespace Vod.Media.Preparation;

/// <summary>What the Opus packets of a track are encoded with.</summary>
/// <param name="Channels">1 or 2.</param>
/// <param name="BitRate">Bits per second on average (variable bit rate), 6000 to 510000 (RFC 7587 section 6.1).</param>
internal readonly record struct OpusParameters(int Channels, int BitRate)
{
    // Raise it when packets made before the change must not be mixed with packets made after it.
    private const int Generation = 2;

    /// <summary>The parameters of a track.</summary>
    public static OpusParameters For(SoundTimeline timeline, int monoBitRate, int stereoBitRate) =>
        timeline.Channels == 1 ? new(1, monoBitRate) : new(2, stereoBitRate);

    /// <summary>
    /// Name of these parameters in the cache. Everything that changes a packet is in it, so that a change of settings makes
    /// new files instead of joining packets of two kinds.
    /// </summary>
    /// <param name="track">Number of the sound track, counted from 1.</param>
    public string CacheName(int track) => string.Create(CultureInfo.InvariantCulture, $"opus-v{Generation}-{track}-{Channels}ch-{BitRate}");
}
