using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Nodes;
using Vod.Grains.Tests.Cluster;
using Vod.Media.Engine;

namespace Vod.Grains.Tests;

/// <summary>A shared stream of a name and a file of its own, and its viewers.</summary>
public abstract class SharedStreamScenario(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static int _lastName;

    // Orleans holds observers weakly.
    private readonly List<SharedViewer> _viewers = [];

    private protected static TimeSpan Step { get; } = new GrainOptions().LeaseCheckPeriod;

    private protected GrainCluster Cluster => cluster;

    private protected FakeMediaEngine Engine => cluster.Node.Engine;

    private protected string Name { get; } = $"shared-{Interlocked.Increment(ref _lastName)}";

    private protected string File => $"{Name}.mp4";

    private protected string Uri => $"vod-live://{File}";

    private protected IVodStreamGrain Stream => cluster.Client.GetGrain<IVodStreamGrain>(Name);

    private protected SharedViewer NewViewer(string stream)
    {
        SharedViewer viewer = new(cluster.Client, stream, $"{Name}-viewer-{_viewers.Count}");
        _viewers.Add(viewer);
        return viewer;
    }

    private protected async Task<SharedViewer> Watching(string stream, PlayedMedia? file = null)
    {
        SharedViewer viewer = NewViewer(stream);
        Assert.Equal(SubscribeOutcome.Accepted, await viewer.Subscribe());
        Engine.Answer(await SessionOf(viewer), file: file);
        await Eventually.Is(async () => (await viewer.Stream.Find())?.Media is not null);
        return viewer;
    }

    private protected static async Task Leave(SharedViewer viewer)
    {
        await viewer.Unsubscribe();
        await viewer.Ended();
        await Eventually.Is(async () => (await viewer.Stream.Find())?.Viewers == 0);
    }

    private protected async Task<SessionId> SessionOf(SharedViewer viewer)
    {
        string key = viewer.Stream.GetPrimaryKeyString();
        await Eventually.Is(() => cluster.Node.Sessions.TryGet(key, viewer.MediaSessionId, out _));
        return cluster.Node.Sessions.TryGet(key, viewer.MediaSessionId, out NodeSession? session) ? session.Id : default;
    }

    private protected async Task Pass(TimeSpan time, IVodStreamGrain stream)
    {
        for (TimeSpan passed = TimeSpan.Zero; passed < time; passed += Step)
        {
            cluster.Time.Advance(Step);
            await cluster.Node.Reporter.ReportToStreams(TestContext.Current.CancellationToken);
            await stream.Find();
        }
    }

    private protected async Task EndAll(IVodStreamGrain stream)
    {
        await stream.Terminate(StreamEndReason.Terminated);
        await Eventually.Is(() => !cluster.Node.Sessions.Snapshot().Any(session => session.StreamKey == stream.GetPrimaryKeyString()));
    }
}
