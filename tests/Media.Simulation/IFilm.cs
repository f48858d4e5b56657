using Vod.Media.Playback;

namespace Vod.Media.Simulation;

/// <summary>What a simulated viewer is played.</summary>
internal interface IFilm
{
    VideoSource? Video { get; }

    IOpusSource? Audio { get; }

    TimeSpan Duration { get; }

    LoopPeriod LoopPeriod { get; }

    /// <summary>The storage's answer to a read.</summary>
    void Read(in ReadRequest request);
}
