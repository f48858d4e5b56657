using Vod.Media.Aac;
using Vod.Media.Opus;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Preparation;

/// <summary>One attempt to make one chunk: feeds the child the access units of the plan and publishes the packets it gives.</summary>
internal sealed class AudioChunkTranscoder : ITranscoderJob
{
    // Access units are read until this much is there; a 10 s chunk at 128 kbit/s is written in three portions.
    private const int InputBatch = 64 * 1024;

    private readonly IAacSource _source;
    private readonly AudioTranscodePlan _plan;
    private readonly OpusParameters _parameters;
    private readonly OpusChunk _target;
    private readonly OggOpusReader _reader = new();
    private readonly byte[] _input = new byte[InputBatch];
    private int _framesFed;
    private int _packetsSeen;

    private AudioChunkTranscoder(IAacSource source, AudioTranscodePlan plan, OpusParameters parameters, OpusChunk target)
    {
        _source = source;
        _plan = plan;
        _parameters = parameters;
        _target = target;
    }

    /// <summary>
    /// Runs <paramref name="ffmpeg"/> once. <paramref name="target"/> is complete afterwards, or the result says why it is not.
    /// Packets that an earlier attempt has published stay: the encoder is deterministic, so the others follow them.
    /// </summary>
    public static Task<TranscoderResult> RunAsync(
        TranscoderProcess process,
        string ffmpeg,
        TranscoderLimits limits,
        IAacSource source,
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
        int length = 0;
        while (_framesFed < _plan.FrameCount
            && _input.Length - length >= AdtsHeader.Length + AdtsHeader.MaxPayloadLength)
        {
            Memory<byte> frame = _input.AsMemory(length + AdtsHeader.Length, AdtsHeader.MaxPayloadLength);
            int frameLength = await _source.ReadFrameAsync(_plan.FrameAt(_framesFed), frame, cancellation);
            _framesFed++;
            if (frameLength > 0 && AdtsHeader.TryWrite(_input.AsSpan(length), _source.Config, frameLength))
            {
                length += AdtsHeader.Length + frameLength;
            }
        }

        return _input.AsMemory(0, length);
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
            int index = _packetsSeen++ - AudioTranscodePlan.PrerollPackets;
            if (index == _target.Available && index < _target.Count)
            {
                _target.Add(packet);
            }
        }

        return status == OggReadStatus.Incomplete;
    }
}
