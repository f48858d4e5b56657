using Vod.Grains.Abstractions.Streams;

namespace Vod.Grains.Tests.Cluster;

/// <summary>A viewer with a stream of its own.</summary>
/// <param name="client">The process of the viewer's connection: a client of the cluster, or a silo.</param>
/// <param name="key">Key of the stream; everything else is named after it.</param>
internal sealed class Viewer(IGrainFactory client, string key)
{
    public string Key { get; } = key;

    public string AssetPath => $"{Key}.mp4";

    public string Uri => $"vod://{AssetPath}";

    public string MediaSessionId => $"viewer-of-{Key}";

    public RecordingObserver Observer { get; } = new();

    public IViewerObserver Reference => field ??= client.CreateObjectReference<IViewerObserver>(Observer);

    public IVodStreamGrain Stream => client.GetGrain<IVodStreamGrain>(Key);

    public SubscribeRequest Request => new(Uri, MediaSessionId, $"connection-of-{Key}", "v=0", Reference);

    public Task<SubscribeOutcome> Subscribe() => Stream.Subscribe(Request);

    public Task Unsubscribe() => Stream.Unsubscribe(MediaSessionId, StreamEndReason.ClosedByViewer);

    public Task<ViewerEnded> Ended() => Observer.Ended(MediaSessionId);
}
