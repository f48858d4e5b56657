namespace Vod.Media.Mp4;

/// <summary>Reads the tables of a sample table box into an index in one pass over all of them side by side.</summary>
internal static class SampleIndexBuilder
{
    // Some muxers write a small negative duration where timestamps went back. As the field is unsigned (8.6.1.2) it would move the rest of
    // the track by 2^32 ticks. FFmpeg draws the line at the same place: 10 s at 48 kHz below 2^32.
    public const uint LargestDuration = uint.MaxValue - 480_000;

    /// <summary>Adds the samples of the tables to a track.</summary>
    /// <param name="boxes">The boxes of the track.</param>
    /// <param name="track">The track, with its sample entries.</param>
    /// <param name="context">What is left of the budget.</param>
    public static Mp4TrackFault Append(in TrackBoxes boxes, TrackDraft track, ParseContext context)
    {
        if (!TryReadSizes(boxes, out SampleSizeTable sizes))
        {
            return Mp4TrackFault.SampleTables;
        }

        if (sizes.Count == 0)
        {
            // The samples of a fragmented file come later, and some writers then leave the other tables out.
            return Mp4TrackFault.None;
        }

        if (!RunTable.TryParse(boxes.TimeToSample, context, out RunTable durations)
            || !TryReadOptional(boxes.CompositionOffset, context, out RunTable compositionOffsets)
            || !TryReadSyncSamples(boxes.SyncSample, context, out SyncTable syncSamples)
            || !TryReadChunks(boxes, context, out ChunkTable chunks))
        {
            return Mp4TrackFault.SampleTables;
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
            if (!chunks.TryNext(size, out ulong offset, out int description) || offset > long.MaxValue || (long)offset > context.FileLength - size)
            {
                break;
            }

            // Behind the end of stts the last duration goes on; behind the end of ctts there is no offset.
            durations.TryNext(out uint duration);
            int compositionOffset = compositionOffsets.TryNext(out uint raw) ? (int)raw : 0;
            bool fits = track.Packer.TryAdd(
                (long)offset,
                size,
                duration > LargestDuration ? 0 : duration,
                compositionOffset,
                track.ClampEntry(description),
                syncSamples.Contains((uint)index + 1));
            if (!fits)
            {
                return Mp4TrackFault.TooManySamples;
            }
        }

        context.Count(index);
        track.IsTruncated = index < count;
        return Mp4TrackFault.None;
    }

    private static bool TryReadSizes(in TrackBoxes boxes, out SampleSizeTable sizes) => boxes.SampleSize.IsEmpty
        ? SampleSizeTable.TryParseCompact(boxes.CompactSampleSize, out sizes)
        : SampleSizeTable.TryParse(boxes.SampleSize, out sizes);

    private static bool TryReadChunks(in TrackBoxes boxes, ParseContext context, out ChunkTable chunks) => boxes.ChunkOffset.IsEmpty
        ? ChunkTable.TryParse(boxes.SampleToChunk, boxes.ChunkLargeOffset, large: true, context, out chunks)
        : ChunkTable.TryParse(boxes.SampleToChunk, boxes.ChunkOffset, large: false, context, out chunks);

    // Offsets are read as signed in version 0 too: QuickTime wrote them so before version 1 was invented, and nothing real reaches 2^31.
    private static bool TryReadOptional(ReadOnlySpan<byte> body, ParseContext context, out RunTable table)
    {
        table = default;
        return body.IsEmpty || RunTable.TryParse(body, context, out table);
    }

    private static bool TryReadSyncSamples(ReadOnlySpan<byte> body, ParseContext context, out SyncTable table)
    {
        table = SyncTable.All;
        return body.IsEmpty || SyncTable.TryParse(body, context, out table);
    }
}
