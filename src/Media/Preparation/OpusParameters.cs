using System.Globalization;
using Vod.Media.Aac;

namespace Vod.Media.Preparation;

/// <summary>What the Opus packets of a track are encoded with.</summary>
/// <param name="Channels">1 or 2.</param>
/// <param name="BitRate">Bits per second on average (variable bit rate), 6000 to 510000 (RFC 7587 section 6.1).</param>
internal readonly record struct OpusParameters(int Channels, int BitRate)
{
    // Raise it when packets made before the change must not be mixed with packets made after it.
    private const int Generation = 1;

    /// <summary>One decoded channel stays mono, everything else becomes stereo.</summary>
    public static OpusParameters For(AudioSpecificConfig config, int monoBitRate, int stereoBitRate) =>
        config is { ChannelCount: 1, HasParametricStereo: false } ? new(1, monoBitRate) : new(2, stereoBitRate);

    /// <summary>
    /// Name of these parameters in the cache. Everything that changes a packet is in it, so that a change of settings makes
    /// new files instead of joining packets of two kinds.
    /// </summary>
    public string CacheName => string.Create(CultureInfo.InvariantCulture, $"opus-v{Generation}-{Channels}ch-{BitRate}");
}
