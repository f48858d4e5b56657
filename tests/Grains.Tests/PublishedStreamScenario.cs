using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Nodes;
using Vod.Grains.Tests.Cluster;
using Vod.Media.Engine;

namespace Vod.Grains.Tests;

/// <summary>A published stream of a name of its own, its publishers and viewers.</summary>
public abstract class PublishedStreamScenario(GrainCluster cluster)
{
    private static int _lastName;

    // Orleans holds observers weakly.
    private readonly List<object> _clients = [];

    private protected GrainCluster Cluster => cluster;

    private protected FakeMediaEngine Engine => cluster.Node.Engine;

    private protected string Name { get; } = $"published-{Interlocked.Increment(ref _lastName)}";

    private protected IVodStreamGrain Stream => cluster.Client.GetGrain<IVodStreamGrain>(Name);

    private protected Publisher NewPublisher()
    {
        Publisher publisher = new(cluster.Client, Name, $"{Name}-publisher-{_clients.Count}");
        _clients.Add(publisher);
        return publisher;
    }

    private protected SharedViewer NewViewer()
    {
        SharedViewer viewer = new(cluster.Client, Name, $"{Name}-viewer-{_clients.Count}");
        _clients.Add(viewer);
        return viewer;
    }

    /// <summary>A publisher whose media have come; says which session of which node.</summary>
    private protected async Task<(Publisher Publisher, SessionId Session)> Publishing(bool record = false, Node? node = null)
    {
        Publisher publisher = NewPublisher();
        Assert.Equal(PublishOutcome.Accepted, await publisher.Publish(record));
        SessionId session = SessionOf(publisher.MediaSessionId, node);
        Node at = node ?? cluster.Node;
        at.Engine.Answer(session);
        at.Engine.Publish(session);
        await publisher.Observer.Events.WaitFor(e => e is PublisherPublishing);
        await Eventually.Is(async () => (await Stream.Find())?.Media is not null);
        return (publisher, session);
    }

    private protected async Task<SharedViewer> Watching(Node? node = null)
    {
        SharedViewer viewer = NewViewer();
        Assert.Equal(SubscribeOutcome.Accepted, await viewer.Subscribe());
        (node ?? cluster.Node).Engine.Answer(SessionOf(viewer.MediaSessionId, node));
        return viewer;
    }

    private protected SessionId SessionOf(string mediaSessionId, Node? node = null)
    {
        Assert.True((node ?? cluster.Node).Sessions.TryGet(Name, mediaSessionId, out NodeSession? session));
        return session.Id;
    }

    private protected async Task EndAll()
    {
        await Stream.Terminate(StreamEndReason.Terminated);
        await Eventually.Is(() => cluster.Nodes.All(node => node.Sessions.Snapshot().All(session => session.StreamKey != Name)));
    }
}
