using System.Buffers;
using Vod.Media.Aac;
using Vod.Media.Host.Preparation;
using Vod.Media.Matroska;
using Vod.Media.Mp4.Writing;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Records;

/// <summary>
/// One ffmpeg that makes AAC of Opus while it comes: packets with their times go in, frames that are counted come out. Drift of the times is evened out by stretching the
/// sound a little; gaps must not be in what goes in.
/// </summary>
internal sealed class SoundEncoder : ITranscoderJob, IDisposable
{
    /// <summary>
    /// How much more sound may have gone in than came out before the child counts as stuck. The encoder holds back 2 frames, and the pipes of a machine at its limit are slow.
    /// </summary>
    public static readonly TimeSpan MaxLag = TimeSpan.FromSeconds(10);

    // The first frame of ffmpeg's encoder is what its window needs before the first sample. It is left out: then the second begins where the sound does, and there is nothing
    // that a player would have to know.
    private const int PrimingFrames = 1;

    private static readonly byte[] OpusHead = [.. "OpusHead"u8, 1, 2, 0, 0, 0x80, 0xBB, 0, 0, 0, 0, 0];

    private readonly Action<long, PooledBytes> _onFrame;
    private readonly AdtsReader _reader = new();
    private readonly MatroskaWriter _writer = new();
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _fed = new(0);
    private readonly CancellationTokenSource _killed = new();
    private readonly TimeSpan _start;
    private readonly long _startSample;
    private ArrayBufferWriter<byte> _filling = new();
    private ArrayBufferWriter<byte> _reading = new();
    private TimeSpan _end;
    private long _framesOut;
    private bool _isComplete;

    /// <param name="start">When the first packet is heard, in the publisher's time.</param>
    /// <param name="onFrame">Gets each frame and when it begins at 48 kHz; called on a thread of the child's output. The bytes are given back by whoever gets them.</param>
    public SoundEncoder(TimeSpan start, Action<long, PooledBytes> onFrame)
    {
        _start = start;
        _end = start;
        _startSample = SoundClock.At(start);
        _onFrame = onFrame;
        MatroskaWriter.WriteStart(_filling, new MatroskaTrack
        {
            Type = MatroskaTrackType.Audio,
            CodecId = "A_OPUS",
            CodecPrivate = OpusHead,
            SampleRate = SoundClock.Rate,
            Channels = 2,
        });
    }

    /// <summary>Whether more has gone in than a child that works would hold.</summary>
    public bool IsStuck => SoundClock.At(_end) - _startSample - (Interlocked.Read(ref _framesOut) * SoundFormat.FrameLength) > SoundClock.At(MaxLag);

    /// <summary>Arguments of ffmpeg.</summary>
    /// <param name="bitRate">Bits per second of AAC.</param>
    /// <remarks>
    /// aresample compares the times with what it has counted: beyond 20 ms it stretches by up to 1 %, beyond 100 ms it fills or cuts. Half of what a viewer would notice between
    /// lips and sound. Its resampler is at work from the start on (res): ffmpeg 5.1 repeats what it has, by seconds, where it sets one up in the middle.
    /// </remarks>
    public static IReadOnlyList<string> Arguments(int bitRate) =>
    [
        "-hide_banner", "-nostdin", "-v", "error",
        "-fflags", "+nobuffer", "-probesize", "32", "-analyzeduration", "0",
        "-c:a", "libopus", "-f", "matroska", "-i", "pipe:0",
        "-map", "0:a:0",
        "-af", "aresample=async=480:min_comp=0.02:min_hard_comp=0.1:first_pts=0:flags=res",
        "-ar", "48000", "-ac", "2",
        "-c:a", "aac", "-b:a", bitRate.ToString(System.Globalization.CultureInfo.InvariantCulture),
        "-f", "adts", "-flush_packets", "1", "pipe:1",
    ];

    /// <summary>Runs the child to its end.</summary>
    public Task<TranscoderResult> RunAsync(TranscoderProcess process, string ffmpeg, TranscoderLimits limits, int bitRate) =>
        process.RunAsync(ffmpeg, Arguments(bitRate), limits, this, _killed.Token);

    /// <summary>Adds a packet; each begins where the one before ended, but for the drift of clocks.</summary>
    public void Feed(TimeSpan time, TimeSpan duration, ReadOnlySpan<byte> packet)
    {
        lock (_lock)
        {
            _writer.WriteFrameStart(_filling, Math.Max(0, (long)(time - _start).TotalMilliseconds), isKey: true, packet.Length);
            _filling.Write(packet);
        }

        _end = time + duration;
        Signal();
    }

    /// <summary>Nothing more comes.</summary>
    public void Complete()
    {
        Volatile.Write(ref _isComplete, true);
        Signal();
    }

    /// <summary>Gives the child up.</summary>
    public void Kill() => _killed.Cancel();

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>> ReadInputAsync(CancellationToken cancellation)
    {
        while (true)
        {
            bool isLast = Volatile.Read(ref _isComplete);
            lock (_lock)
            {
                (_filling, _reading) = (_reading, _filling);
                _filling.ResetWrittenCount();
            }

            if (_reading.WrittenCount > 0 || isLast)
            {
                return _reading.WrittenMemory;
            }

            await _fed.WaitAsync(cancellation);
        }
    }

    /// <inheritdoc/>
    public bool TakeOutput(ReadOnlySpan<byte> bytes)
    {
        _reader.Append(bytes);
        while (_reader.TryRead(out ReadOnlySpan<byte> frame))
        {
            long index = Interlocked.Increment(ref _framesOut) - 1 - PrimingFrames;
            long time = _startSample + (index * SoundFormat.FrameLength);

            // Running empty, the encoder gives more than went in.
            if (index >= 0 && time < SoundClock.At(_end))
            {
                _onFrame(time, PooledBytes.CopyOf(frame));
            }
        }

        return !_reader.IsBroken;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _fed.Dispose();
        _killed.Dispose();
    }

    private void Signal()
    {
        if (_fed.CurrentCount == 0)
        {
            _fed.Release();
        }
    }
}
