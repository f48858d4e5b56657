using BenchmarkDotNet.Attributes;
using Vod.Media.Host.Udp;
using Vod.Media.Ice;
using Vod.Media.Playback;
using Vod.Media.Simulation;
using Vod.Media.Simulation.Network;
using Vod.Media.Timing;

namespace Vod.Media.Benchmarks;

/// <summary>Everything the core does for one viewer, from the timer to the protected datagram, with a film in memory and virtual time.</summary>
public class ViewerBenchmarks
{
    private const int Frames = 900;
    private static readonly TimeSpan FrameInterval = TimeSpan.FromSeconds(1) / SimulatedFile.FramesPerSecond;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    // Once through the film: its largest picture has been read, and its whole sound been sent.
    private static readonly TimeSpan OnceThrough = TimeSpan.FromSeconds(35);

    private readonly byte[] _buffer = new byte[SendBatch.DatagramBytes];
    private PlaybackSimulation _viewer = null!;
    private MonotonicTime _now;

    [GlobalSetup]
    public void Prepare()
    {
        // The browser is only there for the start; nothing may depend on its checks later.
        SimulationOptions options = new()
        {
            Frames = Frames,
            Loops = true,
            SharedFor = TimeSpan.Zero,
            IceTimeouts = new IceTimeouts { Disconnect = TimeSpan.FromDays(1000), Consent = TimeSpan.FromDays(1000) },
        };
        _viewer = new PlaybackSimulation(1, new PathConditions(), options);
        _viewer.RunUntil(() => _viewer.PlayingAt is { } start && _viewer.Now - start > OnceThrough, Limit);
        _now = _viewer.Now;
    }

    /// <summary>What is due within one thirtieth of a second: a picture of 200 to 6000 bytes (a key frame of 8 to 40 KB once a second), and sound.</summary>
    [Benchmark]
    public int Play_frame()
    {
        MonotonicTime end = _now + FrameInterval;
        int sent = 0;
        while (_viewer.Server.NextTimeout <= end)
        {
            _now = MonotonicTime.Max(_now, _viewer.Server.NextTimeout);
            _viewer.Server.HandleTimeout(_now);
            sent += Drain();
        }

        _now = end;
        return _viewer.Ended is null ? sent : throw new InvalidOperationException("playback has ended");
    }

    [GlobalCleanup]
    public void Release() => _viewer.Dispose();

    private int Drain()
    {
        while (_viewer.Server.PollRead(_now, out ReadRequest request))
        {
            _viewer.File.Read(request);
            _viewer.Server.CompleteRead(request, request.Length, failure: null, _now);
        }

        int sent = 0;
        while (_viewer.Server.PollTransmit(_buffer, _now, out _, out _))
        {
            sent++;
        }

        return _viewer.Server.PollEvent(out _) ? throw new InvalidOperationException("something happened") : sent;
    }
}
