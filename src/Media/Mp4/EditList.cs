namespace Vod.Media.Mp4;

/// <summary>
/// An edit list (ISO/IEC 14496-12, 8.6.6). Empty edits in front delay the media, the media time of the first real edit is what the presentation starts with. Further edits
/// cut pieces out of the media or repeat them. Other rates than 1 are told of but not followed.
/// </summary>
internal sealed class EditList
{
    // 2^52 ticks are 14 years at 10 MHz. Sums of such numbers with any sample time stay far from overflow.
    private const long MaxTime = 1L << 52;
    private const long EmptyEdit = -1;
    private const uint NormalRate = 1 << 16;
    private const int EntryLengthVersion0 = 12;
    private const int EntryLengthVersion1 = 20;

    private readonly List<PresentedRange> _ranges = [];

    private EditList()
    {
    }

    /// <summary>No edit list: everything is presented, from time 0 of the media on.</summary>
    public static EditList None { get; } = new();

    /// <summary>Length of the empty edits in front, in the track's timescale.</summary>
    public long Delay => _ranges.Count > 0 ? _ranges[0].Start : 0;

    /// <summary>Composition time shown first, in the track's timescale.</summary>
    public long MediaTime => _ranges.Count > 0 ? _ranges[0].SampleTime : 0;

    /// <summary>Length of what the first real edit presents, in the track's timescale; 0 if the list does not limit it.</summary>
    public long PresentedDuration => _ranges.Count > 0 && _ranges[0].Duration != PresentedRange.Unlimited ? _ranges[0].Duration : 0;

    /// <summary>There are real edits after the first.</summary>
    public bool HasFurtherEdits => _ranges.Count > 1;

    /// <summary>Some edit wants its media slower, faster or standing still. It is played at the normal rate.</summary>
    public bool HasOtherRates { get; private set; }

    /// <summary>The real edits in order. <see cref="PresentedRange.SampleTime"/> is still the time of the media.</summary>
    public IReadOnlyList<PresentedRange> Ranges => _ranges;

    /// <summary>What to add to a time of the media to get the time of the presentation, as far as the first edit goes.</summary>
    public long Offset => Delay - MediaTime;

    /// <summary>Reads the body of an elst box. A broken one, or one with too many edits, counts as none: most players ignore edit lists anyhow.</summary>
    /// <param name="body">The body.</param>
    /// <param name="movieTimescale">Ticks per second of the durations.</param>
    /// <param name="trackTimescale">Ticks per second of the media times, and of the result.</param>
    /// <param name="isFragmented">
    /// The movie goes on in fragments: the list was written when the first of them was at most, so its last edit does not say where the movie ends.
    /// </param>
    /// <param name="context">Bounds.</param>
    public static EditList Parse(ReadOnlySpan<byte> body, uint movieTimescale, uint trackTimescale, bool isFragmented, ParseContext context)
    {
        FieldReader reader = new(body);
        byte version = reader.ReadVersion();
        uint count = reader.ReadUInt32();
        int entryLength = version == 1 ? EntryLengthVersion1 : EntryLengthVersion0;
        if (reader.Overrun || count > reader.Rest.Length / entryLength || count > context.Limits.MaxEdits || movieTimescale == 0 || trackTimescale == 0)
        {
            return None;
        }

        EditList list = new();
        long elapsed = 0;
        for (uint i = 0; i < count; i++)
        {
            ulong duration = reader.ReadUnsigned(version);
            long mediaTime = version == 1 ? (long)reader.ReadUInt64() : (int)reader.ReadUInt32();
            bool isNormal = reader.ReadUInt32() == NormalRate;
            if (duration > (ulong)MaxTime || mediaTime is < EmptyEdit or > MaxTime || elapsed > MaxTime)
            {
                return None;
            }

            long start = Timing.MediaTime.Rescale(elapsed, movieTimescale, trackTimescale);
            elapsed += (long)duration;
            long end = Timing.MediaTime.Rescale(elapsed, movieTimescale, trackTimescale);
            if (end > MaxTime)
            {
                return None;
            }

            bool isLast = i + 1 == count;
            if (mediaTime != EmptyEdit && (duration > 0 || isLast))
            {
                bool isOpen = isLast && (duration == 0 || isFragmented);
                list._ranges.Add(new PresentedRange(start, mediaTime, isOpen ? PresentedRange.Unlimited : end - start));
                list.HasOtherRates |= !isNormal;
            }
        }

        context.Count(count);

        // Nothing but empty edits: the track would never start.
        return list._ranges.Count == 0 ? None : list;
    }
}
