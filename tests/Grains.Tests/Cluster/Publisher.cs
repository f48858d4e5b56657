using Vod.Grains.Abstractions.Streams;

namespace Vod.Grains.Tests.Cluster;

/// <summary>A browser that publishes.</summary>
/// <param name="client">The process of its connection.</param>
/// <param name="stream">The name it publishes.</param>
/// <param name="id">Its media session id.</param>
internal sealed class Publisher(IGrainFactory client, string stream, string id)
{
    public string MediaSessionId => id;

    public RecordingObserver Observer { get; } = new();

    public IViewerObserver Reference => field ??= client.CreateObjectReference<IViewerObserver>(Observer);

    public IVodStreamGrain Stream => client.GetGrain<IVodStreamGrain>(stream);

    /// <summary>What is published, in the words of the contract.</summary>
    public static StreamMedia Camera { get; } = new(true, true, 640, 480, TimeSpan.Zero) { Picture = StreamPicture.PassedThrough };

    public Task<PublishOutcome> Publish(bool record = false) =>
        Stream.Publish(new PublishRequest(id, $"connection-of-{id}", "v=0", Reference) { IsRecorded = record });

    public Task Unpublish() => Stream.Unsubscribe(id, StreamEndReason.ClosedByViewer);

    public Task<ViewerEnded> Ended() => Observer.Ended(id);
}
