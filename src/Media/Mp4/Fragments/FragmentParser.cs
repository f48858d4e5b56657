namespace Vod.Media.Mp4.Fragments;

/// <summary>
/// Reads moof boxes (ISO/IEC 14496-12, 8.8.4) one after another and adds their samples to the tracks of a movie. Nothing of a fragment is kept but its samples.
/// </summary>
internal sealed class FragmentParser(MovieDraft movie, ParseContext context)
{
    // Saturates sums of offsets; no file is that long, so everything there is outside.
    private const long Nowhere = long.MaxValue / 2;

    // 2^52 ticks are 14 years at 10 MHz, as for edit lists.
    private const ulong MaxDecodeTime = 1UL << 52;

    /// <summary>Reads the body of a moof box.</summary>
    /// <param name="body">The body.</param>
    /// <param name="start">Where the box starts in the file.</param>
    public void Parse(ReadOnlySpan<byte> body, long start)
    {
        // Where the data of the next track begins if nothing says so: behind that of the one before (8.8.7.1).
        long dataEnd = start;
        BoxReader boxes = new(body, context);
        while (boxes.TryRead(out uint type, out ReadOnlySpan<byte> box))
        {
            if (type == BoxType.TrackFragment)
            {
                ParseTrack(box, start, ref dataEnd);
            }
        }
    }

    private void ParseTrack(ReadOnlySpan<byte> body, long fragmentStart, ref long dataEnd)
    {
        ReadOnlySpan<byte> headerBody = default;
        ReadOnlySpan<byte> timeBody = default;
        BoxReader boxes = new(body, context);
        while (boxes.TryRead(out uint type, out ReadOnlySpan<byte> box))
        {
            headerBody = type == BoxType.TrackFragmentHeader ? box : headerBody;
            timeBody = type == BoxType.TrackFragmentDecodeTime ? box : timeBody;
        }

        if (!TrackFragmentHeader.TryReadTrack(headerBody, out uint trackId)
            || movie.Find(trackId) is not { } track
            || !TrackFragmentHeader.TryParse(headerBody, track.Extends, out TrackFragmentHeader header))
        {
            return;
        }

        long dataStart = header switch
        {
            { BaseOffset: { } offset } => (long)Math.Min(offset, Nowhere),
            { BaseIsFragment: true } => fragmentStart,
            _ => dataEnd,
        };
        MoveTo(track, timeBody);
        dataEnd = ParseRuns(body, track, header.Defaults, dataStart);
    }

    /// <summary>The tfdt box (8.8.12). Without it, or with an absurd one, the fragment follows the one before.</summary>
    private static void MoveTo(TrackDraft track, ReadOnlySpan<byte> body)
    {
        FieldReader reader = new(body);
        ulong time = reader.ReadUnsigned(reader.ReadVersion());
        if (!reader.Overrun && time <= MaxDecodeTime)
        {
            track.Packer.MoveTo((long)time);
        }
    }

    /// <returns>Where the data of the last run ends.</returns>
    private long ParseRuns(ReadOnlySpan<byte> body, TrackDraft track, TrackExtends defaults, long dataStart)
    {
        long position = dataStart;
        BoxReader boxes = new(body, context);
        while (boxes.TryRead(out uint type, out ReadOnlySpan<byte> box))
        {
            if (type != BoxType.TrackRun)
            {
                continue;
            }

            if (!TrackRun.TryParse(box, defaults, out TrackRun run))
            {
                track.IsTruncated = true;
                continue;
            }

            position = run.DataOffset is { } offset ? Math.Min(dataStart + offset, Nowhere) : position;
            position = Append(ref run, track, defaults.SampleDescription, position);
        }

        return position;
    }

    /// <summary>Adds the samples of a run, or only passes over them when the track takes none any more.</summary>
    /// <returns>Where the data of the run ends.</returns>
    private long Append(ref TrackRun run, TrackDraft track, uint description, long position)
    {
        int entry = track.ClampEntry((int)Math.Min(description, int.MaxValue));
        long countedEnd = (long)Int128.Min(Nowhere, position + ((Int128)run.Count * run.CountedSize));
        if (track.IsOpen && run.IsCounted && run.CountedDuration == 1 && track.SoundPacket is { } packet && run.CountedSize * packet.Frames == packet.Bytes)
        {
            track.Fault = UniformSound.TryAddChunk(track, packet, position, run.Count, entry, context) ? track.Fault : Mp4TrackFault.TooManySamples;
            return countedEnd;
        }

        if (track.IsOpen && !IsPaid(run))
        {
            track.Fault = Mp4TrackFault.TooManySamples;
        }

        if (run.IsCounted && !track.IsOpen)
        {
            return countedEnd;
        }

        for (uint i = 0; i < run.Count; i++)
        {
            RunSample sample = run.Next();
            if (track.IsOpen)
            {
                Add(track, sample, entry, position);
            }

            position = Math.Min(Nowhere, position + sample.Size);
        }

        context.Count(run.Count);
        return position;
    }

    private bool IsPaid(in TrackRun run) => run.IsCounted
        ? context.Budget.TryTakeCounted(run.Count, run.CountedSize)
        : context.Budget.TryTake(run.Count);

    private void Add(TrackDraft track, RunSample sample, int entry, long position)
    {
        if (sample.Size > context.Limits.MaxSampleBytes)
        {
            track.Fault = Mp4TrackFault.SampleTooLarge;
            return;
        }

        // What was being written when the recorder was killed: the samples before are whole.
        if (position < 0 || position > context.FileLength - sample.Size)
        {
            track.IsTruncated = true;
            return;
        }

        bool isSync = track.Kind != Mp4TrackKind.Video || SampleFlags.AreSync(sample.Flags);
        uint duration = sample.Duration > SampleIndexBuilder.LargestDuration ? 0 : sample.Duration;
        if (!track.Packer.TryAdd(position, sample.Size, duration, sample.CompositionOffset, entry, isSync))
        {
            track.Fault = Mp4TrackFault.TooManySamples;
        }
    }
}
