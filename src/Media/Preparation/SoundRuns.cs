using Vod.Media.Mp4;
using Vod.Media.Timing;

namespace Vod.Media.Preparation;

/// <summary>
/// Divides a sound track into runs. A new one begins where another sample entry does, and where the times of the file stray from what the frames decode to: something was
/// left out there, as recorders do that lose packets, and what follows has to stay with the picture.
/// </summary>
internal static class SoundRuns
{
    /// <summary>Most runs that begin within the length of a chunk: every one costs a decoder.</summary>
    public const int MaxPerChunk = 32;

    /// <summary>Ticks of a file are rounded, and so are its frames' times; what is less than this cannot be heard against the picture.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(40);

    /// <summary>
    /// Times that stray all the time are followed once in this time: a file that tells nonsense is not cut to pieces. Those that stray once, and are steady from there on, are
    /// followed at once.
    /// </summary>
    public static readonly TimeSpan ShortestRun = TimeSpan.FromSeconds(1);

    /// <summary>How long times have to be steady to be believed. Three of these a second are less than <see cref="MaxPerChunk"/> in ten seconds.</summary>
    public static readonly TimeSpan SteadyFor = TimeSpan.FromMilliseconds(400);

    // That of Opus (RFC 6716 section 3.2.5).
    private static readonly TimeSpan LongestFrame = TimeSpan.FromMilliseconds(120);

    /// <summary>The timeline of a sound track with samples; null when no decoder can be told of it.</summary>
    public static SoundTimeline? Of(Mp4Track track)
    {
        SoundDecoder?[] decoders = [.. track.SampleEntries.Select(entry => SoundDecoders.For(entry, track.Timescale, UsualLength(track, entry)))];
        if (track.Samples.Count == 0 || Array.Exists(decoders, static decoder => decoder is not { IsValid: true }))
        {
            return null;
        }

        List<SoundRun> runs = [];
        int first = 0;
        for (int i = 1; i <= track.Samples.Count; i++)
        {
            SoundDecoder decoder = decoders[track.Samples.GetSampleEntry(first)]!;
            if (i == track.Samples.Count || !IsSame(decoder, decoders[track.Samples.GetSampleEntry(i)]!) || IsAstray(track, decoder, first, i))
            {
                runs.Add(Run(track, decoder, first, i));
                first = i;
                if (runs.Count > MaxPerChunk && runs[^1].Start - runs[^(MaxPerChunk + 1)].Start < OpusChunkLayout.PacketsPerChunk * OpusChunkLayout.PacketSamples)
                {
                    return null;
                }
            }
        }

        return new SoundTimeline(runs);
    }

    private static bool IsSame(SoundDecoder a, SoundDecoder b) => ReferenceEquals(a, b)
        || (a.Track with { CodecPrivate = default } == b.Track with { CodecPrivate = default } && a.Track.CodecPrivate.Span.SequenceEqual(b.Track.CodecPrivate.Span));

    private static bool IsAstray(Mp4Track track, SoundDecoder decoder, int first, int i)
    {
        TimeSpan passed = TimeBetween(track, first, i);
        if (decoder.FrameLength == 0)
        {
            // Of frames whose length only the file tells, one that lasts longer than there are any has nothing behind it. Lossless codecs may have such.
            return passed >= ShortestRun && decoder.PrerollFrames > 0
                && (double)track.Samples.GetSample(i - 1).Duration / track.Timescale > (LongestFrame + Tolerance).TotalSeconds;
        }

        return Strays(track, decoder, first, i) && (passed >= ShortestRun || IsSteady(track, decoder, i));
    }

    private static bool Strays(Mp4Track track, SoundDecoder decoder, int first, int i) =>
        (TimeBetween(track, first, i) - TimeSpan.FromSeconds((double)(i - first) * decoder.FrameLength / decoder.SampleRate)).Duration() > Tolerance;

    private static bool IsSteady(Mp4Track track, SoundDecoder decoder, int first)
    {
        for (int i = first + 1; i < track.Samples.Count; i++)
        {
            if (Strays(track, decoder, first, i))
            {
                return false;
            }

            if (TimeBetween(track, first, i) >= SteadyFor)
            {
                return true;
            }
        }

        return false;
    }

    private static TimeSpan TimeBetween(Mp4Track track, int first, int i) =>
        new MediaTime(track.Samples.GetSample(i).DecodeTime - track.Samples.GetSample(first).DecodeTime, track.Timescale).ToTimeSpan();

    private static SoundRun Run(Mp4Track track, SoundDecoder decoder, int first, int end)
    {
        uint rate = (uint)decoder.SampleRate;
        FramePositions frames = decoder.FrameLength > 0
            ? new EqualFrames(end - first, decoder.FrameLength)
            : new TimedFrames(track.Samples, first, end - first, track.Timescale, decoder.SampleRate);

        // Where presentation time 0 lies on the run's own timeline: the first sample stands at minus that.
        long startOffset = -MediaTime.Rescale(track.Samples.GetSample(first).CompositionTime, track.Timescale, rate);
        return new SoundRun(decoder, frames, first, startOffset, PresentedLimit(track, rate));
    }

    // The encoder's padding, and whatever else the author cut off, is behind the end of the edit.
    private static long PresentedLimit(Mp4Track track, uint rate) => track.EditList is { PresentedDuration: > 0, HasFurtherEdits: false } edit
        ? MediaTime.Rescale(edit.Delay + edit.PresentedDuration, track.Timescale, rate)
        : SoundRun.NoLimit;

    private static double UsualLength(Mp4Track track, Mp4SampleEntry entry)
    {
        double seconds = (double)(track.Samples.EndTime - track.Samples.StartTime) / track.Timescale / Math.Max(1, track.Samples.Count);
        return Math.Max(1, seconds * (entry.SampleRate > 0 ? entry.SampleRate : track.Timescale));
    }
}
