using Vod.Media.Mp4;

namespace Vod.Media.Playback;

/// <summary>
/// The part of a track that is in memory for one viewer: a few blocks of the file around the play head, the next one always asked for before it is needed.
/// Blocks behind the play head stay until their room is needed, because retransmissions are cut from them again.
/// </summary>
/// <remarks>One read is outstanding at a time. Not thread-safe: it belongs to the worker of its viewer.</remarks>
/// <param name="samples">Where the samples are.</param>
/// <param name="blockBytes">Size of a block, see <see cref="BlockBytesFor"/>.</param>
internal sealed class SampleWindow(SampleIndex samples, int blockBytes = SampleWindow.BlockBytes) : IDisposable
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
    private int _blockCount;
    private int _newest = -1;
    private FileBlock? _pending;
    private int _generation;
    private int _nextToRead;

    /// <summary>
    /// The block size of a stream: what it plays in 200 ms, so that the blocks behind the play head reach as far back in time at every bitrate.
    /// </summary>
    public static int BlockBytesFor(long bitsPerSecond) => (int)Math.Clamp(bitsPerSecond / (8 * 5), BlockBytes, MaxBlockBytes);

    /// <summary>Whether a read is outstanding.</summary>
    public bool IsReading => _pending is not null;

    /// <summary>Asks for the next range, when there is room ahead of the play head and no read is outstanding.</summary>
    /// <param name="playHead">The sample to be played next.</param>
    /// <param name="request">The range.</param>
    public bool TryPlanRead(int playHead, out ReadRequest request)
    {
        request = default;
        if (_pending is not null || _nextToRead >= samples.Count || BlocksAheadOf(playHead) >= BlocksAhead)
        {
            return false;
        }

        int first = _nextToRead;
        (long offset, int length, int end) = PlanRange(first);
        _nextToRead = end;
        FileBlock block = OldestOrNew();
        byte[] buffer = block.Prepare(offset, length, first, end);
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

        _pending = null;
        return whole;
    }

    /// <summary>Whether the bytes of a sample are in memory.</summary>
    public bool Holds(int index) => BlockOf(index) is not null;

    /// <summary>The bytes of a sample, when they are in memory.</summary>
    public bool TryGet(int index, in MediaSample sample, out ReadOnlySpan<byte> bytes)
    {
        FileBlock? block = BlockOf(index);
        bytes = block is null ? default : block.Slice(sample.Offset, sample.Size);
        return block is not null;
    }

    /// <summary>Starts reading again at a sample; what is in memory stays usable.</summary>
    public void JumpTo(int sample)
    {
        _generation++;
        _pending?.Abandon();
        _pending = null;
        _nextToRead = sample;
    }

    /// <summary>Gives the buffers back, but for one that a reader still writes to.</summary>
    public void Dispose()
    {
        for (int i = 0; i < _blockCount; i++)
        {
            if (_blocks[i] == _pending)
            {
                _blocks[i].Abandon();
            }
            else
            {
                _blocks[i].Release();
            }
        }

        _pending = null;
        _generation++;
    }

    private FileBlock? BlockOf(int index)
    {
        for (int i = 0; i < _blockCount; i++)
        {
            if (_blocks[i] != _pending && _blocks[i].Holds(index))
            {
                return _blocks[i];
            }
        }

        return null;
    }

    private (long Offset, int Length, int End) PlanRange(int first)
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

        return (start, (int)(stop - start), end);
    }

    private int BlocksAheadOf(int playHead)
    {
        int ahead = 0;
        for (int i = 0; i < _blockCount; i++)
        {
            if (_blocks[i].FirstSample > playHead && _blocks[i].EndSample <= _nextToRead && _blocks[i].EndSample > _blocks[i].FirstSample)
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
