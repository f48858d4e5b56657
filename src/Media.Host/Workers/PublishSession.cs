using Vod.Media.Engine;
using Vod.Media.Host.Publishing;
using Vod.Media.Host.Records;
using Vod.Media.Publish;
using Vod.Media.Timing;

namespace Vod.Media.Host.Workers;

/// <summary>One publisher on his worker.</summary>
/// <param name="id">Identity towards the engine's users.</param>
/// <param name="peer">The protocol side.</param>
/// <param name="publication">Where his media goes.</param>
internal sealed class PublishSession(SessionId id, PublishPeer peer, Publication publication) : WorkerSession(id, peer)
{
    /// <summary>The protocol side, as a publisher.</summary>
    public PublishPeer Publisher { get; } = peer;

    /// <summary>Where his media goes.</summary>
    public Publication Publication { get; } = publication;

    /// <summary>Hands on that viewers or the recording want a key frame; the peer decides when it asks. Called after each input.</summary>
    public void AskForKeyFrame(MonotonicTime now)
    {
        if (Publication.Recorder is { NeedsKeyFrame: true })
        {
            Publication.Stream.RequestKeyFrame();
        }

        if (Publication.Stream.IsKeyFrameWanted)
        {
            Publisher.RequestKeyFrame(now);
        }
    }

    /// <summary>Has the media recorded from the next key picture on, which is asked for, or no longer.</summary>
    /// <param name="recorder">Takes it; null for nobody.</param>
    public void Record(Recording? recorder) => Publication.Recorder = recorder;

    /// <inheritdoc/>
    public override void OnRemoved() => Publication.Stream.End();
}
