using System.Diagnostics.Metrics;
using Vod.Media.Engine;
using Vod.Media.Host;
using Vod.Media.Host.Assets;
using Vod.Media.Host.Telemetry;
using Vod.Media.Host.Workers;
using Vod.Media.Peer;
using Vod.Media.Simulation.Network;

namespace Vod.Media.Simulation.Workers;

/// <summary>The real loop of a worker with one viewer, on virtual time, and everything it measures.</summary>
internal sealed class WorkerSimulation : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly PlaybackSimulation _viewer;
    private readonly Meter _meter = new("Vod.Media");
    private readonly Worker _worker;

    /// <summary>Starts the worker; it runs until the socket says that it is over.</summary>
    public WorkerSimulation(Func<VirtualTime, PlaybackSimulation, SimulatedSocket> socket, SimulationOptions? options = null)
    {
        _viewer = new(1, new PathConditions(), options ?? new SimulationOptions { Frames = 900 });
        Time = new VirtualTime(_viewer.StartedAt);
        MonotonicClock clock = new(Time);
        Socket = socket(Time, _viewer);
        Measured = new Measurements(_meter);
        WorkerCounters counters = new WorkerMetrics(_meter).AddWorker(0);
        _worker = new Worker(0, Socket, clock, new Events(), counters, _viewer.Pictures);
        SimulatedContent content = new(_viewer.File);
        AssetSounds silence = new(content, _viewer.File.Movie, static (_, _) => throw new InvalidOperationException("nobody listens"));
        AssetFile file = new(content, _viewer.File.Movie, silence);
        MediaAsset asset = new(file, _viewer.File.Track, _viewer.File.Video, picture: default, sound: null);
        _worker.Post(new WorkerCommand.Add(new PlaybackSession(new SessionId(Guid.NewGuid()), _viewer.Server, new AssetLease(null!, null!, asset))));
        _worker.Start();
    }

    public VirtualTime Time { get; }

    public SimulatedSocket Socket { get; }

    public Measurements Measured { get; }

    /// <summary>Waits until the simulation is over.</summary>
    public Task OverAsync() => Socket.Reached.WaitAsync(Patience, TestContext.Current.CancellationToken);

    public void Dispose()
    {
        Socket.Release();
        _worker.Dispose();
        Measured.Dispose();
        _meter.Dispose();
        _viewer.Dispose();
    }

    private sealed class Events : IWorkerEvents
    {
        public void OnPeerEvent(WorkerSession session, PeerEvent peerEvent)
        {
        }

        public void OnDefect(WorkerSession session, Exception exception) => Assert.Fail(exception.ToString());
    }
}
