using Vod.Media.Engine;
using Vod.Media.Host.Preparation;

namespace Vod.Media.Host.Pushing;

/// <summary>What is sent on: one ffmpeg after the other is given it, each from where it is by then.</summary>
internal interface IPushSource
{
    /// <summary>Whether there is no more of it.</summary>
    bool IsOver { get; }

    /// <summary>Why it is over when it is.</summary>
    SessionEndReason EndReason { get; }

    /// <summary>The next ffmpeg.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="mute">Whether its sound is silence, now and later.</param>
    /// <param name="clock">The time it waits by.</param>
    /// <param name="onFlowing">Called once, when so much was taken that the other server must have accepted it.</param>
    PushRun NewRun(string target, PushMute mute, TimeProvider clock, Action onFlowing);

    /// <summary>Why no other ffmpeg would get further than the one that has failed; null when one might.</summary>
    SessionEndReason? ObstacleIn(TranscoderResult result);
}
