namespace Vod.Media.Mp4;

/// <summary>
/// An edit list (ISO/IEC 14496-12, 8.6.6) reduced to what playing from the start needs: where the presentation begins. Empty edits in
/// front delay the media, the media time of the first real edit is what the presentation starts with. Edits after the first real one
/// (cuts and repeats inside the media) are not followed; <see cref="HasFurtherEdits"/> tells.
/// </summary>
/// <param name="Delay">Length of the empty edits in front, in the track's timescale.</param>
/// <param name="MediaTime">Composition time shown first, in the track's timescale.</param>
/// <param name="PresentedDuration">Length of what is presented, in the track's timescale; 0 if the list does not limit it.</param>
/// <param name="HasFurtherEdits">There are edits that are not followed.</param>
internal readonly record struct EditList(long Delay, long MediaTime, long PresentedDuration, bool HasFurtherEdits)
{
    // 2^52 ticks are 14 years at 10 MHz. Sums of such numbers with any sample time stay far from overflow.
    private const long MaxTime = 1L << 52;
    private const long EmptyEdit = -1;
    private const int EntryLengthVersion0 = 12;
    private const int EntryLengthVersion1 = 20;

    /// <summary>What to add to a time of the media to get the time of the presentation.</summary>
    public long Offset => Delay - MediaTime;

    /// <summary>Reads the body of an elst box. A broken one counts as none: most players ignore edit lists anyhow.</summary>
    public static EditList Parse(ReadOnlySpan<byte> body, uint movieTimescale, uint trackTimescale)
    {
        FieldReader reader = new(body);
        byte version = reader.ReadVersion();
        uint count = reader.ReadUInt32();
        int entryLength = version == 1 ? EntryLengthVersion1 : EntryLengthVersion0;
        if (reader.Overrun || count > reader.Rest.Length / entryLength || movieTimescale == 0 || trackTimescale == 0)
        {
            return default;
        }

        long delay = 0;
        for (uint i = 0; i < count; i++)
        {
            ulong duration = reader.ReadUnsigned(version);
            long mediaTime = version == 1 ? (long)reader.ReadUInt64() : (int)reader.ReadUInt32();
            reader.Skip(4); // media_rate
            if (duration > (ulong)MaxTime || mediaTime is < EmptyEdit or > MaxTime)
            {
                return default;
            }

            long inTrack = Timing.MediaTime.Rescale((long)duration, movieTimescale, trackTimescale);
            if (inTrack > MaxTime || delay > MaxTime)
            {
                return default;
            }

            if (mediaTime != EmptyEdit)
            {
                return new EditList(delay, mediaTime, inTrack, i + 1 < count);
            }

            delay += inTrack;
        }

        // Nothing but empty edits: the track would never start.
        return default;
    }
}
