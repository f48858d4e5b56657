namespace Vod.Media.Mp4;

/// <summary>The boxes of a sample table (ISO/IEC 14496-12, 8.5 to 8.7) side by side, read one sample at a time where they lie.</summary>
internal ref struct SampleTables
{
    private RunTable _durations;
    private RunTable _compositionOffsets;
    private SyncTable _sync;
    private SyncTable _partialSync;
    private RunTable _randomAccess;
    private ChunkTable _chunks;

    /// <summary>Number and sizes of the samples.</summary>
    public SampleSizeTable Sizes;

    /// <summary>
    /// Reads the heads of the boxes and checks that their entries are there. False if one is broken or contradicts another. Without samples the other boxes are not looked
    /// at: those of a fragmented file come later, and some writers then leave the rest out.
    /// </summary>
    public static bool TryParse(in TrackBoxes boxes, ParseContext context, out SampleTables tables)
    {
        tables = default;
        bool sized = boxes.SampleSize.IsEmpty
            ? SampleSizeTable.TryParseCompact(boxes.CompactSampleSize, out tables.Sizes)
            : SampleSizeTable.TryParse(boxes.SampleSize, out tables.Sizes);
        if (!sized || tables.Sizes.Count == 0)
        {
            return sized;
        }

        tables._sync = boxes.SyncSample.IsEmpty ? SyncTable.All : default;
        return RunTable.TryParse(boxes.TimeToSample, context, out tables._durations)
            && (boxes.CompositionOffset.IsEmpty || RunTable.TryParse(boxes.CompositionOffset, context, out tables._compositionOffsets))
            && (boxes.SyncSample.IsEmpty || SyncTable.TryParse(boxes.SyncSample, context, out tables._sync))
            && (boxes.PartialSyncSample.IsEmpty || SyncTable.TryParse(boxes.PartialSyncSample, context, out tables._partialSync))
            && (boxes.RandomAccessGroup.IsEmpty || RunTable.TryParseGroups(boxes.RandomAccessGroup, context, out tables._randomAccess))
            && (boxes.ChunkOffset.IsEmpty
                ? ChunkTable.TryParse(boxes.SampleToChunk, boxes.ChunkLargeOffset, large: true, context, out tables._chunks)
                : ChunkTable.TryParse(boxes.SampleToChunk, boxes.ChunkOffset, large: false, context, out tables._chunks));
    }

    /// <summary>The place of the next sample; false if no chunk is left for it.</summary>
    /// <param name="size">Its bytes.</param>
    /// <param name="offset">Byte offset in the file.</param>
    /// <param name="description">sample_description_index, counted from 1.</param>
    public bool TryNextPlace(uint size, out ulong offset, out int description) => _chunks.TryNext(size, out offset, out description);

    /// <summary>The place of the next chunk as a whole; false behind the last.</summary>
    /// <param name="offset">Byte offset in the file.</param>
    /// <param name="samples">Number of its samples.</param>
    /// <param name="description">sample_description_index, counted from 1.</param>
    public bool TryNextChunk(out ulong offset, out uint samples, out int description) => _chunks.TryNextChunk(out offset, out samples, out description);

    /// <summary>Whether every sample lasts one tick: those of sound that is counted by the moment.</summary>
    public readonly bool AreSingleTicks => _durations.IsAll(1);

    /// <summary>The times of the next sample. Behind the end of stts the last duration goes on; behind the end of ctts there is no offset.</summary>
    /// <remarks>
    /// Offsets are read as signed in version 0 too: QuickTime wrote them so before version 1 was invented, and nothing real reaches 2^31.
    /// </remarks>
    public (uint Duration, int CompositionOffset) NextTimes()
    {
        _durations.TryNext(out uint duration);
        return (duration, _compositionOffsets.TryNext(out uint offset) ? (int)offset : 0);
    }

    /// <summary>
    /// Whether decoding can start at the next sample, whose number is given. stss leaves out the intra pictures of open groups; QuickTime lists them in stps and
    /// ISO/IEC 14496-12 in the sample group 'rap ' (10.4). The pictures right behind such a start that refer to the group before cannot be decoded, all others can.
    /// </summary>
    public bool NextIsSync(uint number)
    {
        bool inGroup = _randomAccess.TryNext(out uint group) && group > 0;
        return _sync.Contains(number) || _partialSync.Contains(number) || inGroup;
    }
}
