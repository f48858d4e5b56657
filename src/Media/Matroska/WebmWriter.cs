using System.Buffers;
using System.Buffers.Binary;

namespace Vod.Media.Matroska;

/// <summary>
/// Writes a WebM file that can be played at any time, as a segment without an end, and becomes seekable by what <see cref="Finish"/> adds: cues behind the last cluster, and
/// in place of the empty elements near the start where they are and how long the film is.
/// </summary>
internal sealed class WebmWriter
{
    /// <summary>Bytes in front of the segment's data: the EBML header, then ID and size of the segment.</summary>
    public const int DataStart = EbmlHeaderLength + SegmentHeaderLength;

    /// <summary>
    /// Milliseconds from one cue to the next at least. A publisher may send nothing but key frames; half a second is near enough to seek to, and the cues of a week fit the size of an element.
    /// </summary>
    public const long CueInterval = 500;

    private const int EbmlHeaderLength = 8 + 38;
    private const int SegmentHeaderLength = 12;
    private const int SeekHeadLength = 8 + (3 * SeekLength);
    private const int SeekLength = 6 + 10 + 14;
    private const int DurationLength = 14;
    private const int IdLength = 4;
    private const int BlockHeaderSize = 4;
    private const byte OneByteMarker = 0x80;
    private const byte KeyFrame = 0x80;
    private const ulong NanosecondsPerMillisecond = 1_000_000;
    private const ulong Version = 4;
    private const ulong ReadVersion = 2;
    private const ulong EightByteMarker = 0x0100_0000_0000_0000;
    private const string Application = "vod";

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly List<WebmCue> _cues = [];
    private bool _hasPictureCue;

    /// <summary>Where the empty elements of the file are that <see cref="Finish"/> replaces: that of the seek head, in bytes from the start of the file.</summary>
    public const long SeekHeadPosition = DataStart;

    /// <summary>Where the duration goes, in bytes from the start of the file: behind the scale of times in Info.</summary>
    public const long DurationPosition = DataStart + SeekHeadLength + 8 + 15;

    /// <summary>Writes what comes before the first cluster.</summary>
    /// <param name="output">Gets it; lent until the next call.</param>
    /// <param name="tracks">The tracks.</param>
    public void WriteStart(List<ReadOnlyMemory<byte>> output, params ReadOnlySpan<MatroskaTrack> tracks)
    {
        _bytes.ResetWrittenCount();
        ArrayBufferWriter<byte> ebml = new();
        EbmlWriter.WriteString(ebml, MatroskaElement.DocType, "webm");
        EbmlWriter.WriteUnsigned(ebml, MatroskaElement.DocTypeVersion, Version);
        EbmlWriter.WriteUnsigned(ebml, MatroskaElement.DocTypeReadVersion, ReadVersion);
        EbmlWriter.WriteBinary(_bytes, MatroskaElement.Ebml, ebml.WrittenSpan);
        EbmlWriter.WriteOpenHeader(_bytes, MatroskaElement.Segment);
        WriteEmpty(SeekHeadLength);

        ArrayBufferWriter<byte> info = new();
        EbmlWriter.WriteUnsigned(info, MatroskaElement.TimestampScale, NanosecondsPerMillisecond);
        EbmlWriter.WriteBinary(info, MatroskaElement.Void, new byte[DurationLength - 5]);
        EbmlWriter.WriteString(info, MatroskaElement.MuxingApp, Application);
        EbmlWriter.WriteString(info, MatroskaElement.WritingApp, Application);
        EbmlWriter.WriteBinary(_bytes, MatroskaElement.Info, info.WrittenSpan);
        MatroskaWriter.WriteTracks(_bytes, tracks);
        output.Add(_bytes.WrittenMemory);
    }

    /// <summary>Writes a cluster.</summary>
    /// <param name="position">Where it begins in the file.</param>
    /// <param name="frames">Its frames in the order of their times; at least one, at most 30 s.</param>
    /// <param name="output">Gets the pieces; lent until the next call.</param>
    /// <returns>Bytes of the cluster.</returns>
    public long WriteCluster(long position, IReadOnlyList<WebmFrame> frames, List<ReadOnlyMemory<byte>> output)
    {
        const int TimestampLength = 13;
        const int BlockLength = 1 + sizeof(uint) + BlockHeaderSize;
        long time = frames[0].Time;
        int size = TimestampLength + frames.Sum(static frame => BlockLength + frame.Bytes.Length);
        _bytes.ResetWrittenCount();
        _bytes.GetSpan(IdLength + sizeof(uint) + TimestampLength + (frames.Count * BlockLength));
        EbmlWriter.WriteHeader(_bytes, MatroskaElement.Cluster, size);
        EbmlWriter.WriteUnsigned(_bytes, MatroskaElement.Timestamp, (ulong)time);
        int pieceStart = 0;
        foreach (WebmFrame frame in frames)
        {
            EbmlWriter.WriteHeader(_bytes, MatroskaElement.SimpleBlock, BlockHeaderSize + frame.Bytes.Length);
            Span<byte> header = _bytes.GetSpan(BlockHeaderSize);
            header[0] = (byte)(OneByteMarker | frame.Track);
            BinaryPrimitives.WriteInt16BigEndian(header[1..], (short)Math.Clamp(frame.Time - time, short.MinValue, short.MaxValue));
            header[3] = frame.IsKey ? KeyFrame : (byte)0;
            _bytes.Advance(BlockHeaderSize);
            output.Add(_bytes.WrittenMemory[pieceStart..]);
            output.Add(frame.Bytes);
            pieceStart = _bytes.WrittenCount;
        }

        Note(position, frames);
        return IdLength + sizeof(uint) + size;
    }

    /// <summary>Notes a cluster that is there already.</summary>
    /// <param name="position">Where it begins in the file.</param>
    /// <param name="frames">Its frames; their bytes are not looked at.</param>
    public void Note(long position, IReadOnlyList<WebmFrame> frames)
    {
        int number = frames.Min(static frame => frame.Track);
        foreach (WebmFrame frame in frames)
        {
            // A cluster of sound only is no place to start when there is a picture, unless nothing was seen yet.
            if (frame.IsKey && frame.Track == number && (number == 1 || !_hasPictureCue))
            {
                Note(new WebmCue(frame.Time, position - DataStart, frame.Track));
                return;
            }
        }
    }

    /// <summary>What makes the file seekable: pieces and where to write them, in this order. After each of them the file can be played.</summary>
    /// <param name="fileLength">Bytes of the file: where its last cluster ends.</param>
    /// <param name="duration">Milliseconds.</param>
    public IReadOnlyList<(long Position, ReadOnlyMemory<byte> Bytes)> Finish(long fileLength, double duration)
    {
        ArrayBufferWriter<byte> points = new();
        foreach (WebmCue cue in _cues)
        {
            ArrayBufferWriter<byte> place = new();
            EbmlWriter.WriteUnsigned(place, MatroskaElement.CueTrack, (ulong)cue.Track);
            EbmlWriter.WriteUnsigned(place, MatroskaElement.CueClusterPosition, (ulong)cue.Position);
            ArrayBufferWriter<byte> point = new();
            EbmlWriter.WriteUnsigned(point, MatroskaElement.CueTime, (ulong)cue.Time);
            EbmlWriter.WriteBinary(point, MatroskaElement.CueTrackPositions, place.WrittenSpan);
            EbmlWriter.WriteBinary(points, MatroskaElement.CuePoint, point.WrittenSpan);
        }

        ArrayBufferWriter<byte> cues = new();
        EbmlWriter.WriteBinary(cues, MatroskaElement.Cues, points.WrittenSpan);
        ArrayBufferWriter<byte> length = new();
        EbmlWriter.WriteFloat(length, MatroskaElement.Duration, duration);
        byte[] size = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(size, EightByteMarker | (ulong)(fileLength + cues.WrittenCount - DataStart));
        return
        [
            (fileLength, cues.WrittenMemory),
            (SeekHeadPosition, SeekHead(fileLength - DataStart)),
            (DurationPosition, length.WrittenMemory),
            (DataStart - sizeof(ulong), size),
        ];
    }

    private void Note(WebmCue cue)
    {
        if (_cues.Count == 0 || cue.Track != _cues[^1].Track || cue.Time - _cues[^1].Time >= CueInterval)
        {
            _cues.Add(cue);
            _hasPictureCue |= cue.Track == 1;
        }
    }

    private static ReadOnlyMemory<byte> SeekHead(long cues)
    {
        const long InfoPosition = SeekHeadLength;

        // Info: its header, scale, duration and two names of three letters.
        const long TracksPosition = InfoPosition + 8 + 15 + DurationLength + 9 + 9;
        ArrayBufferWriter<byte> seeks = new();
        WriteSeek(seeks, MatroskaElement.Info, InfoPosition);
        WriteSeek(seeks, MatroskaElement.Tracks, TracksPosition);
        WriteSeek(seeks, MatroskaElement.Cues, cues);
        ArrayBufferWriter<byte> head = new();
        EbmlWriter.WriteBinary(head, MatroskaElement.SeekHead, seeks.WrittenSpan);
        return head.WrittenMemory;
    }

    private static void WriteSeek(ArrayBufferWriter<byte> output, uint id, long position)
    {
        byte[] bytes = new byte[IdLength];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, id);
        ArrayBufferWriter<byte> seek = new();
        EbmlWriter.WriteBinary(seek, MatroskaElement.SeekId, bytes);
        EbmlWriter.WriteUnsigned(seek, MatroskaElement.SeekPosition, (ulong)position);
        EbmlWriter.WriteBinary(output, MatroskaElement.Seek, seek.WrittenSpan);
    }

    private void WriteEmpty(int length) => EbmlWriter.WriteBinary(_bytes, MatroskaElement.Void, new byte[length - 1 - sizeof(uint)]);
}
