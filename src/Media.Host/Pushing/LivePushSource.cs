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
    public IReadOnlyList<string> ArgumentsFor(string target) => PushArguments.For(target, isH264: stream.Shape?.Codec != PublishedCodec.Vp8);

    /// <inheritdoc/>
    public ITranscoderJob NewJob(TimeProvider clock, Action onFlowing) => new LivePushJob(stream, clock, onFlowing);

    /// <inheritdoc/>
    public SessionEndReason? ObstacleIn(TranscoderResult result) => null;
}
