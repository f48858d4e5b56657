using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
using Orleans.Runtime.Placement;
using Orleans.TestingHost;
using Vod.Grains.Abstractions.Streams;
using Vod.Media.Engine;

namespace Vod.Grains.Tests.Cluster;

/// <summary>
/// Real silos in this process with fake engines and a fake clock for grains and nodes. Orleans' own clocks stay real: membership and calls must go on while
/// a test holds the grains' time still.
/// </summary>
public class GrainCluster : IAsyncLifetime
{
    private readonly InProcessTestCluster _cluster;
    private int _lastKey;

    public GrainCluster()
        : this(silos: 1)
    {
    }

    protected GrainCluster(int silos)
    {
        InProcessTestClusterBuilder builder = new((short)silos);
        builder.ConfigureSiloHost((_, host) => host.Services.AddSingleton<IMediaEngine, FakeMediaEngine>());
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, Time);
            silo.AddVodGrains(Configure);

            // A killed silo is to be noticed within a test; the defaults take 30 s.
            silo.Configure<ClusterMembershipOptions>(membership =>
            {
                membership.ProbeTimeout = TimeSpan.FromSeconds(1);
                membership.NumMissedProbesLimit = 2;
                membership.NumVotesForDeathDeclaration = 1;
            });
        });
        _cluster = builder.Build();
    }

    internal FakeTimeProvider Time { get; } = new();

    internal IClusterClient Client => _cluster.Client;

    internal InProcessTestCluster Orleans => _cluster;

    internal IReadOnlyList<Node> Nodes { get; private set; } = [];

    /// <summary>The only node, or the first of several.</summary>
    internal Node Node => Nodes[0];

    public async ValueTask InitializeAsync()
    {
        await _cluster.DeployAsync();
        Nodes = [.. _cluster.Silos.Select(silo => new Node(silo))];
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _cluster.DisposeAsync();
    }

    internal static void Configure(GrainOptions options)
    {
        // Attempts follow each other at once: what a pause adds is tested with EventDelivery alone.
        options.DeliveryBackoff = TimeSpan.Zero;
        options.DeliveryAttempts = 3;
        options.DrainTimeout = TimeSpan.FromMilliseconds(500);
    }

    /// <summary>A viewer nobody has used before.</summary>
    internal Viewer NewViewer() => new(this, $"stream-{Interlocked.Increment(ref _lastKey)}");

    /// <summary>A viewer whose session is open on a node; says which session.</summary>
    internal async Task<(Viewer Viewer, SessionId Session)> Subscribed(Node? node = null)
    {
        Viewer viewer = NewViewer();
        Assert.Equal(SubscribeOutcome.Accepted, await viewer.Subscribe());
        return (viewer, await (node ?? Node).Engine.SessionOf(viewer.AssetPath));
    }

    /// <summary>
    /// Lets grain time pass in steps of the lease check. A grain serves one thing at a time, so when the question after a step is answered, the
    /// check of that step has run.
    /// </summary>
    internal async Task Pass(TimeSpan time, Viewer viewer)
    {
        TimeSpan step = new GrainOptions().LeaseCheckPeriod;
        for (TimeSpan passed = TimeSpan.Zero; passed < time; passed += step)
        {
            Time.Advance(step);
            await viewer.Stream.Find();
        }
    }

    /// <summary>Whether any silo holds an activation of the viewer's stream.</summary>
    internal bool IsActive(Viewer viewer) => _cluster.TryGetGrainContext(viewer.Stream.GetGrainId(), out _);

    /// <summary>Runs a call whose grain, if it must be activated, is to be placed on the given node.</summary>
    internal static async Task<T> PlacedOn<T>(Node node, Func<Task<T>> call)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, node.Address);
        try
        {
            return await call();
        }
        finally
        {
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        }
    }
}
