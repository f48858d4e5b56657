using Vod.Media.Mp4;
using Vod.Media.Mp4.Scanning;

namespace Vod.Media.Matroska.Reading;

/// <summary>
/// Reads a Matroska or WebM file (RFC 9559) from front to back: where its frames are is only told by the blocks they are in, which lie all over it. What is larger than a
/// window is jumped over. Cues are not needed: they tell some of the places of key frames, which are found on the way.
/// </summary>
/// <remarks>The reading ends with the file, the segment or the first thing that is not whole: a recording that was killed plays to its last whole block.</remarks>
internal sealed class MatroskaIndexReader : IIndexReader
{
    /// <summary>Bytes asked for at once: a round trip to an object store takes as long, and few pictures have more.</summary>
    public const int WindowLength = 1 << 20;

    private readonly long _fileLength;
    private readonly ParseContext _context;
    private readonly OpenElements _open;
    private readonly SegmentHead _head = new();
    private long _position;
    private SegmentTracks? _tracks;
    private ClusterReader? _clusters;
    private MovieDraft? _movie;
    private MovieScan? _scan;
    private bool _isOver;

    /// <param name="fileLength">Bytes of the file as the storage reports them.</param>
    /// <param name="limits">Bounds; <see cref="Mp4Limits.Default"/> if in doubt.</param>
    public MatroskaIndexReader(long fileLength, Mp4Limits limits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fileLength);
        _fileLength = fileLength;
        _context = new ParseContext(fileLength, limits);
        _open = new OpenElements(fileLength);
        Next = fileLength == 0
            ? Reject(Mp4RejectReason.Empty, "the file is empty")
            : new Mp4ReadStep.NeedBytes(0, (int)Math.Min(Mp4IndexReader.ProbeLength, fileLength));
    }

    /// <summary>What every file begins with: the ID of the EBML header.</summary>
    public static ReadOnlySpan<byte> Magic => [0x1A, 0x45, 0xDF, 0xA3];

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
        if (_scan is not null)
        {
            _scan.Provide(window);
            return Scan();
        }

        while (LeaveWhatIsOver())
        {
            long ahead = windowStart + window.Length - _position;
            if (ahead < Math.Min(EbmlElement.LongestHeader, _fileLength - _position))
            {
                return Ask(WindowLength);
            }

            ReadOnlySpan<byte> rest = window[(int)(_position - windowStart)..];
            if (!EbmlElement.TryParse(rest, out EbmlElement element))
            {
                return End(isCutOff: true);
            }

            _context.Count(1);
            LeaveClusterBefore(element.Id);
            if (Take(element, rest) is { } step)
            {
                return step;
            }
        }

        return End(isCutOff: _open.End > _fileLength && _open.End != long.MaxValue);
    }

    // A cluster or a segment of unknown size ends where something begins that cannot be in it (RFC 8794 section 6.2).
    private void LeaveClusterBefore(uint id)
    {
        bool isBehind = id is MatroskaElement.Cluster or MatroskaElement.Cues or MatroskaElement.Tags or MatroskaElement.SeekHead or MatroskaElement.Info
            or MatroskaElement.Tracks or MatroskaElement.Chapters or MatroskaElement.Attachments or MatroskaElement.Segment or MatroskaElement.Ebml;
        while (isBehind && _open.Level > ElementLevel.Segment)
        {
            Leave();
        }
    }

    private bool LeaveWhatIsOver()
    {
        while (_position >= _open.End && _open.Level > ElementLevel.Document)
        {
            // What follows a segment is another one, or nothing.
            _isOver |= _open.Level == ElementLevel.Segment;
            Leave();
        }

        return !_isOver && _position < _fileLength;
    }

    private void Leave()
    {
        if (_open.Level == ElementLevel.Group)
        {
            _clusters!.EndGroup();
        }

        _open.Leave();
    }

    /// <returns>What is needed to go on, or the end; null when the element was read or passed over.</returns>
    private Mp4ReadStep? Take(in EbmlElement element, ReadOnlySpan<byte> rest)
    {
        bool isOpen = element.Size == EbmlElement.UnknownSize;
        long end = isOpen ? long.MaxValue : _position + element.Length;
        switch (_open.Level, element.Id)
        {
            case (ElementLevel.Document, MatroskaElement.Segment):
                Enter(element, isOpen ? null : end);
                return null;
            case (ElementLevel.Segment, MatroskaElement.Cluster):
                return BeginCluster(element, isOpen ? null : end);
            case (ElementLevel.Segment, MatroskaElement.Segment or MatroskaElement.Ebml):
                return End(isCutOff: false);
        }

        if (end > Math.Min(_fileLength, _open.End))
        {
            return End(isCutOff: true);
        }

        if (_open.Level == ElementLevel.Cluster && element.Id == MatroskaElement.BlockGroup)
        {
            Enter(element, end);
            _clusters!.BeginGroup();
            return null;
        }

        Mp4ReadStep? step = _open.Level < ElementLevel.Cluster ? ReadHead(element, rest) : ReadBlock(element, rest);
        _position = step is null ? end : _position;
        return step;
    }

    private void Enter(in EbmlElement element, long? end)
    {
        _open.Enter(end);
        _position += element.HeaderLength;
    }

    private Mp4ReadStep.Rejected? BeginCluster(in EbmlElement element, long? end)
    {
        if (_tracks is null)
        {
            if (_head.Tracks is null)
            {
                return Reject(Mp4RejectReason.TracksMissing, "there is no description of the tracks in front of the first cluster");
            }

            BeginTracks();
        }

        Enter(element, end);
        _clusters!.Begin();
        return null;
    }

    private void BeginTracks()
    {
        _tracks = new SegmentTracks(_head.Tracks!, _head.Clock, _context);
        _clusters = new ClusterReader(_tracks, _context);
    }

    private Mp4ReadStep? ReadHead(in EbmlElement element, ReadOnlySpan<byte> rest)
    {
        bool isWanted = (_open.Level, element.Id) is (ElementLevel.Document, MatroskaElement.Ebml) or (ElementLevel.Segment, MatroskaElement.Info or MatroskaElement.Tracks);
        if (!isWanted || _tracks is not null)
        {
            return null;
        }

        if (element.Length > _context.Limits.MaxHeadBytes)
        {
            return Reject(Mp4RejectReason.MovieTooLarge, $"the head of the segment has {element.Length} bytes, more than {_context.Limits.MaxHeadBytes}");
        }

        if (element.Length > rest.Length)
        {
            return Ask((int)element.Length);
        }

        ReadOnlySpan<byte> content = rest[element.HeaderLength..(int)element.Length];
        switch (element.Id)
        {
            case MatroskaElement.Ebml:
                return SegmentHead.FindObstacle(content) is { } obstacle ? Reject(Mp4RejectReason.NotMatroska, obstacle) : null;
            case MatroskaElement.Info:
                return _head.TryReadInfo(content) ? null : Reject(Mp4RejectReason.MovieMalformed, "the segment says that its times have no scale");
            default:
                _head.ReadTracks(content, _context.Limits.MaxTracks + 1);
                return _head.Tracks!.Count > _context.Limits.MaxTracks
                    ? Reject(Mp4RejectReason.TooManyTracks, $"there are more tracks than {_context.Limits.MaxTracks}")
                    : null;
        }
    }

    private Mp4ReadStep.NeedBytes? ReadBlock(in EbmlElement element, ReadOnlySpan<byte> rest)
    {
        if (rest.Length - element.HeaderLength < ClusterReader.BytesNeeded(element))
        {
            return Ask(WindowLength);
        }

        ReadOnlySpan<byte> content = rest[element.HeaderLength..(int)Math.Min(rest.Length, element.Length)];
        return _clusters!.Read(element, _position + element.HeaderLength, content) ? null : Ask((int)element.Length);
    }

    private Mp4ReadStep End(bool isCutOff)
    {
        if (_tracks is null)
        {
            if (_head.Tracks is null)
            {
                return isCutOff
                    ? Reject(Mp4RejectReason.Truncated, $"no tracks: the file ends or is broken at byte {_position}")
                    : Reject(Mp4RejectReason.TracksMissing, "there is no description of the tracks");
            }

            BeginTracks();
        }

        _movie = _tracks!.Seal(_head.Milliseconds, isCutOff);
        _scan = new MovieScan(_movie, _context);
        return Scan();
    }

    private Mp4ReadStep Scan() => _scan!.TryNext(out Mp4ReadStep.NeedBytes? look) ? look : new Mp4ReadStep.Ready(_movie!.Build());

    private Mp4ReadStep.NeedBytes Ask(int length) =>
        new(_position, (int)Math.Min(Math.Max(length, WindowLength), _fileLength - _position)) { GoesOn = _tracks is not null };

    private static Mp4ReadStep.Rejected Reject(Mp4RejectReason reason, string detail) => new(reason, detail);
}
