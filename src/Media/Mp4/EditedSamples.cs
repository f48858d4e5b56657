namespace Vod.Media.Mp4;

/// <summary>
/// Makes the samples of a presentation from those of the media: for each edit the samples from the sync sample before its first picture to its last picture, one edit after
/// another. Where the media is shown once and from its first sample on, nothing needs to be made.
/// </summary>
internal static class EditedSamples
{
    // As in SampleIndex: composition order strays from decoding order by at most the decoded picture buffer.
    private const int MaxReorderSearch = 1024;

    /// <summary>Whether the media as it is, moved as a whole, is not what is presented.</summary>
    public static bool IsNeeded(SampleIndex media, IReadOnlyList<PresentedRange> ranges)
    {
        if (media.Count == 0 || ranges.Count == 0)
        {
            return false;
        }

        return ranges.Count > 1 || Cut(media, ranges[0]) is not { First: 0 } cut || cut.Last < media.Count - 1;
    }

    /// <summary>Makes the samples; null if there would be none, or more than the budget allows.</summary>
    /// <param name="media">The samples of the media.</param>
    /// <param name="ranges">What is presented of them.</param>
    /// <param name="context">What is left of the budget.</param>
    public static SampleIndex? Build(SampleIndex media, IReadOnlyList<PresentedRange> ranges, ParseContext context)
    {
        SampleIndexPacker packer = new(context.Budget);
        long decoded = long.MinValue;
        foreach (PresentedRange range in ranges)
        {
            Piece piece = Cut(media, range);
            context.Count(piece.Count);
            if (!context.Budget.TryTakeEdited(piece.Count) || !TryAppend(packer, media, range, piece, ref decoded))
            {
                return null;
            }
        }

        return packer.Count == 0 ? null : packer.Build(0, ranges[^1].End);
    }

    /// <summary>The samples that have to be decoded to show a range.</summary>
    private static Piece Cut(SampleIndex media, PresentedRange range)
    {
        int shown = media.FindByCompositionTime(range.SampleTime);
        int first = media.FindSyncAtOrBefore(shown);
        if (first > 0 && media.GetSample(shown).CompositionTime < media.GetSample(first).CompositionTime)
        {
            // A leading picture of an open group refers to the group before (ISO/IEC 14496-12, 8.8.3.1).
            first = media.FindSyncAtOrBefore(first - 1);
        }

        if (range.Duration == PresentedRange.Unlimited)
        {
            return new Piece(first, shown, media.Count - 1);
        }

        // Nothing that is decoded behind the end is shown before it.
        int last = media.FindByDecodeTime(range.SampleEnd - 1);
        for (int searched = 0; last > shown && searched < MaxReorderSearch && media.GetSample(last).CompositionTime >= range.SampleEnd; searched++)
        {
            last--;
        }

        return new Piece(first, shown, Math.Max(last, shown));
    }

    private static bool TryAppend(SampleIndexPacker packer, SampleIndex media, PresentedRange range, Piece piece, ref long decoded)
    {
        for (int i = piece.First; i <= piece.Last; i++)
        {
            MediaSample sample = media.GetSample(i);

            // What is only there to decode others is replaced at once: by the first picture of this range or, behind its end, of the next. What is decoded behind the first
            // picture but shown before it must not replace that.
            long earliest = i <= piece.Shown ? range.Start : range.Start - 1;
            long shown = Math.Clamp(range.Start + sample.CompositionTime - range.SampleTime, earliest, range.End);
            long wished = range.Start + sample.DecodeTime - range.SampleTime;
            decoded = Math.Max(Math.Max(decoded, shown - int.MaxValue), Math.Min(wished, shown));
            shown = Math.Max(shown, decoded);
            uint duration = (uint)Math.Clamp(Math.Min(sample.Duration, range.End - shown), 0, uint.MaxValue);
            packer.MoveTo(decoded);
            if (!packer.TryAdd(sample.Offset, (uint)sample.Size, duration, (int)(shown - decoded), media.GetSampleEntry(i), sample.IsSync))
            {
                return false;
            }
        }

        return true;
    }

    /// <param name="First">The sync sample to begin with.</param>
    /// <param name="Shown">The picture on the screen when the range begins.</param>
    /// <param name="Last">The last sample that is decoded.</param>
    private readonly record struct Piece(int First, int Shown, int Last)
    {
        public int Count => Last - First + 1;
    }
}
