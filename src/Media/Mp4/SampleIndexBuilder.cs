namespace Vod.Media.Mp4;

/// <summary>Turns the tables of a sample table box into a <see cref="SampleIndex"/> in one pass over all of them side by side.</summary>
internal static class SampleIndexBuilder
{
    // Some muxers write a small negative duration where timestamps went back. As the field is unsigned (8.6.1.2) it would move the rest of
    // the track by 2^32 ticks. FFmpeg draws the line at the same place: 10 s at 48 kHz below 2^32.
    private const uint LargestDuration = uint.MaxValue - 480_000;

    /// <summary>Builds the index; on a fault it is empty.</summary>
    /// <param name="boxes">The boxes of the track.</param>
    /// <param name="editOffset">Ticks to add to all times.</param>
    /// <param name="sampleEntries">Number of entries of the sample description box.</param>
    /// <param name="file">Length of the file and what is left of its budget.</param>
    /// <param name="limits">Bounds.</param>
    public static Result Build(in TrackBoxes boxes, long editOffset, int sampleEntries, FileContext file, Mp4Limits limits)
    {
        if (!TryReadSizes(boxes, out SampleSizeTable sizes)
            || !RunTable.TryParse(boxes.TimeToSample, out RunTable durations)
            || !TryReadOptional(boxes.CompositionOffset, out RunTable compositionOffsets)
            || !TryReadSyncSamples(boxes.SyncSample, out SyncTable syncSamples)
            || !TryReadChunks(boxes, out ChunkTable chunks))
        {
            return new Result(SampleIndex.Empty, false, Mp4TrackFault.SampleTables);
        }

        if (!file.Budget.TryTake(sizes))
        {
            return new Result(SampleIndex.Empty, false, Mp4TrackFault.TooManySamples);
        }

        SampleIndexPacker packer = new();
        int count = (int)sizes.Count;
        int index = 0;
        for (; index < count; index++)
        {
            uint size = sizes[index];
            if (size > limits.MaxSampleBytes)
            {
                return new Result(SampleIndex.Empty, false, Mp4TrackFault.SampleTooLarge);
            }

            // A file that was cut short ends here for this track: media data is in decoding order, so what follows is missing too.
            if (!chunks.TryNext(size, out ulong offset, out int description) || offset > long.MaxValue || (long)offset > file.Length - size)
            {
                break;
            }

            // Behind the end of stts the last duration goes on; behind the end of ctts there is no offset.
            durations.TryNext(out uint duration);
            int compositionOffset = compositionOffsets.TryNext(out uint raw) ? (int)raw : 0;
            packer.Add(
                (long)offset,
                size,
                duration > LargestDuration ? 0 : duration,
                compositionOffset,
                Math.Clamp(description - 1, 0, Math.Max(0, sampleEntries - 1)),
                syncSamples.Contains((uint)index + 1));
        }

        return new Result(packer.Build(editOffset), index < count, Mp4TrackFault.None);
    }

    private static bool TryReadSizes(in TrackBoxes boxes, out SampleSizeTable sizes) => boxes.SampleSize.IsEmpty
        ? SampleSizeTable.TryParseCompact(boxes.CompactSampleSize, out sizes)
        : SampleSizeTable.TryParse(boxes.SampleSize, out sizes);

    private static bool TryReadChunks(in TrackBoxes boxes, out ChunkTable chunks) => boxes.ChunkOffset.IsEmpty
        ? ChunkTable.TryParse(boxes.SampleToChunk, boxes.ChunkLargeOffset, large: true, out chunks)
        : ChunkTable.TryParse(boxes.SampleToChunk, boxes.ChunkOffset, large: false, out chunks);

    // Offsets are read as signed in version 0 too: QuickTime wrote them so before version 1 was invented, and nothing real reaches 2^31.
    private static bool TryReadOptional(ReadOnlySpan<byte> body, out RunTable table)
    {
        table = default;
        return body.IsEmpty || RunTable.TryParse(body, out table);
    }

    private static bool TryReadSyncSamples(ReadOnlySpan<byte> body, out SyncTable table)
    {
        table = SyncTable.All;
        return body.IsEmpty || SyncTable.TryParse(body, out table);
    }

    /// <param name="Index">The samples.</param>
    /// <param name="IsTruncated">Samples were left out because they lie beyond the end of the file or in no chunk.</param>
    /// <param name="Fault">Why there are none.</param>
    internal readonly record struct Result(SampleIndex Index, bool IsTruncated, Mp4TrackFault Fault);

    /// <param name="Length">Bytes of the file.</param>
    /// <param name="Budget">Shared by all tracks of the file.</param>
    internal readonly record struct FileContext(long Length, SampleBudget Budget);
}
