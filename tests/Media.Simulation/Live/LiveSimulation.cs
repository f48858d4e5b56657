using System.Buffers.Binary;
using Vod.Media.H264;
using Vod.Media.H264.Packetization;
using Vod.Media.Live;
using Vod.Media.Publish;
using Vod.Media.Simulation.Network;
using Vod.Media.Tests.Live;
using Vod.Media.Timing;

namespace Vod.Media.Simulation.Live;

/// <summary>A scripted publisher and the viewers of what he sends, each with a worker of his own, on one virtual time.</summary>
internal sealed class LiveSimulation : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);
    private readonly PublisherScript _script;
    private readonly Random _random;
    private readonly PriorityQueue<Action, MonotonicTime> _arrivals = new();
    private readonly List<PlaybackSimulation> _viewers = [];
    private readonly MonotonicTime _startedAt;
    private MonotonicTime _keyFrameAt = MonotonicTime.Never;
    private MonotonicTime _lastArrival = MonotonicTime.Zero;
    private int _picture;
    private int _packet;
    private int _sinceKey;
    private bool _isOver;

    public LiveSimulation(int seed = 1, PublisherScript? script = null)
    {
        _script = script ?? new PublisherScript();
        _random = new Random(seed);
        Now = _startedAt = new MonotonicTime(1_000_000_000);
        Stream = new LiveStream(_script.HasPicture, _script.HasSound, OrderKeyFrame);
    }

    public LiveStream Stream { get; }

    public MonotonicTime Now { get; private set; }

    /// <summary>Where the publisher stands.</summary>
    public TimeSpan Position => Now - _startedAt;

    /// <summary>Pictures that were sent, in order: when, whether it is a key frame, and its NAL unit.</summary>
    public List<(TimeSpan Time, bool IsKey, byte[] NalUnit)> Pictures { get; } = [];

    /// <summary>Packets of sound that were sent, by their time.</summary>
    public SortedDictionary<TimeSpan, byte[]> Sounds { get; } = [];

    /// <summary>When key frames were ordered.</summary>
    public List<MonotonicTime> Orders { get; } = [];

    /// <summary>The parameter sets from the next key frame on.</summary>
    public AvcConfiguration Sets { get; set; } = PublishedMedia.Sets;

    /// <summary>Whether he sends no picture for a while.</summary>
    public bool IsMuted { get; set; }

    /// <summary>A viewer who comes now.</summary>
    public PlaybackSimulation Join(PathConditions? path = null, SimulationOptions? options = null, CutPictures? pictures = null)
    {
        options = (options ?? new SimulationOptions()) with { HasVideo = _script.HasPicture, HasAudio = _script.HasSound, StartsAt = Now };
        PlaybackSimulation viewer = new(_random.Next(), path ?? PathConditions.Clean, options, new LiveFilm(Stream), pictures);
        viewer.RunUntil(static () => true, TimeSpan.Zero);
        _viewers.Add(viewer);
        return viewer;
    }

    public void RunFor(double seconds)
    {
        MonotonicTime end = Now + TimeSpan.FromSeconds(seconds);
        while (Now < end)
        {
            Send();
            Now = MonotonicTime.Min(end, Now + Step);
            _viewers.ForEach(viewer => viewer.RunFor(Now - viewer.Now));
            while (_arrivals.TryPeek(out Action? arrive, out MonotonicTime at) && at <= Now)
            {
                _arrivals.Dequeue();
                arrive();
            }
        }
    }

    /// <summary>The machines of the viewers stand still while the publisher goes on.</summary>
    public void FreezeViewers(double seconds)
    {
        PlaybackSimulation[] frozen = [.. _viewers];
        _viewers.Clear();
        RunFor(seconds);
        Array.ForEach(frozen, viewer => viewer.Freeze(Now - viewer.Now));
        _viewers.AddRange(frozen);
    }

    /// <summary>The publisher ends.</summary>
    public void End()
    {
        _isOver = true;
        _arrivals.Clear();
        Stream.End();
    }

    public void Dispose() => _viewers.ForEach(static viewer => viewer.Dispose());

    private void OrderKeyFrame()
    {
        Orders.Add(Now);
        _keyFrameAt = Now + _script.KeyFrameDelay;
    }

    private void Send()
    {
        while (!_isOver && _script.HasSound && SoundTime <= Position)
        {
            SendSound(SoundTime);
            _packet++;
        }

        while (!_isOver && _script.HasPicture && PictureTime <= Position)
        {
            if (!IsMuted)
            {
                SendPicture(PictureTime);
            }

            _picture++;
        }
    }

    private TimeSpan SoundTime => _script.PacketDuration * _packet;

    private TimeSpan PictureTime => TimeSpan.FromSeconds(_picture / (double)_script.FramesPerSecond);

    private void SendSound(TimeSpan time)
    {
        byte[] packet = new byte[_random.Next(3, 200)];
        _random.NextBytes(packet);
        Sounds.Add(time, packet);
        _arrivals.Enqueue(() => Stream.Add(new PublishedSound(time, _script.PacketDuration), packet, Now), _startedAt + time);
    }

    private void SendPicture(TimeSpan time)
    {
        bool isKey = Pictures.Count == 0 || ++_sinceKey == _script.FramesPerGroup || _keyFrameAt <= Now;
        _sinceKey = isKey ? 0 : _sinceKey;
        _keyFrameAt = isKey ? MonotonicTime.Never : _keyFrameAt;
        byte[] bytes = new byte[isKey ? _script.KeyFrameSize : _script.PictureSize];
        _random.NextBytes(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes, bytes.Length - 4);
        bytes[4] = isKey ? (byte)0x65 : (byte)0x41;
        Pictures.Add((time, isKey, bytes[4..]));
        PublishedPicture picture = new() { Time = time, IsKey = isKey, Codec = PublishedCodec.H264, Configuration = Sets, Width = 640, Height = 480 };
        TimeSpan late = Pictures.Count == 1 ? TimeSpan.Zero : _script.Jitter * _random.NextDouble();

        // A receiver hands them on in their order.
        _lastArrival = MonotonicTime.Max(_startedAt + time + late, _lastArrival + TimeSpan.FromTicks(1));
        _arrivals.Enqueue(() => Stream.Add(picture, bytes, Now), _lastArrival);
    }
}
