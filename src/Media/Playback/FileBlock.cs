using System.Buffers;

namespace Vod.Media.Playback;

/// <summary>One range of the file in memory, holding whole samples.</summary>
internal sealed class FileBlock
{
    private byte[] _buffer = [];

    /// <summary>Position of the first byte in the file.</summary>
    public long Offset { get; private set; }

    /// <summary>Bytes wanted, and present once the read is complete.</summary>
    public int Length { get; private set; }

    /// <summary>Number of the first sample whose bytes are here, see <see cref="SampleWindow"/>.</summary>
    public long FirstSample { get; private set; }

    /// <summary>One after the last sample whose bytes are here; equal to <see cref="FirstSample"/> when the block is empty.</summary>
    public long EndSample { get; private set; }

    /// <summary>Whether it has memory of its own, filled or not.</summary>
    public bool HasBuffer => _buffer.Length > 0;

    /// <summary>Whether nothing is here.</summary>
    public bool IsEmpty => EndSample == FirstSample;

    /// <summary>Makes room for a range.</summary>
    public byte[] Prepare(long offset, int length, long firstSample, long endSample)
    {
        if (_buffer.Length < length)
        {
            Release();
            _buffer = ArrayPool<byte>.Shared.Rent(length);
        }

        Offset = offset;
        Length = length;
        FirstSample = firstSample;
        EndSample = endSample;
        return _buffer;
    }

    /// <summary>Whether the bytes of a sample are here, read for this lap or another.</summary>
    /// <param name="index">The sample in the file.</param>
    /// <param name="samplesInFile">Samples of one lap; a block lies within one.</param>
    public bool Holds(int index, int samplesInFile) => !IsEmpty && index >= FirstSample % samplesInFile && index <= (EndSample - 1) % samplesInFile;

    /// <summary>The bytes of a range of the file that lies inside the block.</summary>
    public ReadOnlySpan<byte> Slice(long offset, int size) => _buffer.AsSpan((int)(offset - Offset), size);

    /// <summary>Forgets the content and keeps the buffer.</summary>
    public void Clear() => EndSample = FirstSample;

    /// <summary>Gives the buffer back. Not while a read into it is outstanding: see <see cref="Abandon"/>.</summary>
    public void Release()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        Abandon();
    }

    /// <summary>Lets go of a buffer that a reader may still write to; the garbage collector takes it when the reader is done.</summary>
    public void Abandon()
    {
        _buffer = [];
        Clear();
    }
}
