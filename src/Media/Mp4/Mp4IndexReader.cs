using Vod.Media.Mp4.Fragments;
using Vod.Media.Mp4.Scanning;

namespace Vod.Media.Mp4;

/// <summary>
/// Finds and reads the moov box of a file without ever reading the file itself: it asks for byte ranges, the shell decides whether they
/// come from a disk, an object store or a cache.
/// <code>
///   1. ask for the head of the file; walk the boxes in it
///   2. moov is in it as a whole: parse it                                      (faststart file, one request)
///   3. moov starts in it: ask for exactly moov, parse it                       (long faststart file, two)
///   4. a box (mdat) reaches beyond it: ask for what follows that box, go to 2  (moov at the end: two, or three if moov is long)
///   5. the movie goes on in fragments: ask for one moof after another          (see FragmentWalk)
///   6. the boxes leave out what only the samples tell: look into some          (see MovieScan)
/// </code>
/// Every round moves forward by at least one box header, so it ends; <see cref="Mp4Limits.MaxRequests"/> and
/// <see cref="Mp4Limits.MaxFragmentRequests"/> bound how late.
/// </summary>
internal sealed class Mp4IndexReader : IIndexReader
{
    /// <summary>Bytes asked for at the start and after a skipped box: holds moov of a few minutes of film.</summary>
    public const int ProbeLength = 64 << 10;

    /// <summary>What follows mdat is moov in nearly every file. Up to this length all of it is asked for at once, as one round trip to
    /// an object store costs more than the bytes.</summary>
    public const int TailLength = 4 << 20;

    private readonly long _fileLength;
    private readonly Mp4Limits _limits;
    private readonly ParseContext _context;
    private long _position;
    private int _boxes;
    private int _requests;
    private bool _sawKnownBox;
    private long? _firstFragment;
    private MovieDraft? _movie;
    private FragmentWalk? _fragments;
    private MovieScan? _scan;
    private bool _startsLate;

    /// <param name="fileLength">Bytes of the file as the storage reports them.</param>
    /// <param name="limits">Bounds; <see cref="Mp4Limits.Default"/> if in doubt.</param>
    public Mp4IndexReader(long fileLength, Mp4Limits limits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fileLength);
        _fileLength = fileLength;
        _limits = limits;
        _context = new ParseContext(fileLength, limits);
        Next = fileLength == 0 ? Reject(Mp4RejectReason.Empty, "the file is empty") : Ask(0, ProbeLength);
    }

    /// <inheritdoc/>
    public Mp4ReadStep Next { get; private set; }

    /// <inheritdoc/>
    public long Steps => _context.Steps;

    /// <inheritdoc/>
    public void Provide(ReadOnlySpan<byte> data)
    {
        if (Next is not Mp4ReadStep.NeedBytes asked)
        {
            throw new InvalidOperationException("No bytes were asked for.");
        }

        Next = data.Length < asked.Length
            ? Reject(Mp4RejectReason.Truncated, $"the file ends at byte {asked.Offset + data.Length} instead of {_fileLength}")
            : Advance(asked.Offset, data[..asked.Length]);
    }

    private Mp4ReadStep Advance(long windowStart, ReadOnlySpan<byte> window)
    {
        if (_movie is null && FindMovie(windowStart, window) is { } search)
        {
            return search;
        }

        if (_scan is not null)
        {
            _scan.Provide(window);
        }
        else if (_fragments?.Advance(windowStart, window) is { } walk)
        {
            return walk;
        }
        else
        {
            _movie!.Seal(_startsLate);
            _scan = new MovieScan(_movie, _context);
        }

        return _scan.TryNext(out Mp4ReadStep.NeedBytes? look) ? look : new Mp4ReadStep.Ready(_movie!.Build());
    }

    /// <returns>What is needed to go on, or why not; null when the moov box has been read.</returns>
    private Mp4ReadStep? FindMovie(long windowStart, ReadOnlySpan<byte> window)
    {
        while (_position < _fileLength)
        {
            long left = _fileLength - _position;
            long inWindow = windowStart + window.Length - _position;
            if (inWindow < Math.Min(left, BoxHeader.LargeLength))
            {
                return Ask(_position, left <= TailLength ? TailLength : ProbeLength);
            }

            ReadOnlySpan<byte> rest = window[(int)(_position - windowStart)..];
            if (!BoxHeader.TryParse(rest, left, out BoxHeader header))
            {
                return EndWithoutMovie(left < BoxHeader.CompactLength ? null : $"no box at byte {_position}");
            }

            _context.Count(1);
            if (++_boxes > _limits.MaxBoxesPerContainer)
            {
                return Reject(Mp4RejectReason.TooManyBoxes, $"more than {_limits.MaxBoxesPerContainer} boxes before moov");
            }

            _sawKnownBox |= BoxType.IsTopLevel(header.Type);
            _firstFragment ??= header.Type == BoxType.MovieFragment ? _position : null;
            if (header.Size > left)
            {
                return EndWithoutMovie(
                    $"the file ends at {_fileLength}, in the {header.Size} bytes of box '{new FourCc(header.Type)}' at byte {_position}");
            }

            if (header.Type == BoxType.Movie)
            {
                return ReadMovie(header, rest);
            }

            _position += header.Size;
        }

        return EndWithoutMovie(null);
    }

    private Mp4ReadStep? ReadMovie(BoxHeader header, ReadOnlySpan<byte> rest)
    {
        if (header.Size > _limits.MaxMovieBytes)
        {
            return Reject(Mp4RejectReason.MovieTooLarge, $"moov has {header.Size} bytes, more than {_limits.MaxMovieBytes}");
        }

        if (header.Size > rest.Length)
        {
            return Ask(_position, (int)header.Size);
        }

        _movie = MovieParser.Parse(rest[header.Length..(int)header.Size], _context, out Mp4ReadStep.Rejected? rejected);
        if (_movie is { IsFragmented: true })
        {
            _fragments = new FragmentWalk(_movie, _firstFragment ?? _position + header.Size, _context);
            _startsLate = _movie.Tracks.All(static track => track.Packer.Count == 0);
        }

        return rejected;
    }

    /// <param name="brokenAt">What is wrong with the box that ended the walk; null if the file ended where a box did.</param>
    private Mp4ReadStep.Rejected EndWithoutMovie(string? brokenAt) => (_sawKnownBox, _firstFragment, brokenAt) switch
    {
        (false, _, _) => Reject(Mp4RejectReason.NotMp4, "this is not an MP4 file"),
        (_, not null, _) => Reject(Mp4RejectReason.Fragmented, "movie fragments without a moov box"),
        (_, _, null) => Reject(Mp4RejectReason.MovieMissing, "there is no moov box"),
        (_, _, _) => Reject(Mp4RejectReason.Truncated, $"no moov box: {brokenAt}"),
    };

    private Mp4ReadStep Ask(long offset, int length) => ++_requests > _limits.MaxRequests
        ? Reject(Mp4RejectReason.TooManyRequests, $"no moov box in {_limits.MaxRequests} reads")
        : new Mp4ReadStep.NeedBytes(offset, (int)Math.Min(length, _fileLength - offset));

    private static Mp4ReadStep.Rejected Reject(Mp4RejectReason reason, string detail) => new(reason, detail);
}
