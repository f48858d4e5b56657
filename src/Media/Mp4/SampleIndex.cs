using System.Numerics;
using System.Runtime.CompilerServices;

namespace Vod.Media.Mp4;

/// <summary>
/// Where and when every sample of a track is: immutable, shared by all viewers of the file, compressed to a few bytes per sample
/// (a 64-bit offset, a size and three times would be 36), with direct access to any of them. Nothing here allocates.
/// </summary>
internal sealed class SampleIndex
{
    // Composition order strays from decoding order by at most the decoded picture buffer, 16 frames or 32 fields (H.264, A.3.1).
    // A file that claims more gets a less exact answer from FindByCompositionTime instead of a long search.
    private const int MaxReorderSearch = 1024;

    private readonly SampleBlock[] _blocks;
    private readonly ulong[] _words;
    private readonly long _decodeOffset;
    private readonly long _compositionOffset;
    private readonly long _decodeEnd;
    private readonly long _editOffset;
    private readonly SampleIndexFacts _facts;

    /// <param name="blocks">Exactly as many as <paramref name="facts"/> needs.</param>
    /// <param name="words">The columns of the blocks.</param>
    /// <param name="facts">What was found while they were written.</param>
    /// <param name="editOffset">Ticks to add to all times.</param>
    public SampleIndex(SampleBlock[] blocks, ulong[] words, SampleIndexFacts facts, long editOffset)
    {
        _blocks = blocks;
        _words = words;
        _facts = facts;
        _editOffset = editOffset;

        // Version 1 composition offsets may be negative. Moving the decode times back by the largest keeps decoding before showing; the
        // composition times, which are what is seen, do not move.
        _decodeOffset = editOffset + Math.Min(0, facts.MinCompositionOffset);
        _compositionOffset = editOffset;
        _decodeEnd = facts.DecodeEnd + _decodeOffset;
    }

    /// <summary>An index without samples.</summary>
    public static SampleIndex Empty { get; } = new([], [], default, 0);

    /// <summary>Number of samples.</summary>
    public int Count => _facts.Count;

    /// <summary>Bytes of memory held.</summary>
    public long MemoryBytes => ((long)_blocks.Length * Unsafe.SizeOf<SampleBlock>()) + ((long)_words.Length * sizeof(ulong));

    /// <summary>Size in bytes of the largest sample.</summary>
    public int MaxSampleSize => _facts.MaxSampleSize;

    /// <summary>Sum of all sizes.</summary>
    public long TotalBytes => _facts.TotalBytes;

    /// <summary>Whether some sample is shown before one that is decoded earlier: for video, B-frames.</summary>
    public bool HasReordering => _facts.HasReordering;

    /// <summary>Number of sync samples; <see cref="Count"/> if there is no sync table.</summary>
    public int SyncCount => _facts.SyncCount;

    /// <summary>Earliest composition time, edit list applied; negative if the edit list skips something. 0 if empty.</summary>
    public long StartTime => _facts.CompositionStart + _compositionOffset;

    /// <summary>Latest composition time plus the duration of that sample, edit list applied.</summary>
    public long EndTime => _facts.CompositionEnd + _compositionOffset;

    /// <summary>The same samples, other ones of them sync samples.</summary>
    /// <param name="sync">Bit i of word b is set if sample 64·b + i is a sync sample.</param>
    public SampleIndex WithSync(ReadOnlySpan<ulong> sync)
    {
        SampleBlock[] blocks = [.. _blocks];
        int preceding = -1;
        int count = 0;
        for (int i = 0; i < blocks.Length; i++)
        {
            blocks[i].Sync = sync[i];
            blocks[i].PrecedingSync = preceding;
            preceding = sync[i] == 0 ? preceding : (i * SampleBlock.Length) + BitOperations.Log2(sync[i]);
            count += BitOperations.PopCount(sync[i]);
        }

        return new SampleIndex(blocks, _words, _facts with { SyncCount = count }, _editOffset);
    }

    /// <summary>The sample with this index, 0 to <see cref="Count"/> − 1, in constant time.</summary>
    public MediaSample GetSample(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        ref readonly SampleBlock block = ref _blocks[index / SampleBlock.Length];
        int i = index % SampleBlock.Length;
        long decode = block.DecodeAt(_words, i);
        long next = index + 1 < Count ? DecodeTime(index + 1) : _decodeEnd;
        return new MediaSample(
            block.OffsetAt(_words, i),
            block.SizeAt(_words, i),
            decode + _decodeOffset,
            decode + block.CompositionAt(_words, i) + _compositionOffset,
            next - (decode + _decodeOffset),
            ((block.Sync >> i) & 1) != 0);
    }

    /// <summary>Which of <see cref="Mp4Track.SampleEntries"/> the sample is decoded with.</summary>
    public int GetSampleEntry(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        return _blocks[index / SampleBlock.Length].DescriptionAt(_words, index % SampleBlock.Length);
    }

    /// <summary>
    /// The first sample behind this one that is decoded with another of <see cref="Mp4Track.SampleEntries"/>: there a sender changes the parameter sets and an encoder starts
    /// anew. <see cref="Count"/> if there is none. Blocks of one entry are passed over as a whole.
    /// </summary>
    public int FindSampleEntryChange(int index)
    {
        int entry = GetSampleEntry(index);
        int i = index + 1;
        while (i < Count)
        {
            ref readonly SampleBlock block = ref _blocks[i / SampleBlock.Length];
            if (block.DescriptionBits == 0 && block.Description == entry)
            {
                i += SampleBlock.Length - (i % SampleBlock.Length);
                continue;
            }

            if (block.DescriptionAt(_words, i % SampleBlock.Length) != entry)
            {
                return i;
            }

            i++;
        }

        return Count;
    }

    /// <summary>
    /// The last sync sample at or before a sample, in constant time; 0 if there is none, as playing has to start somewhere.
    /// </summary>
    public int FindSyncAtOrBefore(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        ref readonly SampleBlock block = ref _blocks[index / SampleBlock.Length];
        int i = index % SampleBlock.Length;
        ulong upToHere = block.Sync & (ulong.MaxValue >> (SampleBlock.Length - 1 - i));
        return upToHere != 0
            ? index - i + BitOperations.Log2(upToHere)
            : Math.Max(0, block.PrecedingSync);
    }

    /// <summary>The first sync sample after a sample; −1 if there is none.</summary>
    public int FindSyncAfter(int index)
    {
        int from = index + 1;
        for (int block = from / SampleBlock.Length; block * SampleBlock.Length < Count; block++)
        {
            int skipped = Math.Max(0, from - (block * SampleBlock.Length));
            ulong rest = _blocks[block].Sync & (ulong.MaxValue << skipped);
            if (rest != 0)
            {
                return (block * SampleBlock.Length) + BitOperations.TrailingZeroCount(rest);
            }
        }

        return -1;
    }

    /// <summary>
    /// A sample such that all before it are shown before a time; 0 if there is no such sample. Not so exact where a picture comes more than <see cref="MaxReorderSearch"/> late.
    /// </summary>
    public int FindFirstShownFrom(long time)
    {
        // No composition time is further behind its decode time than the largest offset, and none is less far behind than the smallest.
        long before = time - (_compositionOffset - _decodeOffset) - 1;
        int first = FindByDecodeTime(before - _facts.MaxCompositionOffset);
        return Math.Max(0, Math.Max(first, FindByDecodeTime(before - _facts.MinCompositionOffset) - MaxReorderSearch));
    }

    /// <summary>Last sample whose decode time is not after <paramref name="time"/>; 0 if all are later, −1 if there is none.</summary>
    public int FindByDecodeTime(long time)
    {
        int low = 0;
        int high = Count - 1;
        while (low < high)
        {
            int middle = low + ((high - low + 1) / 2);
            if (DecodeTime(middle) <= time)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return Count == 0 ? -1 : low;
    }

    /// <summary>The sample that is on the screen at <paramref name="time"/>: of those shown by then, the one shown last. 0 if all are
    /// later, −1 if there is none.</summary>
    public int FindByCompositionTime(long time)
    {
        if (time < StartTime)
        {
            return Count == 0 ? -1 : 0;
        }

        // Whatever is decoded after "last" is not shown by then, as every composition time is at least the smallest offset later.
        long decodeToComposition = _compositionOffset - _decodeOffset;
        int last = FindByDecodeTime(time - _facts.MinCompositionOffset - decodeToComposition);
        int best = FindByDecodeTime(time);
        long bestTime = long.MinValue;
        for (int i = last; i >= 0 && last - i < MaxReorderSearch; i--)
        {
            if (DecodeTime(i) + decodeToComposition + _facts.MaxCompositionOffset <= bestTime)
            {
                break;
            }

            long shown = CompositionTime(i);
            if (shown <= time && shown > bestTime)
            {
                best = i;
                bestTime = shown;
            }
        }

        return best;
    }

    private long DecodeTime(int index) =>
        _blocks[index / SampleBlock.Length].DecodeAt(_words, index % SampleBlock.Length) + _decodeOffset;

    private long CompositionTime(int index)
    {
        ref readonly SampleBlock block = ref _blocks[index / SampleBlock.Length];
        int i = index % SampleBlock.Length;
        return block.DecodeAt(_words, i) + block.CompositionAt(_words, i) + _compositionOffset;
    }
}
