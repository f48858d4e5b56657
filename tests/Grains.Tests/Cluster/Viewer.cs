using Vod.Grains.Abstractions.Streams;

namespace Vod.Grains.Tests.Cluster;

/// <summary>A viewer with a stream of its own.</summary>
internal sealed class Viewer(GrainCluster cluster, string key)
{
    public string Key { get; } = key;

    public string AssetPath => $"{Key}.mp4";

    public string Uri => $"vod://{AssetPath}";

    public string MediaSessionId => $"viewer-of-{Key}";

    public RecordingObserver Observer { get; } = new();

    public IViewerObserver Reference => field ??= cluster.Client.CreateObjectReference<IViewerObserver>(Observer);

    public IVodStreamGrain Stream => cluster.Client.GetGrain<IVodStreamGrain>(Key);

    public SubscribeRequest Request => new(Uri, MediaSessionId, $"connection-of-{Key}", "v=0", Reference);

    public Task<SubscribeOutcome> Subscribe() => Stream.Subscribe(Request);

    public Task Unsubscribe() => Stream.Unsubscribe(MediaSessionId, StreamEndReason.ClosedByViewer);

    public Task<ViewerEnded> Ended() => Observer.Ended(MediaSessionId);
}
