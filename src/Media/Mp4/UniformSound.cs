namespace Vod.Media.Mp4;

/// <summary>
/// The index of sound that counts every moment as a sample of one tick, as QuickTime does where all packets are alike (QuickTime File Format, "Sound Media"). The chunks are
/// cut into entries of about a thousand moments. Sizes in stsz are not asked: old writers put 1 there whatever the width of the samples.
/// </summary>
internal static class UniformSound
{
    /// <summary>Adds the chunks of a track.</summary>
    /// <param name="tables">The tables, nothing taken from them.</param>
    /// <param name="packet">The packets of the track.</param>
    /// <param name="track">The track.</param>
    /// <param name="context">What is left of the budget.</param>
    public static Mp4TrackFault Append(ref SampleTables tables, SoundPacket packet, TrackDraft track, ParseContext context)
    {
        long left = tables.Sizes.Count;
        while (left > 0)
        {
            if (!tables.TryNextChunk(out ulong offset, out uint samples, out int description) || offset > long.MaxValue)
            {
                track.IsTruncated = true;
                return Mp4TrackFault.None;
            }

            long frames = Math.Min(samples, left);
            left -= frames;
            if (!TryAddChunk(track, packet, (long)offset, frames, track.ClampEntry(description), context))
            {
                return Mp4TrackFault.TooManySamples;
            }

            if (track.IsTruncated)
            {
                return Mp4TrackFault.None;
            }
        }

        return Mp4TrackFault.None;
    }

    /// <summary>Adds frames that lie one after another; false if the budget does not allow for them. What lies outside the file ends the track.</summary>
    public static bool TryAddChunk(TrackDraft track, SoundPacket packet, long offset, long frames, int entry, ParseContext context)
    {
        while (frames > 0)
        {
            int taken = (int)Math.Min(frames, packet.EntryFrames);
            uint size = (uint)((taken + packet.Frames - 1) / packet.Frames * packet.Bytes);
            if (offset < 0 || offset > context.FileLength - size)
            {
                track.IsTruncated = true;
                return true;
            }

            // Counted, so that chunks cannot all claim the same bytes: their number is all that a file pays for.
            if (!context.Budget.TryTakeCounted(1, size) || !track.Packer.TryAdd(offset, size, (uint)taken, 0, entry, isSync: true))
            {
                return false;
            }

            context.Count(1);
            offset += size;
            frames -= taken;
        }

        return true;
    }
}
