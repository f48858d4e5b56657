using Vod.Media.Host.Records;

namespace Vod.Media.Host.Tests.Records;

/// <summary>A file of which only the small pieces are kept: what is between them are pictures that nobody looks at, so that a recording of a day fits into memory.</summary>
/// <param name="dropped">Bytes of a piece that is not kept.</param>
internal sealed class HollowFile(int dropped) : IRecordFile
{
    private readonly SortedList<long, byte[]> _pieces = [];

    public long Length { get; private set; }

    public void Write(long position, IReadOnlyList<ReadOnlyMemory<byte>> pieces)
    {
        foreach (ReadOnlyMemory<byte> piece in pieces)
        {
            if (piece.Length > 0 && piece.Length != dropped)
            {
                _pieces[position] = piece.ToArray();
            }

            position += piece.Length;
        }

        Length = Math.Max(Length, position);
    }

    public int Read(long position, Span<byte> destination)
    {
        int length = (int)Math.Clamp(Length - position, 0, destination.Length);
        destination[..length].Clear();
        for (int i = LastUpTo(position); i < _pieces.Count && _pieces.GetKeyAtIndex(i) < position + length; i++)
        {
            byte[] piece = _pieces.GetValueAtIndex(i);
            int from = (int)Math.Clamp(position - _pieces.GetKeyAtIndex(i), 0, piece.Length);
            int at = (int)(_pieces.GetKeyAtIndex(i) + from - position);
            if (from < piece.Length)
            {
                piece.AsSpan(from, Math.Min(piece.Length - from, length - at)).CopyTo(destination[at..]);
            }
        }

        return length;
    }

    public void Flush()
    {
    }

    public void SetLength(long length) => Length = length;

    public void Dispose()
    {
    }

    private int LastUpTo(long position)
    {
        int low = 0;
        int high = _pieces.Count;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            (low, high) = _pieces.GetKeyAtIndex(middle) <= position ? (middle, high) : (low, middle);
        }

        return low;
    }
}
