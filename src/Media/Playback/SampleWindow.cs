using Vod.Media.Mp4;

namespace Vod.Media.Playback;

/// <summary>
/// The part of a track that is in memory for one viewer: a few blocks of the file around the play head, the next one always asked for before it is needed.
/// Blocks behind the play head stay until their room is needed, because retransmissions are cut from them again.
/// </summary>
/// <remarks>
/// Samples are numbered on over the laps of a file that loops: sample i of lap k has the number k · count + i.
/// One read is outstanding at a time. Not thread-safe: it belongs to the worker of its viewer.
/// </remarks>
/// <param name="samples">Where the samples are.</param>
/// <param name="blockBytes">Size of a block, see <see cref="BlockBytesFor"/>.</param>
/// <param name="loops">Whether the first sample follows the last.</param>
internal sealed class SampleWindow(SampleIndex samples, int blockBytes = SampleWindow.BlockBytes, bool loops = false) : IDisposable
{
    /// <summary>Smallest block of ordinary samples: about 200 ms of a 2.7 Mbit/s stream. A larger sample gets a block of its own.</summary>
    public const int BlockBytes = 64 * 1024;

    /// <summary>Largest block of ordinary samples; bounds the memory of a viewer whatever the bitrate.</summary>
    public const int MaxBlockBytes = 1024 * 1024;

    /// <summary>Blocks in memory: one being played, one or two ahead, the rest behind for retransmissions (about 0.6 s).</summary>
    public const int MaxBlocks = 6;

    /// <summary>Bytes of other tracks that are read along rather than starting a new read.</summary>
    public const int MaxGapBytes = 16 * 1024;

    /// <summary>Samples in one block; bounds the planning loop for tracks of tiny samples.</summary>
    public const int MaxSamplesPerBlock = 512;

    private const int BlocksAhead = 2;
    private readonly FileBlock[] _blocks = new FileBlock[MaxBlocks];
    private readonly FileBlock _recalled = new();
    private int _blockCount;
    private int _newest = -1;
    private int? _wanted;
    private FileBlock? _pending;
    private int _generation;
    private long _nextToRead;

    /// <summary>
    /// The block size of a stream: what it plays in 200 ms, so that the blocks behind the play head reach as far back in time at every bitrate.
    /// </summary>
    public static int BlockBytesFor(long bitsPerSecond) => (int)Math.Clamp(bitsPerSecond / (8 * 5), BlockBytes, MaxBlockBytes);

    /// <summary>Whether a read is outstanding.</summary>
    public bool IsReading => _pending is not null;

    /// <summary>Number of the sample that the next read begins with.</summary>
    public long NextToRead => _nextToRead;

    /// <summary>Whether a sample that had left the window is being brought back.</summary>
    public bool IsRecalling => _wanted is not null;

    /// <summary>
    /// Brings back a sample that has left the window, in room of its own; the one brought back before is forgotten. A burst sends in a moment what the blocks hold
    /// of ordinary playing in seconds, so what was lost of it is asked for when its blocks are long in use again.
    /// </summary>
    /// <param name="index">The sample in the file.</param>
    public void Recall(int index) => _wanted = index;

    /// <summary>Asks for the sample to be brought back, when no read is outstanding.</summary>
    public bool TryPlanRecall(out ReadRequest request)
    {
        request = default;
        if (IsReading || _wanted is not { } index)
        {
            return false;
        }

        MediaSample sample = samples.GetSample(index);
        byte[] buffer = _recalled.Prepare(sample.Offset, sample.Size, index, index + 1);
        _pending = _recalled;
        request = new(sample.Offset, sample.Size, buffer, _generation);
        return true;
    }

    /// <summary>Whether <see cref="TryPlanRead"/> has something to ask for.</summary>
    /// <param name="playHead">Number of the sample to be played next.</param>
    public bool HasReadFor(long playHead) => !IsReading && HasSample(_nextToRead) && BlocksAheadOf(playHead) < BlocksAhead;

    /// <summary>Asks for the next range, when there is room ahead of the play head and no read is outstanding.</summary>
    /// <param name="playHead">Number of the sample to be played next.</param>
    /// <param name="request">The range.</param>
    public bool TryPlanRead(long playHead, out ReadRequest request)
    {
        request = default;
        if (!HasReadFor(playHead))
        {
            return false;
        }

        long first = _nextToRead;
        (long offset, int length, int count) = PlanRange((int)(first % samples.Count));
        _nextToRead = first + count;
        FileBlock block = OldestOrNew();
        byte[] buffer = block.Prepare(offset, length, first, _nextToRead);
        _pending = block;
        request = new(offset, length, buffer, _generation);
        return true;
    }

    /// <summary>Takes the answer to a read. False when fewer bytes came than samples need: the file is cut short.</summary>
    public bool Complete(in ReadRequest request, int bytesRead)
    {
        if (request.Generation != _generation || _pending is null)
        {
            return true;
        }

        bool whole = bytesRead >= _pending.Length;
        if (!whole)
        {
            _pending.Clear();
        }

        _wanted = _pending == _recalled ? null : _wanted;
        _pending = null;
        return whole;
    }

    /// <summary>Whether the bytes of a sample are in memory.</summary>
    /// <param name="index">The sample in the file.</param>
    public bool Holds(int index) => BlockOf(index) is not null;

    /// <summary>The bytes of a sample, when they are in memory.</summary>
    /// <param name="index">The sample in the file.</param>
    /// <param name="sample">Where it is.</param>
    /// <param name="bytes">Its bytes; valid until the next read is planned.</param>
    public bool TryGet(int index, scoped in MediaSample sample, out ReadOnlySpan<byte> bytes)
    {
        FileBlock? block = BlockOf(index);
        bytes = block is null ? default : block.Slice(sample.Offset, sample.Size);
        return block is not null;
    }

    /// <summary>Reads on from a sample, given by its number. What is in memory stays usable, and is not read again where it leads up to what would be read next.</summary>
    public void JumpTo(long sample)
    {
        if (IsReadFrom(sample))
        {
            return;
        }

        _generation++;
        _pending?.Abandon();
        _pending = null;
        _nextToRead = sample;
    }

    /// <summary>Gives the buffers back, when nothing is being read.</summary>
    public void ReleaseUnused()
    {
        if ((_blockCount > 0 || _recalled.HasBuffer) && !IsReading && !IsRecalling)
        {
            Dispose();
            _blockCount = 0;
            _newest = -1;
        }
    }

    /// <summary>Gives the buffers back, but for one that a reader still writes to.</summary>
    public void Dispose()
    {
        _pending?.Abandon();
        for (int i = 0; i < _blockCount; i++)
        {
            _blocks[i].Release();
        }

        _recalled.Release();
        _pending = null;
        _generation++;
    }

    private FileBlock? BlockOf(int index)
    {
        for (int i = 0; i < _blockCount; i++)
        {
            if (_blocks[i] != _pending && _blocks[i].Holds(index, samples.Count))
            {
                return _blocks[i];
            }
        }

        return _recalled != _pending && _recalled.Holds(index, samples.Count) ? _recalled : null;
    }

    private bool HasSample(long number) => samples.Count > 0 && (loops || number < samples.Count);

    // Whether the blocks, the one that is being read among them, reach from a sample to the next one to be read without a hole.
    private bool IsReadFrom(long sample)
    {
        for (int step = 0; step <= _blockCount && sample != _nextToRead; step++)
        {
            FileBlock? holder = null;
            for (int i = 0; i < _blockCount; i++)
            {
                holder = sample >= _blocks[i].FirstSample && sample < _blocks[i].EndSample ? _blocks[i] : holder;
            }

            if (holder is null)
            {
                return false;
            }

            sample = holder.EndSample;
        }

        return sample == _nextToRead;
    }

    private (long Offset, int Length, int Count) PlanRange(int first)
    {
        MediaSample sample = samples.GetSample(first);
        long start = sample.Offset;
        long stop = start + sample.Size;
        int end = first + 1;
        while (end < samples.Count && end - first < MaxSamplesPerBlock)
        {
            MediaSample next = samples.GetSample(end);
            long gap = next.Offset - stop;
            if (gap < 0 || gap > MaxGapBytes || next.Offset + next.Size - start > blockBytes)
            {
                break;
            }

            stop = next.Offset + next.Size;
            end++;
        }

        return (start, (int)(stop - start), end - first);
    }

    private int BlocksAheadOf(long playHead)
    {
        int ahead = 0;
        for (int i = 0; i < _blockCount; i++)
        {
            if (_blocks[i].FirstSample > playHead && _blocks[i].EndSample <= _nextToRead && !_blocks[i].IsEmpty)
            {
                ahead++;
            }
        }

        return ahead;
    }

    // Blocks are filled in a ring, so the one after the newest is the oldest.
    private FileBlock OldestOrNew()
    {
        _newest = (_newest + 1) % MaxBlocks;
        if (_newest == _blockCount)
        {
            _blocks[_blockCount++] = new FileBlock();
        }

        return _blocks[_newest];
    }
}
