using Vod.Media.Mp4.Fragments;

namespace Vod.Media.Mp4;

/// <summary>Reads a moov box (ISO/IEC 14496-12, 8.2) that is in memory as a whole.</summary>
internal static class MovieParser
{
    /// <summary>Reads the body of a moov box.</summary>
    /// <param name="body">The body.</param>
    /// <param name="context">What is left of the budget.</param>
    /// <param name="rejected">Why the file cannot be read; null if it can.</param>
    public static MovieDraft? Parse(ReadOnlySpan<byte> body, ParseContext context, out Mp4ReadStep.Rejected? rejected)
    {
        rejected = null;
        Mp4Limits limits = context.Limits;
        if (!TryFind(body, context, BoxType.MovieHeader, out ReadOnlySpan<byte> header)
            || !TryReadHeader(header, out uint timescale, out ulong duration))
        {
            rejected = new(Mp4RejectReason.MovieMalformed, "moov has no movie header");
            return null;
        }

        MovieExtends? extends = TryFind(body, context, BoxType.MovieExtends, out ReadOnlySpan<byte> extendsBody)
            ? MovieExtends.Parse(extendsBody, context)
            : null;
        List<TrackDraft> tracks = [];
        BoxReader reader = new(body, context);
        while (reader.TryRead(out uint type, out ReadOnlySpan<byte> box))
        {
            if (type != BoxType.Track)
            {
                continue;
            }

            if (tracks.Count == limits.MaxTracks)
            {
                rejected = new(Mp4RejectReason.TooManyTracks, $"more than {limits.MaxTracks} tracks");
                return null;
            }

            tracks.Add(TrackParser.Parse(box, timescale, extends, context));
        }

        if (reader.LimitReached)
        {
            rejected = new(Mp4RejectReason.TooManyBoxes, $"more than {limits.MaxBoxesPerContainer} boxes in moov");
            return null;
        }

        return new MovieDraft(tracks)
        {
            Timescale = timescale,
            Duration = (long)Math.Min(duration, long.MaxValue),
            IsFragmented = extends is not null,
        };
    }

    // The movie header comes first by convention only, and edit lists need its timescale; mvex usually comes last. So they are looked for before the tracks are read.
    private static bool TryFind(ReadOnlySpan<byte> container, ParseContext context, uint wanted, out ReadOnlySpan<byte> body)
    {
        BoxReader boxes = new(container, context);
        while (boxes.TryRead(out uint type, out body))
        {
            if (type == wanted)
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryReadHeader(ReadOnlySpan<byte> body, out uint timescale, out ulong duration)
    {
        FieldReader reader = new(body);
        byte version = reader.ReadVersion();
        reader.ReadUnsigned(version); // creation_time
        reader.ReadUnsigned(version); // modification_time
        timescale = reader.ReadUInt32();
        duration = reader.ReadUnsigned(version);
        return !reader.Overrun;
    }
}
