using Vod.Media.Live;
using Vod.Media.Playback;

namespace Vod.Media.Simulation;

/// <summary>What a simulated viewer is played.</summary>
internal interface IFilm
{
    VideoSource? Video { get; }

    IOpusSource? Audio { get; }

    TimeSpan Duration { get; }

    /// <summary>The publication it is; null for a file.</summary>
    LiveStream? Live => null;

    LoopPeriod LoopPeriod { get; }

    /// <summary>The storage's answer to a read.</summary>
    void Read(in ReadRequest request);
}
