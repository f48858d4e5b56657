using BenchmarkDotNet.Attributes;
using Vod.Media.Engine;
using Vod.Media.Host.Workers;
using Vod.Media.Pacing;
using Vod.Media.Timing;

namespace Vod.Media.Benchmarks;

/// <summary>Who is next, and when.</summary>
public class ScheduleBenchmarks
{
    private const int Viewers = 1000;
    private const int PacketBytes = 1200;
    private const int FrameBytes = 10 * PacketBytes;
    private const long Bitrate = 3_000_000;
    private static readonly TimeSpan FrameInterval = TimeSpan.FromMilliseconds(33);

    private readonly DeadlineHeap _heap = new();
    private readonly Pacer _pacer = new(Bitrate);
    private MonotonicTime _now = MonotonicTime.Zero;

    [GlobalSetup]
    public void Prepare()
    {
        for (int i = 0; i < Viewers; i++)
        {
            PlaybackSession session = new(new SessionId(Guid.NewGuid()), null!, null!);
            _heap.Schedule(session, new MonotonicTime(FrameInterval.Ticks * i / Viewers));
        }
    }

    /// <summary>The viewer whose turn it is gets its next one: all the others come before it.</summary>
    [Benchmark]
    public int Schedule_deadline_among_1000_viewers()
    {
        _heap.Schedule(_heap.First, _heap.Earliest + FrameInterval);
        return _heap.Count;
    }

    /// <summary>A frame of ten packets from its announcement to the last of them.</summary>
    [Benchmark]
    public int Pace_frame_of_10_packets()
    {
        _now += FrameInterval;
        MonotonicTime at = _now;
        _pacer.OnFrameQueued(FrameBytes, at);
        int sent = 0;
        for (; _pacer.QueuedBytes > 0; sent++)
        {
            at = _pacer.NextSendTime(PacketClass.Video, at);
            _pacer.OnSent(PacketClass.Video, PacketBytes, at);
        }

        return sent;
    }
}
