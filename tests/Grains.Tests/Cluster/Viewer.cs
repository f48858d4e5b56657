using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Nodes;
using Vod.Media.Engine;

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

    /// <summary>What the grain makes of the request; the creation time is its own.</summary>
    public StreamOrigin Origin => new(Key, Uri, Uri, default, null);

    /// <summary>The file of <see cref="FakeMediaEngine.File"/> in the words of the contract.</summary>
    public static StreamMedia File { get; } =
        new(true, true, 1280, 720, TimeSpan.FromSeconds(60)) { Picture = StreamPicture.Encoded, PictureReason = "B-frames" };

    public SubscribeRequest Request => new(Uri, MediaSessionId, $"connection-of-{Key}", "v=0", Reference);

    public Task<SubscribeOutcome> Subscribe() => Stream.Subscribe(Request);

    public Task Unsubscribe() => Stream.Unsubscribe(MediaSessionId, StreamEndReason.ClosedByViewer);

    /// <summary>What a node would report that carries these viewers.</summary>
    public NodeViewerReport Report(Node node, params string[] viewers) => new(node.Address, Origin, null, viewers);

    /// <summary>A session of a viewer that was never opened.</summary>
    public static NodeSession Session(string stream, string viewer, string connection, IViewerObserver observer) => new(
        new SessionId(Guid.NewGuid()),
        new NodeOpenRequest(stream, new StreamOrigin(stream, "vod://a", "vod://a", default, null), "a", "vod://a", viewer, connection, "v=0", observer),
        default);

    public Task<ViewerEnded> Ended() => Observer.Ended(MediaSessionId);
}
