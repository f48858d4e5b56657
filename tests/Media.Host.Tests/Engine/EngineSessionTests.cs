using System.Diagnostics.Metrics;
using Vod.Media.Engine;
using Vod.Media.H264.Packetization;
using Vod.Media.Host.Engine;
using Vod.Media.Host.Telemetry;
using Vod.Media.Host.Udp;
using Vod.Media.Host.Workers;
using Vod.Media.Ice;

namespace Vod.Media.Host.Tests.Engine;

/// <summary>A session between its admission and its last event, with a worker that never gets to its commands.</summary>
public sealed class EngineSessionTests : IDisposable
{
    private static readonly IceCredentials Fresh = IceCredentials.FromRandom(new byte[IceCredentials.RandomLength]);
    private readonly Meter _meter = new("test");
    private readonly Worker _worker;
    private readonly EngineSession _session;

    public EngineSessionTests()
    {
        MonotonicClock clock = new(TimeProvider.System);
        _worker = new Worker(0, new ManagedDatagramSocket(BoundSocket.Bind(0)), clock, null!, new WorkerMetrics(_meter).AddWorker(0), new CutPictures());
        _session = new EngineSession(default, _worker, join: null!);
    }

    [Fact]
    public async Task Before_it_is_on_its_worker_ice_is_not_restarted() => Assert.False(await _session.RestartIceAsync(Fresh));

    [Fact]
    public void On_its_worker_the_worker_decides()
    {
        HandOver();
        Assert.False(_session.RestartIceAsync(Fresh).IsCompleted);
    }

    [Fact]
    public async Task Once_it_is_over_nobody_is_asked_who_may_not_answer()
    {
        HandOver();
        _session.Dispose();
        Assert.False(await _session.RestartIceAsync(Fresh).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    public void Dispose()
    {
        _session.Dispose();
        _worker.Dispose();
        _meter.Dispose();
    }

    private void HandOver() => Assert.True(_session.TryHandOver(new PlaybackSession(default, null!, null!), out SessionEndReason _));
}
