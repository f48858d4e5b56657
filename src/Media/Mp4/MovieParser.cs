namespace Vod.Media.Mp4;

/// <summary>Reads a moov box (ISO/IEC 14496-12, 8.2) that is in memory as a whole.</summary>
internal static class MovieParser
{
    /// <summary>Reads the body of a moov box; the answer is final.</summary>
    public static Mp4ReadStep Parse(ReadOnlySpan<byte> body, long fileLength, Mp4Limits limits)
    {
        if (!TryReadHeader(body, limits, out uint timescale, out ulong duration))
        {
            return new Mp4ReadStep.Rejected(Mp4RejectReason.MovieMalformed, "moov has no movie header");
        }

        SampleIndexBuilder.FileContext file = new(fileLength, new SampleBudget(limits.MaxSamples, fileLength));
        List<Mp4Track> tracks = [];
        bool fragmented = false;
        BoxReader reader = new(body, limits.MaxBoxesPerContainer);
        while (reader.TryRead(out uint type, out ReadOnlySpan<byte> box))
        {
            fragmented |= type == BoxType.MovieExtends;
            if (type != BoxType.Track)
            {
                continue;
            }

            if (tracks.Count == limits.MaxTracks)
            {
                return new Mp4ReadStep.Rejected(Mp4RejectReason.TooManyTracks, $"more than {limits.MaxTracks} tracks");
            }

            tracks.Add(TrackParser.Parse(box, timescale, file, limits));
        }

        return reader.LimitReached
            ? new Mp4ReadStep.Rejected(Mp4RejectReason.TooManyBoxes, $"more than {limits.MaxBoxesPerContainer} boxes in moov")
            : new Mp4ReadStep.Ready(new Mp4Movie
            {
                Timescale = timescale,
                Duration = (long)Math.Min(duration, long.MaxValue),
                IsFragmented = fragmented,
                Tracks = tracks,
            });
    }

    /// <summary>
    /// The movie header comes first by convention only, and edit lists need its timescale: so look for it before all else.
    /// </summary>
    private static bool TryReadHeader(ReadOnlySpan<byte> body, Mp4Limits limits, out uint timescale, out ulong duration)
    {
        timescale = 0;
        duration = 0;
        BoxReader boxes = new(body, limits.MaxBoxesPerContainer);
        while (boxes.TryRead(out uint type, out ReadOnlySpan<byte> box))
        {
            if (type != BoxType.MovieHeader)
            {
                continue;
            }

            FieldReader reader = new(box);
            byte version = reader.ReadVersion();
            reader.ReadUnsigned(version); // creation_time
            reader.ReadUnsigned(version); // modification_time
            timescale = reader.ReadUInt32();
            duration = reader.ReadUnsigned(version);
            return !reader.Overrun;
        }

        return false;
    }
}
