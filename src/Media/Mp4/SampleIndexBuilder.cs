namespace Vod.Media.Mp4;

/// <summary>Reads the tables of a sample table box into an index in one pass over all of them side by side.</summary>
internal static class SampleIndexBuilder
{
    /// <summary>
    /// Largest duration of a sample. Some muxers write a small negative one where timestamps went back; as the field is unsigned (8.6.1.2) it would move the rest of the
    /// track by 2^32 ticks. FFmpeg draws the line at the same place: 10 s at 48 kHz below 2^32.
    /// </summary>
    public const uint LargestDuration = uint.MaxValue - 480_000;

    /// <summary>Adds the samples of the tables to a track.</summary>
    /// <param name="boxes">The boxes of the track.</param>
    /// <param name="track">The track, with its sample entries.</param>
    /// <param name="context">What is left of the budget.</param>
    public static Mp4TrackFault Append(in TrackBoxes boxes, TrackDraft track, ParseContext context)
    {
        if (!SampleTables.TryParse(boxes, context, out SampleTables tables))
        {
            return Mp4TrackFault.SampleTables;
        }

        SampleSizeTable sizes = tables.Sizes;
        if (track.SoundPacket is { } packet && sizes.Constant > 0 && tables.AreSingleTicks)
        {
            return UniformSound.Append(ref tables, packet, track, context);
        }

        bool paid = sizes.Constant == 0 ? context.Budget.TryTake(sizes.Count) : context.Budget.TryTakeCounted(sizes.Count, sizes.Constant);
        if (!paid)
        {
            return Mp4TrackFault.TooManySamples;
        }

        int count = (int)sizes.Count;
        int index = 0;
        for (; index < count; index++)
        {
            uint size = sizes[index];
            if (size > context.Limits.MaxSampleBytes)
            {
                return Mp4TrackFault.SampleTooLarge;
            }

            // A file that was cut short ends here for this track: media data is in decoding order, so what follows is missing too.
            if (!tables.TryNextPlace(size, out ulong offset, out int description)
                || offset > long.MaxValue
                || (long)offset > context.FileLength - size)
            {
                break;
            }

            (uint duration, int compositionOffset) = tables.NextTimes();
            duration = duration > LargestDuration ? 0 : duration;
            bool isSync = tables.NextIsSync((uint)index + 1);
            if (!track.Packer.TryAdd((long)offset, size, duration, compositionOffset, track.ClampEntry(description), isSync))
            {
                return Mp4TrackFault.TooManySamples;
            }
        }

        context.Count(index);
        track.IsTruncated = index < count;
        return Mp4TrackFault.None;
    }
}
