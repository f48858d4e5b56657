using System.Runtime.CompilerServices;

namespace Vod.Media.Mp4;

/// <summary>Compresses samples, handed over one by one in decoding order, into the blocks of a <see cref="SampleIndex"/>.</summary>
/// <param name="budget">Pays for the memory; null for as much as it takes.</param>
internal sealed class SampleIndexPacker(SampleBudget? budget = null)
{
    private readonly ulong[] _offsets = new ulong[SampleBlock.Length];
    private readonly ulong[] _sizes = new ulong[SampleBlock.Length];
    private readonly ulong[] _descriptions = new ulong[SampleBlock.Length];
    private readonly long[] _decodeTimes = new long[SampleBlock.Length];
    private readonly int[] _compositionOffsets = new int[SampleBlock.Length];
    private readonly ulong[] _rests = new ulong[SampleBlock.Length];
    private readonly List<SampleBlock> _blocks = [];
    private readonly List<ulong> _words = [];
    private int _filled;
    private ulong _sync;
    private int _lastSync = -1;
    private int _lastSyncBeforeBlock = -1;
    private SampleIndexFacts _facts;
    private long _lastCompositionTime = long.MinValue;
    private long _lastDecodeTime;
    private long? _movedTo;
    private bool _isOverBudget;

    /// <summary>Samples added.</summary>
    public int Count => _facts.Count;

    /// <summary>Bytes of all samples together.</summary>
    public long TotalBytes => _facts.TotalBytes;

    /// <summary>Decode time of the first sample; 0 without one.</summary>
    public long DecodeStart { get; private set; }

    /// <summary>
    /// Says when the next sample, if there is one, is decoded; else it is decoded when the one before ends. A gap makes the sample before last longer, a slight overlap makes it
    /// shorter. A time before that of the last sample is not taken: a muxer that started its clock again, and the samples go on as they come.
    /// </summary>
    public void MoveTo(long decodeTime)
    {
        if (_facts.Count == 0 || decodeTime >= _lastDecodeTime)
        {
            _movedTo = decodeTime;
        }
    }

    /// <summary>Adds a sample as <see cref="Add"/> does; false if the budget does not allow for more.</summary>
    public bool TryAdd(long offset, uint size, uint duration, int compositionOffset, int sampleEntry, bool isSync)
    {
        Add(offset, size, duration, compositionOffset, sampleEntry, isSync);
        return !_isOverBudget;
    }

    /// <summary>Adds a sample. Times are before the edit list.</summary>
    public void Add(long offset, uint size, uint duration, int compositionOffset, int sampleEntry, bool isSync)
    {
        _facts.DecodeEnd = _movedTo ?? _facts.DecodeEnd;
        _movedTo = null;
        EndLast();
        _offsets[_filled] = (ulong)offset;
        _sizes[_filled] = size;
        _descriptions[_filled] = (ulong)Math.Min(sampleEntry, byte.MaxValue);
        _decodeTimes[_filled] = _facts.DecodeEnd;
        _compositionOffsets[_filled] = compositionOffset;
        if (isSync)
        {
            _sync |= 1UL << _filled;
            _lastSync = _facts.Count;
        }

        Note(size, duration, compositionOffset, isSync);
        if (++_filled == SampleBlock.Length)
        {
            Flush();
        }
    }

    /// <summary>Ends the index.</summary>
    /// <param name="editOffset">Ticks to add to all times.</param>
    /// <param name="end">Time, before the edit list, at which the last sample ends at the latest.</param>
    public SampleIndex Build(long editOffset, long end = long.MaxValue)
    {
        EndLast();
        _facts.CompositionEnd = Math.Min(_facts.CompositionEnd, end);
        if (_filled > 0)
        {
            Flush();
        }

        return new SampleIndex([.. _blocks], [.. _words], _facts, editOffset);
    }

    // A sample lasts until the next is decoded, which need not be what was said of it.
    private void EndLast()
    {
        if (_facts.Count > 0)
        {
            _facts.CompositionEnd = Math.Max(_facts.CompositionEnd, _lastCompositionTime + _facts.DecodeEnd - _lastDecodeTime);
        }
    }

    private void Note(uint size, uint duration, int compositionOffset, bool isSync)
    {
        long shown = _facts.DecodeEnd + compositionOffset;
        _lastDecodeTime = _facts.DecodeEnd;
        if (_facts.Count == 0)
        {
            DecodeStart = _facts.DecodeEnd;
            (_facts.CompositionStart, _facts.CompositionEnd) = (shown, shown);
            (_facts.MinCompositionOffset, _facts.MaxCompositionOffset) = (compositionOffset, compositionOffset);
        }

        _facts.Count++;
        _facts.SyncCount += isSync ? 1 : 0;
        _facts.MaxSampleSize = Math.Max(_facts.MaxSampleSize, (int)size);
        _facts.TotalBytes += size;
        _facts.DecodeEnd += duration;
        _facts.CompositionStart = Math.Min(_facts.CompositionStart, shown);
        _facts.MinCompositionOffset = Math.Min(_facts.MinCompositionOffset, compositionOffset);
        _facts.MaxCompositionOffset = Math.Max(_facts.MaxCompositionOffset, compositionOffset);
        _facts.HasReordering |= shown < _lastCompositionTime;
        _lastCompositionTime = shown;
    }

    private void Flush()
    {
        SampleBlock block = new()
        {
            Sync = _sync,
            PrecedingSync = _lastSyncBeforeBlock,
            FirstWord = _words.Count,
            DecodeSlope = MeanDuration(),
        };
        block.OffsetBits = PackOverSmallest(_offsets, out ulong smallest);
        block.Offset = (long)smallest;
        block.SizeBits = PackOverSmallest(_sizes, out smallest);
        block.Size = (uint)smallest;
        block.DecodeBits = PackDecodeTimes(ref block);
        block.CompositionBits = PackCompositionOffsets(ref block);
        block.DescriptionBits = PackOverSmallest(_descriptions, out smallest);
        block.Description = (byte)smallest;
        _blocks.Add(block);
        long bytes = Unsafe.SizeOf<SampleBlock>() + ((long)block.WordCount * sizeof(ulong));
        _isOverBudget |= budget is not null && !budget.TryTakeIndex(bytes);
        _lastSyncBeforeBlock = _lastSync;
        _sync = 0;
        _filled = 0;
    }

    // The mean keeps what is left over small both where durations vary and where there is one gap; a constant rate is met exactly.
    private uint MeanDuration() =>
        _filled > 1 ? (uint)Math.Min(uint.MaxValue, (_decodeTimes[_filled - 1] - _decodeTimes[0]) / (_filled - 1)) : 0;

    private byte PackDecodeTimes(ref SampleBlock block)
    {
        long smallest = long.MaxValue;
        for (int i = 0; i < _filled; i++)
        {
            smallest = Math.Min(smallest, _decodeTimes[i] - ((long)block.DecodeSlope * i));
        }

        for (int i = 0; i < _filled; i++)
        {
            _rests[i] = (ulong)(_decodeTimes[i] - ((long)block.DecodeSlope * i) - smallest);
        }

        block.Decode = smallest;
        return Pack(_rests.AsSpan(0, _filled));
    }

    private byte PackCompositionOffsets(ref SampleBlock block)
    {
        int smallest = int.MaxValue;
        foreach (int offset in _compositionOffsets.AsSpan(0, _filled))
        {
            smallest = Math.Min(smallest, offset);
        }

        for (int i = 0; i < _filled; i++)
        {
            _rests[i] = (ulong)((long)_compositionOffsets[i] - smallest);
        }

        block.Composition = smallest;
        return Pack(_rests.AsSpan(0, _filled));
    }

    private byte PackOverSmallest(ReadOnlySpan<ulong> column, out ulong smallest)
    {
        smallest = ulong.MaxValue;
        foreach (ulong value in column[.._filled])
        {
            smallest = Math.Min(smallest, value);
        }

        for (int i = 0; i < _filled; i++)
        {
            _rests[i] = column[i] - smallest;
        }

        return Pack(_rests.AsSpan(0, _filled));
    }

    private byte Pack(ReadOnlySpan<ulong> values)
    {
        ulong largest = 0;
        foreach (ulong value in values)
        {
            largest = Math.Max(largest, value);
        }

        byte bits = SampleBlock.BitsFor(largest);
        Span<ulong> words = stackalloc ulong[SampleBlock.Length];
        words = words[..bits];
        words.Clear();
        SampleBlock.Pack(values, words, bits);
        _words.AddRange((ReadOnlySpan<ulong>)words);
        return bits;
    }
}
