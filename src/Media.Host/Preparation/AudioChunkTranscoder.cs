using System.Buffers;
using Vod.Media.Matroska;
using Vod.Media.Opus;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Preparation;

/// <summary>One attempt to make one chunk: feeds the child the frames of the plan and publishes the packets it gives.</summary>
internal sealed class AudioChunkTranscoder : ITranscoderJob
{
    // Frames are read until this much is there; a 10 s chunk at 128 kbit/s is written in three portions.
    private const int InputBatch = 64 * 1024;

    private readonly ISoundSource _source;
    private readonly AudioTranscodePlan _plan;
    private readonly OpusParameters _parameters;
    private readonly OpusChunk _target;
    private readonly OggOpusReader _reader = new();
    private readonly MatroskaWriter _writer = new();
    private readonly ArrayBufferWriter<byte> _input = new(InputBatch * 2);
    private int _framesFed;
    private double _milliseconds;
    private int _packetsSeen;

    private AudioChunkTranscoder(ISoundSource source, AudioTranscodePlan plan, OpusParameters parameters, OpusChunk target)
    {
        _source = source;
        _plan = plan;
        _parameters = parameters;
        _target = target;
        MatroskaWriter.WriteStart(_input, [.. plan.Runs.Select(run => source.Timeline.Runs[run].Decoder.Track)]);
    }

    /// <summary>
    /// Runs <paramref name="ffmpeg"/> once. <paramref name="target"/> is complete afterwards, or the result says why it is not.
    /// Packets that an earlier attempt has published stay: the encoder is deterministic, so the others follow them.
    /// </summary>
    public static Task<TranscoderResult> RunAsync(
        TranscoderProcess process,
        string ffmpeg,
        TranscoderLimits limits,
        ISoundSource source,
        AudioTranscodePlan plan,
        OpusParameters parameters,
        OpusChunk target,
        CancellationToken cancellation)
    {
        AudioChunkTranscoder job = new(source, plan, parameters, target);
        return process.RunAsync(ffmpeg, AudioTranscodeArguments.For(plan, source.Timeline, parameters), limits, job, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>> ReadInputAsync(CancellationToken cancellation)
    {
        if (_framesFed > 0)
        {
            _input.ResetWrittenCount();
        }

        while (_input.WrittenCount < InputBatch && _framesFed < _plan.FrameCount)
        {
            (int run, int frame) = _plan.FrameAt(_framesFed++);
            await WriteFrameAsync(run, frame, cancellation);
        }

        return _input.WrittenMemory;
    }

    /// <inheritdoc/>
    public bool TakeOutput(ReadOnlySpan<byte> bytes)
    {
        _reader.Append(bytes);
        OggReadStatus status;
        while ((status = _reader.TryReadPacket(out ReadOnlySpan<byte> packet)) == OggReadStatus.Complete)
        {
            // Another channel count or delay would not join the other chunks.
            if (_reader.Channels != _parameters.Channels || _reader.PreSkip != AudioTranscodePlan.EncoderDelay
                || packet.Length is 0 or > OpusChunkFile.MaxPacketLength)
            {
                return false;
            }

            // What follows the last packet is the encoder running empty.
            int index = _packetsSeen++ - _plan.Preroll;
            if (index == _target.Available && index < _target.Count)
            {
                _target.Add(packet);
            }
        }

        return status == OggReadStatus.Incomplete;
    }

    private async ValueTask WriteFrameAsync(int number, int frame, CancellationToken cancellation)
    {
        SoundRun run = _source.Timeline.Runs[number];
        int index = run.FirstFrame + frame;
        int size = _source.SizeOf(index);
        if (size > 0)
        {
            // Times are only for order: what is cut is counted in samples.
            _writer.WriteFrameStart(_input, (long)_milliseconds, isKey: true, size, TrackOf(number));
            await _source.ReadFrameAsync(index, _input.GetMemory(size)[..size], cancellation);
            _input.Advance(size);
        }

        _milliseconds += 1000.0 * (run.Frames.StartOf(frame + 1) - run.Frames.StartOf(frame)) / run.SampleRate;
    }

    // The runs of a plan follow one another, so the first is the first track.
    private int TrackOf(int run) => _plan.Runs.IndexOf(run) + 1;
}
