using Vod.Grains.Abstractions.Streams;

namespace Vod.Grains.Tests.Cluster;

/// <summary>One of the viewers of a shared stream.</summary>
/// <param name="client">The process of the viewer's connection.</param>
/// <param name="stream">The name it plays: a plain one, or the URI of the file.</param>
/// <param name="id">Its media session id.</param>
internal sealed class SharedViewer(IGrainFactory client, string stream, string id)
{
    public string MediaSessionId => id;

    public RecordingObserver Observer { get; } = new();

    public IViewerObserver Reference => field ??= client.CreateObjectReference<IViewerObserver>(Observer);

    public IVodStreamGrain Stream => client.GetGrain<IVodStreamGrain>(KeyOf(stream));

    public static string KeyOf(string stream) => StreamUri.TryParse(stream, out StreamUri uri) ? uri.SharedKey! : stream;

    public Task<SubscribeOutcome> Subscribe() => Stream.Subscribe(new(stream, id, $"connection-of-{id}", "v=0", Reference));

    public Task Unsubscribe() => Stream.Unsubscribe(id, StreamEndReason.ClosedByViewer);

    public Task<ViewerEnded> Ended() => Observer.Ended(id);
}
