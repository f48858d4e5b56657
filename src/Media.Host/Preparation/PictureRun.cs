using System.Buffers;
using Vod.Media.Flv;
using Vod.Media.H264.Packetization;
using Vod.Media.Matroska;
using Vod.Media.Mp4;
using Vod.Media.Playback;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Preparation;

/// <summary>One run of an encoder: feeds it the samples of chunk after chunk and publishes the pictures it gives.</summary>
internal sealed class PictureRun : ITranscoderJob
{
    // Samples are written to the pipe in portions of about this much.
    private const int InputBatch = 64 * 1024;

    private readonly PictureTrack _track;
    private readonly PictureRunPlan _plan;
    private readonly Func<int, bool> _mayGoOn;
    private readonly Action<int, PictureChunk, ReadOnlyMemory<byte>?> _onComplete;
    private readonly SampleReader _samples;
    private readonly MatroskaWriter _writer = new();
    private readonly ArrayBufferWriter<byte> _input = new(InputBatch * 2);
    private readonly FlvVideoReader _reader = new();
    private readonly PlacedTimes _places;
    private int _nextSample;
    private int _endSample;
    private volatile int _lastChunk;
    private int _chunk;
    private PictureChunk _target;
    private long[] _times;
    private bool _isMixed;
    private ReadOnlyMemory<byte> _configuration;
    private H264PayloadFormat? _format;

    /// <param name="track">What the chunks belong to.</param>
    /// <param name="firstChunk">The chunk to begin with.</param>
    /// <param name="effort">How much work is put into it.</param>
    /// <param name="mayGoOn">Asked when a chunk has been fed, whether the next is wanted.</param>
    /// <param name="onComplete">Told of each chunk that is complete, with its decoder configuration; null when it is not worth keeping.</param>
    public PictureRun(PictureTrack track, int firstChunk, PictureEffort effort, Func<int, bool> mayGoOn, Action<int, PictureChunk, ReadOnlyMemory<byte>?> onComplete)
    {
        _track = track;
        Effort = effort;
        _mayGoOn = mayGoOn;
        _onComplete = onComplete;
        _plan = new PictureRunPlan(track.Input.Track, track.Chunks, firstChunk);
        _samples = new SampleReader(track.Input.Content, track.Input.Track.Samples);
        _places = new PlacedTimes(_plan);
        _nextSample = _plan.FirstSample;
        _endSample = _plan.EndSampleOf(firstChunk, _nextSample);
        _lastChunk = _chunk = firstChunk;
        _target = track.Open(firstChunk);
        _times = _plan.TimesOf(_target.Times);
        _isMixed = Effort == PictureEffort.Reduced || _target.Available > 0;
        MatroskaWriter.WriteStart(_input, Coded.Track);
    }

    /// <summary>The plan it follows.</summary>
    public PictureRunPlan Plan => _plan;

    /// <summary>What it has done to every picture.</summary>
    public PictureShape Shape => Coded.Shape;

    /// <summary>The first chunk that is not complete; one behind the last it was fed for when all are.</summary>
    public int NextChunk => _chunk;

    /// <summary>How much work is put into it. What is reduced is not worth keeping.</summary>
    public PictureEffort Effort { get; }

    /// <summary>Whether every picture it was fed for is there.</summary>
    public bool IsComplete => _chunk > _lastChunk || (_chunk == _lastChunk && _target.IsComplete);

    /// <summary>Whether it gave a picture.</summary>
    public bool HasPictures { get; private set; }

    private CodedPicture Coded => _track.Input.Entries[_plan.SampleEntry];

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>> ReadInputAsync(CancellationToken cancellation)
    {
        if (_nextSample > _plan.FirstSample)
        {
            _input.ResetWrittenCount();
        }

        while (_input.WrittenCount < InputBatch && HasMoreSamples())
        {
            await WriteSampleAsync(_nextSample++, cancellation);
        }

        return _input.WrittenMemory;
    }

    /// <inheritdoc/>
    public bool TakeOutput(ReadOnlySpan<byte> bytes)
    {
        _reader.Append(bytes);
        FlvReadStatus status;
        while ((status = _reader.TryRead(out FlvVideoTag tag)) is FlvReadStatus.Frame or FlvReadStatus.Configuration)
        {
            if (status == FlvReadStatus.Frame ? !TryPlace(tag) : !TryConfigure(tag.Data))
            {
                return false;
            }
        }

        return status == FlvReadStatus.Incomplete;
    }

    /// <summary>Says that the encoder has given all there is: what is missing of the chunks it was fed for will not come.</summary>
    public void Finish()
    {
        while (_chunk <= _lastChunk)
        {
            CompleteChunk();
        }
    }

    /// <summary>
    /// Says that what is missing of <see cref="NextChunk"/> will not come, from this encoder or another. It is not worth keeping: damage is found again, and what was a lack of
    /// memory or a bad update of ffmpeg after all is not on disk for ever.
    /// </summary>
    public void GiveUpChunk()
    {
        _isMixed = true;
        CompleteChunk();
    }

    private bool HasMoreSamples()
    {
        while (_nextSample == _endSample)
        {
            int next = _lastChunk + 1;
            if (next >= _plan.EndChunk || !_mayGoOn(next))
            {
                return false;
            }

            _lastChunk = next;
            _endSample = _plan.EndSampleOf(next, _nextSample);
        }

        return true;
    }

    private async ValueTask WriteSampleAsync(int index, CancellationToken cancellation)
    {
        MediaSample sample = _track.Input.Track.Samples.GetSample(index);
        if (sample.Size is 0 or > MatroskaWriter.MaxFrameSize)
        {
            return;
        }

        ReadOnlyMemory<byte> bytes = await _samples.ReadAsync(index, cancellation);
        _writer.WriteFrameStart(_input, _places.Place(sample.CompositionTime), sample.IsSync, bytes.Length);
        _input.Write(bytes.Span);
    }

    private bool TryConfigure(ReadOnlySpan<byte> configuration)
    {
        _configuration = configuration.ToArray();
        _format = PictureChunkFile.FormatOf(configuration);
        return _format is not null;
    }

    private bool TryPlace(in FlvVideoTag tag)
    {
        // What has leaked in from behind the last chunk is nobody's; B-frames are what all of this is there to avoid.
        while (_chunk <= _lastChunk && tag.Timestamp >= EndOf(_chunk))
        {
            CompleteChunk();
        }

        if (_chunk > _lastChunk)
        {
            return true;
        }

        if (_format is null || tag.CompositionOffset != 0)
        {
            return false;
        }

        HasPictures = true;
        int place = Array.BinarySearch(_times, tag.Timestamp);
        if (place < _target.Available)
        {
            // Out of a place, or given by an earlier attempt already: the pictures that follow go on from those with a trace at most, until the next chunk.
            return true;
        }

        return TryPublish(place, tag);
    }

    private bool TryPublish(int place, in FlvVideoTag tag)
    {
        // A chunk that cannot be joined at its start is no chunk: an encoder that takes no orders.
        if ((_target.Bytes == 0 && !tag.IsKey) || _target.Bytes + tag.Data.Length > PictureChunkFile.MaxLength / 2)
        {
            return false;
        }

        if (_target.Bytes == 0)
        {
            _target.SetFormat(_format!);
        }

        _target.Add(place, tag.Data.ToArray());
        return true;
    }

    private long EndOf(int chunk) =>
        chunk + 1 < _track.Chunks.Count ? _plan.MillisecondsOf(_track.Chunks.StartOf(chunk + 1)) : long.MaxValue;

    private void CompleteChunk()
    {
        _target.Complete();
        ReadOnlyMemory<byte>? configuration = null;
        if (!_isMixed)
        {
            configuration = _target.Bytes > 0 ? _configuration : ReadOnlyMemory<byte>.Empty;
        }

        _onComplete(_chunk, _target, configuration);
        if (++_chunk <= _lastChunk)
        {
            _target = _track.Open(_chunk);
            _times = _plan.TimesOf(_target.Times);
            _isMixed = Effort == PictureEffort.Reduced || _target.Available > 0;
        }
    }
}
