using System.Buffers;
using System.Buffers.Binary;

namespace Vod.Media.Matroska;

/// <summary>
/// Writes tracks as a Matroska stream (RFC 9559) with nothing that would need a second pass: what decoders behind a pipe need to get frames of any codec with their
/// exact times. Times are whole milliseconds.
/// </summary>
internal sealed class MatroskaWriter
{
    /// <summary>Most bytes of a frame.</summary>
    public const int MaxFrameSize = EbmlWriter.MaxSize - BlockHeaderSize;

    /// <summary>Most tracks: what the one byte for their number in front of every frame can tell apart.</summary>
    public const int MaxTracks = 126;

    private const int BlockHeaderSize = 4;
    private const byte OneByteMarker = 0x80;
    private const byte KeyFrame = 0x80;
    private const ulong NanosecondsPerMillisecond = 1_000_000;
    private const int NanosecondsPerTick = 100;
    private const ulong MatroskaVersion = 4;
    private const ulong MatroskaReadVersion = 2;
    private const string Application = "vod";

    private long _clusterTime;
    private bool _hasCluster;

    /// <summary>What comes before the first frame.</summary>
    public static void WriteStart(IBufferWriter<byte> output, params ReadOnlySpan<MatroskaTrack> tracks)
    {
        ArrayBufferWriter<byte> ebml = new();
        EbmlWriter.WriteString(ebml, MatroskaElement.DocType, "matroska");
        EbmlWriter.WriteUnsigned(ebml, MatroskaElement.DocTypeVersion, MatroskaVersion);
        EbmlWriter.WriteUnsigned(ebml, MatroskaElement.DocTypeReadVersion, MatroskaReadVersion);
        EbmlWriter.WriteBinary(output, MatroskaElement.Ebml, ebml.WrittenSpan);
        EbmlWriter.WriteOpenHeader(output, MatroskaElement.Segment);

        ArrayBufferWriter<byte> info = new();
        EbmlWriter.WriteUnsigned(info, MatroskaElement.TimestampScale, NanosecondsPerMillisecond);
        EbmlWriter.WriteString(info, MatroskaElement.MuxingApp, Application);
        EbmlWriter.WriteString(info, MatroskaElement.WritingApp, Application);
        EbmlWriter.WriteBinary(output, MatroskaElement.Info, info.WrittenSpan);
        WriteTracks(output, tracks);
    }

    /// <summary>What decoders have to know of the tracks, which are numbered from 1.</summary>
    public static void WriteTracks(IBufferWriter<byte> output, params ReadOnlySpan<MatroskaTrack> tracks)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tracks.Length, MaxTracks, nameof(tracks));
        ArrayBufferWriter<byte> entries = new();
        for (int i = 0; i < tracks.Length; i++)
        {
            EbmlWriter.WriteBinary(entries, MatroskaElement.TrackEntry, Entry(tracks[i], i + 1));
        }

        EbmlWriter.WriteBinary(output, MatroskaElement.Tracks, entries.WrittenSpan);
    }

    /// <summary>What comes before the bytes of a frame.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="time">When the frame is shown in milliseconds, at least 0; frames come in decoding order, so times may go back.</param>
    /// <param name="isKey">Whether decoding can start here.</param>
    /// <param name="size">Bytes of the frame, at most <see cref="MaxFrameSize"/>.</param>
    /// <param name="track">Number of its track, counted from 1.</param>
    public void WriteFrameStart(IBufferWriter<byte> output, long time, bool isKey, int size, int track = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(time);
        if (!_hasCluster || time - _clusterTime is < short.MinValue or > short.MaxValue)
        {
            _hasCluster = true;
            _clusterTime = time;
            EbmlWriter.WriteOpenHeader(output, MatroskaElement.Cluster);
            EbmlWriter.WriteUnsigned(output, MatroskaElement.Timestamp, (ulong)time);
        }

        EbmlWriter.WriteHeader(output, MatroskaElement.SimpleBlock, BlockHeaderSize + size);
        Span<byte> header = output.GetSpan(BlockHeaderSize);
        header[0] = (byte)(OneByteMarker | track);
        BinaryPrimitives.WriteInt16BigEndian(header[1..], (short)(time - _clusterTime));
        header[3] = isKey ? KeyFrame : (byte)0;
        output.Advance(BlockHeaderSize);
    }

    private static ReadOnlySpan<byte> Entry(MatroskaTrack track, int number)
    {
        ArrayBufferWriter<byte> entry = new();
        EbmlWriter.WriteUnsigned(entry, MatroskaElement.TrackNumber, (ulong)number);
        EbmlWriter.WriteUnsigned(entry, MatroskaElement.TrackUid, (ulong)number);
        EbmlWriter.WriteUnsigned(entry, MatroskaElement.TrackType, (ulong)track.Type);
        EbmlWriter.WriteUnsigned(entry, MatroskaElement.FlagLacing, 0);
        EbmlWriter.WriteString(entry, MatroskaElement.CodecId, track.CodecId);
        WriteDuration(entry, MatroskaElement.DefaultDuration, track.DefaultDuration);
        WriteDuration(entry, MatroskaElement.CodecDelay, track.CodecDelay);
        WriteDuration(entry, MatroskaElement.SeekPreRoll, track.SeekPreRoll);
        if (!track.CodecPrivate.IsEmpty)
        {
            EbmlWriter.WriteBinary(entry, MatroskaElement.CodecPrivate, track.CodecPrivate.Span);
        }

        ArrayBufferWriter<byte> details = new();
        if (track.Type == MatroskaTrackType.Video)
        {
            EbmlWriter.WriteUnsigned(details, MatroskaElement.PixelWidth, (ulong)track.Width);
            EbmlWriter.WriteUnsigned(details, MatroskaElement.PixelHeight, (ulong)track.Height);
        }
        else
        {
            EbmlWriter.WriteFloat(details, MatroskaElement.SamplingFrequency, track.SampleRate);
            EbmlWriter.WriteUnsigned(details, MatroskaElement.Channels, (ulong)track.Channels);
            if (track.BitDepth > 0)
            {
                EbmlWriter.WriteUnsigned(details, MatroskaElement.BitDepth, (ulong)track.BitDepth);
            }
        }

        EbmlWriter.WriteBinary(entry, track.Type == MatroskaTrackType.Video ? MatroskaElement.Video : MatroskaElement.Audio, details.WrittenSpan);
        return entry.WrittenSpan;
    }

    private static void WriteDuration(ArrayBufferWriter<byte> entry, uint id, TimeSpan duration)
    {
        if (duration > TimeSpan.Zero)
        {
            EbmlWriter.WriteUnsigned(entry, id, (ulong)duration.Ticks * NanosecondsPerTick);
        }
    }
}
