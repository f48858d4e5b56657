using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
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

    // Orleans holds the object of an observer weakly; viewers of earlier tests are still reported and must go on answering.
    private readonly ConcurrentBag<Viewer> _viewers = [];
    private int _lastKey;

    public GrainCluster()
        : this(silos: 1)
    {
    }

    protected GrainCluster(int silos)
    {
        InProcessTestClusterBuilder builder = new((short)silos);
        builder.ConfigureSiloHost((_, host) =>
        {
            host.Services.AddSingleton<IMediaEngine, FakeMediaEngine>();
            host.Services.AddSingleton<IMediaLibrary, FakeMediaLibrary>();
            host.Logging.AddProvider(Log);
            host.Logging.AddFilter<LogRecorder>(category: null, LogLevel.None);
            host.Logging.AddFilter<LogRecorder>("Vod.Grains", LogLevel.Debug);
        });
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
        builder.Options.ConfigureFileLogging = false;
        _cluster = builder.Build();
    }

    internal FakeTimeProvider Time { get; } = new();

    internal LogRecorder Log { get; } = new();

    internal IClusterClient Client => _cluster.Client;

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
    internal Viewer NewViewer(IGrainFactory? connectedTo = null)
    {
        Viewer viewer = new(connectedTo ?? Client, $"stream-{Interlocked.Increment(ref _lastKey)}");
        _viewers.Add(viewer);
        return viewer;
    }

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

    /// <summary>Ends a silo without letting it say goodbye.</summary>
    internal Task Kill(Node node) => _cluster.KillSiloAsync(node.Silo, Deadline.Token);

    /// <summary>Stops a silo as the host does on Ctrl-C.</summary>
    internal Task Stop(Node node) => _cluster.StopSiloAsync(node.Silo, Deadline.Token);

    /// <summary>Whether any silo holds an activation of the viewer's stream.</summary>
    internal bool IsActive(Viewer viewer) => _cluster.TryGetGrainContext(viewer.Stream.GetGrainId(), out _);

    /// <summary>The silo of the activation of the viewer's stream; null when there is none.</summary>
    internal SiloAddress? SiloOf(Viewer viewer) =>
        _cluster.TryGetGrainContext(viewer.Stream.GetGrainId(), out IGrainContext? context) ? context.Address.SiloAddress : null;

    /// <summary>Completes when the stream has no activation, at once when it has none.</summary>
    internal Task Deactivated(Viewer viewer) => _cluster.WaitForDeactivationAsync(viewer.Stream).WaitAsync(Deadline.Token);

    /// <summary>Ends the activation as the loss of its silo would: without a word to anybody.</summary>
    internal Task LoseGrain(Viewer viewer) => LoseGrain(viewer.Stream);

    /// <inheritdoc cref="LoseGrain(Viewer)"/>
    internal Task LoseGrain(IVodStreamGrain stream) => _cluster.DeactivateAsync(stream).WaitAsync(Deadline.Token);

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
