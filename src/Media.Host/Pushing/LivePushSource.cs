using Vod.Media.Engine;
using Vod.Media.Host.Preparation;
using Vod.Media.Live;
using Vod.Media.Publish;

namespace Vod.Media.Host.Pushing;

/// <summary>A publication that is sent on.</summary>
internal sealed class LivePushSource(LiveStream stream) : IPushSource
{
    /// <inheritdoc/>
    public bool IsOver => stream.IsOver;

    /// <inheritdoc/>
    public SessionEndReason EndReason => SessionEndReason.StoppedByPublisher;

    /// <inheritdoc/>
    public PushRun NewRun(string target, PushMute mute, TimeProvider clock, Action onFlowing) => new(
        PushArguments.For(target, isH264: stream.Shape?.Codec != PublishedCodec.Vp8), new LivePushJob(stream, mute, clock, onFlowing));

    /// <inheritdoc/>
    public SessionEndReason? ObstacleIn(TranscoderResult result) => null;
}
