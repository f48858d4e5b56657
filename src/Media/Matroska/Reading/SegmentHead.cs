namespace Vod.Media.Matroska.Reading;

/// <summary>What stands in front of the clusters of a segment, as far as it was read.</summary>
internal sealed class SegmentHead
{
    private const int ReadableVersion = 4;
    private const long NanosecondsPerMillisecond = 1_000_000;

    // A quarter of an hour for a tick; no product of it with any time overflows.
    private const ulong CoarsestScale = 1_000_000_000_000;

    private double _duration;

    /// <summary>What its times mean.</summary>
    public MatroskaClock Clock { get; private set; } = new(MatroskaClock.UsualScale);

    /// <summary>Its tracks; null before they were read.</summary>
    public IReadOnlyList<MatroskaTrackEntry>? Tracks { get; private set; }

    /// <summary>Milliseconds it says to last; 0 if it does not.</summary>
    public long Milliseconds => (long)Math.Clamp(_duration * Clock.Scale / NanosecondsPerMillisecond, 0, long.MaxValue / 2);

    /// <summary>Why a document with this header (the content of EBML, RFC 8794 section 11.2.1) cannot be read; null if it can.</summary>
    public static string? FindObstacle(ReadOnlySpan<byte> content)
    {
        string type = "matroska";
        (ulong version, ulong idLength, ulong sizeLength) = (1, EbmlElement.LongestId, EbmlElement.LongestSize);
        EbmlContent header = new(content);
        while (header.MoveNext())
        {
            switch (header.Id)
            {
                case MatroskaElement.DocType:
                    type = header.Text;
                    break;
                case MatroskaElement.DocTypeReadVersion:
                    version = header.Unsigned;
                    break;
                case MatroskaElement.MaxIdLength:
                    idLength = header.Unsigned;
                    break;
                case MatroskaElement.MaxSizeLength:
                    sizeLength = header.Unsigned;
                    break;
            }
        }

        return type is not ("matroska" or "webm") ? "this is an EBML document, but neither Matroska nor WebM"
            : version > ReadableVersion ? $"this is Matroska of version {version}, what is read here ends at {ReadableVersion}"
            : idLength > EbmlElement.LongestId || sizeLength > EbmlElement.LongestSize ? "its IDs or sizes are longer than those of Matroska"
            : null;
    }

    /// <summary>Reads the content of Info; false when the scale of its times makes no sense.</summary>
    public bool TryReadInfo(ReadOnlySpan<byte> content)
    {
        EbmlContent info = new(content);
        while (info.MoveNext())
        {
            if (info.Id == MatroskaElement.TimestampScale)
            {
                if (info.Unsigned is 0 or > CoarsestScale)
                {
                    return false;
                }

                Clock = new((long)info.Unsigned);
            }
            else if (info.Id == MatroskaElement.Duration)
            {
                _duration = info.Float;
            }
        }

        return true;
    }

    /// <summary>Reads the content of Tracks, unless that was done: streams may repeat it.</summary>
    /// <param name="content">The content.</param>
    /// <param name="most">Tracks at which it is left at that.</param>
    public void ReadTracks(ReadOnlySpan<byte> content, int most)
    {
        if (Tracks is not null)
        {
            return;
        }

        List<MatroskaTrackEntry> entries = [];
        EbmlContent tracks = new(content);
        while (entries.Count < most && tracks.MoveNext())
        {
            if (tracks.Id == MatroskaElement.TrackEntry)
            {
                entries.Add(MatroskaTrackEntry.Parse(tracks.Content));
            }
        }

        Tracks = entries;
    }
}
