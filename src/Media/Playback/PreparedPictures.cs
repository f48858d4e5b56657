using Vod.Media.H264.Packetization;
namespace Vod.Media.Playback;

/// <summary>
/// The pictures as they were encoded anew. A number has the chunk, counted over the laps of a loop, above <see cref="PictureBits"/> and the picture in it below.
/// </summary>
/// <param name="source">What all viewers share.</param>
/// <param name="loops">Whether the first picture follows the last.</param>
/// <param name="pictures">Those of the worker.</param>
internal sealed class PreparedPictures(IPictureSource source, bool loops, CutPictures pictures) : PictureSupply
{
    private const int PictureBits = 13;
    private const long PictureMask = (1L << PictureBits) - 1;

    // The one that is played, and two before it for retransmissions: 3 s or more.
    private const int ChunksHeld = 3;

    private readonly (int Number, PictureChunk Chunk)[] _held = new (int, PictureChunk)[ChunksHeld];
    private int _heldCount;
    private int _oldest;

    /// <inheritdoc cref="IPictureSource.Failure"/>
    public MediaFailure? Failure => source.Failure;

    /// <summary>Whether no more pictures are made.</summary>
    public bool IsFailed => Failure is not null;

    /// <inheritdoc/>
    public override bool Exists(long number) => source.Chunks.Count > 0 && (loops || number >> PictureBits < source.Chunks.Count);

    /// <inheritdoc/>
    public override long After(long number) =>
        PictureOf(number) + 1 < ChunkOf(number).Count ? number + 1 : ((number >> PictureBits) + 1) << PictureBits;

    /// <inheritdoc/>
    public override (long Lap, long Time) TimeOf(long number) => (LapOf(number), ChunkOf(number).TimeOf(PictureOf(number)));

    /// <inheritdoc/>
    public override int SizeOf(long number) => IsReady(number) ? ChunkOf(number)[PictureOf(number)].Length : 0;

    /// <inheritdoc/>
    public override bool IsKey(long number) => PictureOf(number) == 0;

    /// <inheritdoc/>
    public override long KeyBefore(long lap, long time) => ((lap * source.Chunks.Count) + source.Chunks.Find(time)) << PictureBits;

    /// <inheritdoc/>
    public override long KeyOf(long number) => number & ~PictureMask;

    /// <inheritdoc/>
    public override bool IsReady(long number) => ChunkOf(number).Available > PictureOf(number);

    /// <inheritdoc/>
    public override bool TryGet(long number, int payloadSize, out SuppliedPicture picture)
    {
        PictureChunk chunk = ChunkOf(number);
        int index = PictureOf(number);
        if (chunk.Available <= index)
        {
            picture = default;
            return false;
        }

        picture = new()
        {
            CompositionTime = chunk.TimeOf(index),
            Lap = LapOf(number),
            IsKey = index == chunk.First,
            Cut = pictures.TryFind(chunk, index, payloadSize, out CutPicture? cut)
                ? cut
                : pictures.Cut(chunk, index, payloadSize, chunk.Format, chunk[index].Span, isSync: index == chunk.First),
        };
        return true;
    }

    /// <inheritdoc/>
    public override bool Take(long number, in SuppliedPicture picture, bool isInBurst)
    {
        if (PictureOf(number) == 0)
        {
            source.RequestAhead(ChunkNumber(number), loops);
        }

        return picture.Cut.Count > 0;
    }

    /// <inheritdoc/>
    public override void MoveTo(long number) => source.RequestAhead(ChunkNumber(number), loops);

    /// <summary>The first key picture that is shown after a time.</summary>
    public long KeyAfter(long lap, long time) =>
        KeyBefore(lap, time) + (source.Chunks.StartOf(source.Chunks.Find(time)) > time ? 0 : 1L << PictureBits);

    /// <summary>Whether what is there of a chunk reaches some ticks beyond a time, or is all of it.</summary>
    public bool Covers(long key, long time)
    {
        PictureChunk chunk = ChunkOf(key);
        int available = chunk.Available;
        return available > 0 && (available == chunk.Count || chunk.TimeOf(available - 1) >= time);
    }

    /// <inheritdoc/>
    public override void Dispose() => _heldCount = 0;

    private static int PictureOf(long number) => (int)(number & PictureMask);

    private long LapOf(long number) => (number >> PictureBits) / source.Chunks.Count;

    private int ChunkNumber(long number) => (int)((number >> PictureBits) % source.Chunks.Count);

    private PictureChunk ChunkOf(long number)
    {
        int wanted = ChunkNumber(number);
        for (int i = 0; i < _heldCount; i++)
        {
            if (_held[i].Number == wanted)
            {
                return _held[i].Chunk;
            }
        }

        PictureChunk chunk = source.Open(wanted);
        _held[_oldest] = (wanted, chunk);
        _oldest = (_oldest + 1) % ChunksHeld;
        _heldCount = Math.Min(_heldCount + 1, ChunksHeld);
        return chunk;
    }
}
