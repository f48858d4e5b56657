using Vod.Media.H264.Packetization;
using Vod.Media.Playback;

namespace Vod.Media.Live;

/// <summary>The pictures of a publication for one viewer; their numbers are those of the ring.</summary>
/// <remarks>
/// A viewer begins with a key picture: the last one, or, where it is not kept any more, one that is asked for. Whoever was left so far behind that his next picture is not kept goes on with
/// the last key picture, or waits for one.
/// </remarks>
/// <param name="stream">The publication.</param>
/// <param name="pictures">Those of the worker of the viewer.</param>
internal sealed class LivePictures(LiveStream stream, CutPictures pictures) : LiveSupply
{
    private readonly MediaRing<KeptPicture> _ring = stream.Pictures;
    private bool _waitsForKey = true;

    /// <inheritdoc/>
    public override bool IsOver => stream.IsOver;

    /// <inheritdoc/>
    public override long NewestKey => stream.NewestKey;

    /// <inheritdoc/>
    public override bool Exists(long number) => number < _ring.End;

    /// <inheritdoc/>
    public override long After(long number) => number >= _ring.First ? number + 1 : EntryBehind();

    /// <inheritdoc/>
    /// <remarks>What is not kept any more was due at some time; what has not come lies behind everything.</remarks>
    public override (long Lap, long Time) TimeOf(long number) =>
        _ring.TryGet(number, out KeptPicture picture, out _) ? (0, picture.Time) : (0, Exists(number) ? 0 : long.MaxValue);

    /// <inheritdoc/>
    public override int SizeOf(long number) => _ring.TryGet(number, out _, out int length) ? length : 0;

    /// <inheritdoc/>
    public override bool IsKey(long number) => _ring.TryGet(number, out KeptPicture picture, out _) && picture.Key == number;

    /// <inheritdoc/>
    public override long KeyBefore(long lap, long time) => stream.EntryFor(time);

    /// <inheritdoc/>
    public override long KeyOf(long number) => _ring.TryGet(number, out KeptPicture picture, out _) ? picture.Key : number;

    /// <inheritdoc/>
    public override bool IsReady(long number) => Exists(number);

    /// <inheritdoc/>
    public override bool TryGet(long number, int payloadSize, out SuppliedPicture picture)
    {
        picture = default;
        if (!Exists(number))
        {
            return false;
        }

        bool isKept = _ring.TryGet(number, out KeptPicture kept, out int length);
        picture = new()
        {
            CompositionTime = kept.Time,
            Lap = 0,
            IsKey = isKept && kept.Key == number,
            Cut = pictures.TryFind(stream, number, payloadSize, out CutPicture? cut) ? cut : Cut(number, payloadSize, kept, isKept ? length : 0),
        };
        return true;
    }

    /// <inheritdoc/>
    public override bool Take(long number, in SuppliedPicture picture, bool isInBurst)
    {
        bool isLost = picture.Cut.Count == 0 && number < _ring.First;
        _waitsForKey = (_waitsForKey && !picture.IsKey) || isLost;
        if (_waitsForKey && NewestKey < number)
        {
            // One that has come already will have its turn.
            RequestKeyFrame();
        }

        return !_waitsForKey && picture.Cut.Count > 0;
    }

    /// <inheritdoc/>
    public override void MoveTo(long number)
    {
        _waitsForKey = true;
        if (!Exists(number))
        {
            RequestKeyFrame();
        }
    }

    /// <inheritdoc/>
    public override void RequestKeyFrame() => stream.RequestKeyFrame();

    /// <inheritdoc/>
    public override void Dispose()
    {
    }

    private long EntryBehind() => NewestKey is >= 0 and var key ? key : _ring.End;

    // Copied first: while it is being cut nobody must write over it.
    private CutPicture Cut(long number, int payloadSize, in KeptPicture kept, int length)
    {
        Span<byte> bytes = pictures.Scratch(length);
        return length > 0 && _ring.TryCopy(number, bytes)
            ? pictures.Cut(stream, number, payloadSize, kept.Format, bytes, isSync: kept.Key == number)
            : pictures.Cut(stream, number, payloadSize, format: null, bytes: [], isSync: false);
    }
}
