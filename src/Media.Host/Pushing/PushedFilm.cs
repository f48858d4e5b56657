using Vod.Media.Host.Preparation;
using Vod.Media.Host.Storage;
using Vod.Media.Mp4;
using Vod.Media.Playback;
using Vod.Media.Timing;

namespace Vod.Media.Host.Pushing;

/// <summary>A film on the timeline of its shared stream.</summary>
/// <param name="Content">The file.</param>
/// <param name="Picture">Its video track; null without one.</param>
/// <param name="Sound">Its sound; null without any.</param>
/// <param name="Duration">The longer of both.</param>
/// <param name="Loop">From one start to the next; null when it is played once.</param>
/// <param name="Epoch">When it began.</param>
/// <param name="Clock">The clock of the epoch.</param>
internal sealed record PushedFilm(IAssetContent Content, Mp4Track? Picture, ISoundSource? Sound, TimeSpan Duration, LoopPeriod? Loop, MonotonicTime Epoch, MonotonicClock Clock)
{
    /// <summary>Where the stream is, in time since its start: laps are not taken off.</summary>
    public TimeSpan Position => Clock.Now - Epoch;

    /// <summary>Whether the film has been played to its end, which a loop never is.</summary>
    public bool IsOver => Loop is null && Position >= Duration;

    /// <summary>The lap that a time of the stream is in, and how far into it.</summary>
    public (long Lap, TimeSpan Position) Locate(TimeSpan time) => Loop?.Locate(time) ?? (0, time);

    /// <summary>When a lap starts, in the time of the stream.</summary>
    public TimeSpan StartOf(long lap) => Loop?.StartOf(lap) ?? TimeSpan.Zero;
}
