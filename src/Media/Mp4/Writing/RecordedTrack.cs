namespace Vod.Media.Mp4.Writing;

/// <summary>
/// Where and when the samples of a track are, as the tables of the finished file want to know it: four bytes a sample, and what changes from sample to sample. An hour of
/// picture and sound takes some 2 MB.
/// </summary>
/// <param name="timescale">Ticks per second of its times.</param>
internal sealed class RecordedTrack(uint timescale)
{
    // A gap in one delta: 2^31 ticks are 6 h at 90 kHz, and no player is surprised by a sign bit.
    private const long LargestDelta = int.MaxValue;

    private readonly List<uint> _sizes = [];
    private readonly List<TimeRun> _deltas = [];
    private readonly List<uint> _keys = [];
    private readonly List<RecordedChunk> _chunks = [];
    private long _lastTime;
    private long _lastDelta;

    /// <summary>Ticks per second of its times.</summary>
    public uint Timescale => timescale;

    /// <summary>Number of samples.</summary>
    public int Count => _sizes.Count;

    /// <summary>When the first sample is shown; 0 without samples.</summary>
    public long Start { get; private set; }

    /// <summary>When the last sample ends.</summary>
    public long EndTime { get; private set; }

    /// <summary>Bytes of each sample.</summary>
    public IReadOnlyList<uint> Sizes => _sizes;

    /// <summary>Ticks from each sample but the last to the next, equal ones together.</summary>
    public IReadOnlyList<TimeRun> Deltas => _deltas;

    /// <summary>Numbers of the samples with which decoding can start, counted from 1.</summary>
    public IReadOnlyList<uint> Keys => _keys;

    /// <summary>Where the samples are.</summary>
    public IReadOnlyList<RecordedChunk> Chunks => _chunks;

    /// <summary>Ticks that the last sample lasts.</summary>
    public long LastDuration => EndTime - _lastTime;

    /// <summary>Adds a sample.</summary>
    /// <param name="offset">Where it is in the file.</param>
    /// <param name="size">Its bytes.</param>
    /// <param name="time">When it is shown, later than the sample before: a time that is not is moved.</param>
    /// <param name="duration">How long it probably lasts; only kept of the last sample.</param>
    /// <param name="isKey">Whether decoding can start with it.</param>
    /// <param name="entry">Its sample entry, counted from 0.</param>
    public void Add(long offset, int size, long time, long duration, bool isKey, int entry = 0)
    {
        if (Count == 0)
        {
            Start = time;
        }
        else
        {
            time = Math.Clamp(time, _lastTime + 1, _lastTime + LargestDelta);
            AddDelta(time - _lastTime);
        }

        _lastTime = time;
        EndTime = time + Math.Clamp(duration, 1, LargestDelta);
        _sizes.Add((uint)size);
        if (isKey)
        {
            _keys.Add((uint)Count);
        }

        AddToChunk(offset, size, entry);
    }

    /// <summary>The last sample lasts until then, at least; without samples nothing changes.</summary>
    public void ExtendTo(long time)
    {
        if (Count > 0)
        {
            EndTime = Math.Clamp(time, EndTime, Math.Max(EndTime, _lastTime + LargestDelta));
        }
    }

    private void AddDelta(long delta)
    {
        if (delta == _lastDelta)
        {
            _deltas[^1] = _deltas[^1] with { Samples = _deltas[^1].Samples + 1 };
        }
        else
        {
            _deltas.Add(new TimeRun(1, (uint)delta));
            _lastDelta = delta;
        }
    }

    private void AddToChunk(long offset, int size, int entry)
    {
        if (_chunks is [.., var last] && last.Entry == entry && last.Offset + last.Length == offset)
        {
            _chunks[^1] = last with { Length = last.Length + size, Samples = last.Samples + 1 };
        }
        else
        {
            _chunks.Add(new RecordedChunk(offset, size, 1, entry));
        }
    }
}
