namespace Vod.Media.Mp4;

/// <summary>
/// The boxes of a track that matter, wherever below trak they are; of several of a kind the first counts. Bodies only, still
/// in the buffer of the moov box.
/// </summary>
internal ref struct TrackBoxes
{
    public ReadOnlySpan<byte> TrackHeader;
    public ReadOnlySpan<byte> EditList;
    public ReadOnlySpan<byte> MediaHeader;
    public ReadOnlySpan<byte> Handler;
    public ReadOnlySpan<byte> SampleDescription;
    public ReadOnlySpan<byte> TimeToSample;
    public ReadOnlySpan<byte> CompositionOffset;
    public ReadOnlySpan<byte> SampleSize;
    public ReadOnlySpan<byte> CompactSampleSize;
    public ReadOnlySpan<byte> SampleToChunk;
    public ReadOnlySpan<byte> ChunkOffset;
    public ReadOnlySpan<byte> ChunkLargeOffset;
    public ReadOnlySpan<byte> SyncSample;
    public ReadOnlySpan<byte> PartialSyncSample;
    public ReadOnlySpan<byte> RandomAccessGroup;

    /// <summary>Whether the tables of the samples are left out, which fragmented files may do.</summary>
    public readonly bool HasNoSamples => SampleSize.IsEmpty && CompactSampleSize.IsEmpty;

    /// <summary>Gathers the boxes of a trak box; false if they nest or repeat beyond the limits.</summary>
    public bool TryCollect(ReadOnlySpan<byte> track, ParseContext context) => TryCollect(BoxType.Track, track, context, depth: 1);

    private bool TryCollect(uint containerType, ReadOnlySpan<byte> container, ParseContext context, int depth)
    {
        if (depth > context.Limits.MaxDepth)
        {
            return false;
        }

        BoxReader reader = new(container, context);
        while (reader.TryRead(out uint type, out ReadOnlySpan<byte> body))
        {
            if (type is BoxType.Edit or BoxType.Media or BoxType.MediaInformation or BoxType.SampleTable)
            {
                if (!TryCollect(type, body, context, depth + 1))
                {
                    return false;
                }
            }
            else if (type != BoxType.Handler || containerType == BoxType.Media)
            {
                // QuickTime has a second handler box, of the data reference, in minf.
                Keep(type, body);
            }
        }

        return !reader.LimitReached;
    }

    private void Keep(uint type, ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case BoxType.TrackHeader: KeepFirst(ref TrackHeader, body); break;
            case BoxType.EditList: KeepFirst(ref EditList, body); break;
            case BoxType.MediaHeader: KeepFirst(ref MediaHeader, body); break;
            case BoxType.Handler: KeepFirst(ref Handler, body); break;
            case BoxType.SampleDescription: KeepFirst(ref SampleDescription, body); break;
            case BoxType.TimeToSample: KeepFirst(ref TimeToSample, body); break;
            case BoxType.CompositionOffset: KeepFirst(ref CompositionOffset, body); break;
            case BoxType.SampleSize: KeepFirst(ref SampleSize, body); break;
            case BoxType.CompactSampleSize: KeepFirst(ref CompactSampleSize, body); break;
            case BoxType.SampleToChunk: KeepFirst(ref SampleToChunk, body); break;
            case BoxType.ChunkOffset: KeepFirst(ref ChunkOffset, body); break;
            case BoxType.ChunkLargeOffset: KeepFirst(ref ChunkLargeOffset, body); break;
            case BoxType.SyncSample: KeepFirst(ref SyncSample, body); break;
            case BoxType.PartialSyncSample: KeepFirst(ref PartialSyncSample, body); break;
            case BoxType.SampleToGroup when GroupingOf(body) == BoxType.RandomAccessGrouping: KeepFirst(ref RandomAccessGroup, body); break;
            default: break;
        }
    }

    private static uint GroupingOf(ReadOnlySpan<byte> body)
    {
        FieldReader reader = new(body);
        reader.ReadVersion();
        return reader.ReadUInt32();
    }

    private static void KeepFirst(ref ReadOnlySpan<byte> slot, ReadOnlySpan<byte> body)
    {
        if (slot.IsEmpty)
        {
            slot = body;
        }
    }
}
