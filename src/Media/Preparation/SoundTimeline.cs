namespace Vod.Media.Preparation;

/// <summary>
/// How the frames of a sound track lie on the presentation timeline: one run, or several where the configuration changes in the middle or the file leaves something out.
/// </summary>
/// <param name="Runs">At least one, in the order of the track; each lasts until the next begins.</param>
internal sealed record SoundTimeline(IReadOnlyList<SoundRun> Runs)
{
    /// <summary>Frames of the track.</summary>
    public int FrameCount => Runs.Sum(static run => run.Frames.Count);

    /// <summary>Channels of what is made of it, 1 or 2: one decoded channel stays mono, everything else becomes stereo.</summary>
    public int Channels => Runs.All(static run => run.Decoder.Width == SoundWidth.Mono) ? 1 : 2;

    /// <summary>Packets from presentation time 0 to the end; the last one is filled up with silence.</summary>
    public long PacketCount => OpusChunkLayout.CountPackets(Runs[^1].PresentedSamples, Runs[^1].SampleRate);

    /// <summary>Whether it can be prepared. A track that is cut off completely cannot.</summary>
    public bool IsValid =>
        Runs.Count > 0 && Runs.All(static run => run.Frames.Count > 0 && run.Decoder.IsValid) && PacketCount is > 0 and <= OpusChunkLayout.MaxPackets;

    /// <summary>The parts of a stretch of the presentation that lie in different runs, in order.</summary>
    /// <param name="start">First sample at 48 kHz; before the first run there is silence, which is made of it.</param>
    /// <param name="end">The sample after the last; so is there behind the last run.</param>
    public IEnumerable<(int Run, long Start, long End)> PartsOf(long start, long end)
    {
        for (int run = 0; run < Runs.Count; run++)
        {
            long from = run == 0 ? start : Math.Max(start, Runs[run].Start);
            long to = run + 1 == Runs.Count ? end : Math.Min(end, Runs[run + 1].Start);
            if (from < to)
            {
                yield return (run, from, to);
            }
        }
    }
}
