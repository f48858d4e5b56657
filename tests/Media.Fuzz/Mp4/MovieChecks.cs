using Vod.Media.H264;
using Vod.Media.Mp4;
using Vod.Media.Preparation;

namespace Vod.Media.Fuzz.Mp4;

/// <summary>What must hold for an index, whatever the file it was read from.</summary>
internal static class MovieChecks
{
    // The dearest table is stz2 with half a byte per sample; a sample costs at most 22 bytes in the index (all columns at full width).
    private const long MemoryPerFileByte = 64;
    private const long FixedMemory = 4096;

    // Two samples in a byte of stz2, which are listed once and looked at twice by a scan.
    private const long StepsPerFileByte = 8;
    private const long FixedSteps = 64;

    /// <summary>Reads a file to its end.</summary>
    public static Mp4ReadStep Read(IIndexReader reader, ReadOnlySpan<byte> file)
    {
        int requests = 0;
        while (reader.Next is Mp4ReadStep.NeedBytes need)
        {
            Require(++requests <= Mp4Limits.Default.MaxRequests + (2 * file.Length), "too many requests");
            Require(need.Length > 0 && need.Offset >= 0 && need.Offset + need.Length <= file.Length, "a request outside the file");
            reader.Provide(file.Slice((int)need.Offset, need.Length));
        }

        Require(reader.Steps <= FixedSteps + (file.Length * StepsPerFileByte), "more work than the file pays for");
        return reader.Next;
    }

    /// <summary>Checks what was read.</summary>
    public static void Check(Mp4ReadStep step, ReadOnlySpan<byte> input)
    {
        if (step is not Mp4ReadStep.Ready { Movie: { } movie })
        {
            return;
        }

        Require(movie.MemoryBytes <= FixedMemory + (input.Length * MemoryPerFileByte), "the index is larger than the file pays for");
        _ = Mp4Playability.Decide(movie);
        foreach (Mp4Track track in movie.Tracks)
        {
            CheckSamples(track, input);
            CheckSound(track);
        }
    }

    /// <summary>Fails the run.</summary>
    public static void Require(bool condition, string what)
    {
        if (!condition)
        {
            throw new InvalidOperationException(what);
        }
    }

    private static void CheckSamples(Mp4Track track, ReadOnlySpan<byte> file)
    {
        SampleIndex samples = track.Samples;
        long previous = long.MinValue;
        bool isCut = track.PresentedRanges is [.., { Duration: not PresentedRange.Unlimited }];
        for (int i = 0; i < samples.Count; i++)
        {
            MediaSample sample = samples.GetSample(i);
            Require(sample.Offset >= 0 && sample.Size >= 0 && sample.Offset <= file.Length - sample.Size, "a sample outside the file");
            Require(sample.Size <= samples.MaxSampleSize, "a sample larger than the largest");
            Require(sample.DecodeTime >= previous && sample.CompositionTime >= sample.DecodeTime, "times out of order");

            // An edit may end in the middle of its last pictures.
            long end = sample.CompositionTime + (isCut ? 0 : sample.Duration);
            Require(sample.CompositionTime >= samples.StartTime && end <= samples.EndTime, "a time outside the track");
            Require(samples.GetSampleEntry(i) < track.SampleEntries.Count, "a sample entry that is not there");
            Require(samples.FindSyncAtOrBefore(i) <= i, "a sync sample behind");
            Require(samples.FindSampleEntryChange(i) > i, "a change of the sample entry before");
            previous = sample.DecodeTime;
            if (track.AvcConfiguration is { } configuration)
            {
                ReadAccessUnit(file.Slice((int)sample.Offset, sample.Size), configuration.NalLengthSize);
            }
        }

        int last = samples.Count - 1;
        Require(samples.FindByDecodeTime(long.MaxValue) == last, "the end is not the last sample");
        Require(samples.FindByCompositionTime(samples.StartTime) <= last, "the start is behind the end");
        Require(samples.FindByCompositionTime(samples.EndTime) <= last, "the end is behind the end");
    }

    private static void CheckSound(Mp4Track track)
    {
        if (track.Kind != Mp4TrackKind.Audio || !track.IsUsable || SoundRuns.Of(track) is not { IsValid: true } timeline)
        {
            return;
        }

        OpusChunkLayout layout = OpusChunkLayout.For(timeline);
        foreach (int chunk in (int[])[0, layout.ChunkCount / 2, layout.ChunkCount - 1])
        {
            AudioTranscodePlan plan = AudioTranscodePlan.For(timeline, layout, chunk);
            Require(plan.FrameCount > 0, "nothing to decode");
            foreach (int n in (int[])[0, plan.FrameCount / 2, plan.FrameCount - 1])
            {
                (int run, int frame) = plan.FrameAt(n);
                int sample = timeline.Runs[run].FirstFrame + frame;
                Require(frame >= 0 && sample < track.Samples.Count, "a frame that is no sample");
            }
        }
    }

    private static void ReadAccessUnit(ReadOnlySpan<byte> sample, int nalLengthSize)
    {
        AvccReader reader = new(sample, nalLengthSize);
        int length = 0;
        while (reader.TryRead(out ReadOnlySpan<byte> nal))
        {
            length += nal.Length + nalLengthSize;
            _ = SliceHeader.TryParse(nal, out _);
        }

        Require(length <= sample.Length, "NAL units longer than their sample");
        _ = AccessUnit.IsDisposable(sample, nalLengthSize);
    }
}
