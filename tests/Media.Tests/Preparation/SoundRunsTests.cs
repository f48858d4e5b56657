using Vod.Media.Preparation;
using Vod.Media.Tests.Mp4;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Preparation;

public sealed class SoundRunsTests
{
    [Fact]
    public void Rate_and_frame_length_come_from_the_configuration_and_the_start_from_the_edit_list()
    {
        // Frames of 1024 at 44.1 kHz; the presentation begins with the second.
        TrackSpec spec = Lasting((10, 1024)) with { Edits = Table("elst", 0, [0, 1024, 1 << 16]) };

        SoundRun run = Assert.Single(SoundRuns.Of(Reading.Track(spec))!.Runs);

        Assert.Equal(new EqualFrames(10, 1024), run.Frames);
        Assert.Equal((44_100, 0, 1024L, SoundRun.NoLimit), (run.SampleRate, run.FirstFrame, run.StartOffset, run.PresentedLimit));
    }

    [Fact]
    public void Replicated_bands_double_rate_length_and_start()
    {
        // 22.05 kHz, 44.1 kHz after replication (hierarchical signalling); the edit list counts in ticks of the track.
        TrackSpec spec = Lasting((10, 2048)) with { SampleEntries = [Aac("2B920800")], Edits = Table("elst", 0, [0, 5058, 1 << 16]) };

        SoundRun run = Assert.Single(SoundRuns.Of(Reading.Track(spec))!.Runs);

        Assert.Equal(new EqualFrames(10, 2048), run.Frames);
        Assert.Equal((44_100, 5058L), (run.SampleRate, run.StartOffset));
    }

    [Fact]
    public void The_end_of_the_edit_is_the_end_of_the_sound()
    {
        TrackSpec spec = Lasting((100, 1024)) with { Edits = Table("elst", 0, [2000, 1024, 1 << 16]) };

        Assert.Equal(88_200, Assert.Single(SoundRuns.Of(Reading.Track(spec))!.Runs).PresentedLimit);
        Assert.Equal(100, SoundRuns.Of(Reading.Track(spec))!.PacketCount);
    }

    [Fact]
    public void Another_configuration_is_another_run_and_the_same_one_is_not()
    {
        TrackSpec spec = Lasting((30, 1024)) with
        {
            SampleEntries = [Aac("1210"), Aac("1210"), Aac("1208")],
            ChunkSamples = [10, 10, 10],
            SampleToChunk = Table("stsc", 0, [1, 10, 1], [2, 10, 2], [3, 10, 3]),
        };

        SoundTimeline timeline = SoundRuns.Of(Reading.Track(spec))!;

        Assert.Equal([(0, 20), (20, 10)], timeline.Runs.Select(static run => (run.FirstFrame, run.Frames.Count)));
        Assert.Equal(-20 * 1024, timeline.Runs[1].StartOffset);
        Assert.Equal(2, timeline.Channels);
    }

    [Fact]
    public void What_was_left_out_is_silence_and_the_rest_stays_with_the_picture()
    {
        // Two seconds of sound, three of nothing.
        TrackSpec spec = Lasting((86, 1024), (1, 1024 + (3 * 44_100)), (100, 1024));

        SoundTimeline timeline = SoundRuns.Of(Reading.Track(spec))!;

        Assert.Equal([(0, 87), (87, 100)], timeline.Runs.Select(static run => (run.FirstFrame, run.Frames.Count)));
        Assert.Equal(-((87 * 1024) + (3 * 44_100)), timeline.Runs[1].StartOffset);
    }

    [Fact]
    public void Times_that_are_a_little_off_are_not_followed()
    {
        // Milliseconds of a recorder: 1024 samples are 23.2 of them.
        int[] durations = [.. Enumerable.Range(0, 1000).Select(static i => (int)((i + 1) * 1024 / 44.1) - (int)(i * 1024 / 44.1))];
        TrackSpec spec = Lasting([.. durations.Select(static duration => (1, duration))]) with { Timescale = 1000 };

        Assert.Single(SoundRuns.Of(Reading.Track(spec))!.Runs);
    }

    [Fact]
    public void Times_that_are_nonsense_cut_a_sound_once_a_second()
    {
        // Every frame claims to last half a second.
        TrackSpec spec = Lasting((100, 22_050));

        SoundTimeline timeline = SoundRuns.Of(Reading.Track(spec))!;

        Assert.Equal(50, timeline.Runs.Count);
        Assert.All(timeline.Runs, static run => Assert.Equal(2, run.Frames.Count));
    }

    [Fact]
    public void A_sound_of_more_runs_than_a_chunk_can_have_is_not_played()
    {
        Assert.Equal(SoundRuns.MaxPerChunk, SoundRuns.Of(Reading.Track(Alternating(SoundRuns.MaxPerChunk)))!.Runs.Count);
        Assert.Null(SoundRuns.Of(Reading.Track(Alternating(SoundRuns.MaxPerChunk + 1))));

        // As many in a longer time are.
        Assert.NotNull(SoundRuns.Of(Reading.Track(Alternating(SoundRuns.MaxPerChunk + 1) with { TimeToSample = Table("stts", 0, [SoundRuns.MaxPerChunk + 1, 14_000]) })));

        static TrackSpec Alternating(int count) => Lasting((count, 1024)) with
        {
            SampleEntries = [Aac("1210"), Aac("1208")],
            ChunkSamples = [.. Enumerable.Repeat(1, count)],
            SampleToChunk = Table("stsc", 0, [.. Enumerable.Range(0, count).Select(static i => new[] { (uint)i + 1, 1u, ((uint)i % 2) + 1 })]),
        };
    }

    [Fact]
    public void Frames_of_any_length_are_where_the_file_says()
    {
        TrackSpec spec = Lasting((3, 900), (1, 100), (5, 1000)) with { SampleEntries = [TrackSpec.AudioEntry("Opus", boxes: Box("dOps", [0, 2, 0, 0, 0, 0, 0xBB, 0x80, 0, 0, 0]))], Timescale = 48_000 };

        FramePositions frames = Assert.Single(SoundRuns.Of(Reading.Track(spec))!.Runs).Frames;

        Assert.Equal([0, 900, 1800, 2700, 2800, 3800, 4800, 5800, 6800, 7800], Enumerable.Range(0, 10).Select(frames.StartOf));
        Assert.Equal([0, 0, 0, 1, 2, 3, 4, 8, 8], new long[] { -5, 0, 899, 900, 2699, 2700, 2800, 7799, 9000 }.Select(frames.FrameAt));
        Assert.Equal(7800, frames.Samples);
    }

    [Fact]
    public void Ticks_that_are_no_samples_are_rounded_to_the_same_frame_both_ways()
    {
        TrackSpec spec = Lasting((50, 20)) with { SampleEntries = [TrackSpec.AudioEntry("Opus", boxes: Box("dOps", [0, 2, 0, 0, 0, 0, 0xBB, 0x80, 0, 0, 0]))], Timescale = 999 };

        FramePositions frames = Assert.Single(SoundRuns.Of(Reading.Track(spec))!.Runs).Frames;

        Assert.All(Enumerable.Range(0, 50), frame => Assert.Equal(frame, frames.FrameAt(frames.StartOf(frame))));
        Assert.All(Enumerable.Range(1, 49), frame => Assert.Equal(frame - 1, frames.FrameAt(frames.StartOf(frame) - 1)));
    }

    private static byte[] Aac(string configuration) => TrackSpec.AudioEntry(boxes: TrackSpec.Descriptor(config: configuration));

    private static TrackSpec Lasting(params (int Count, int Ticks)[] frames)
    {
        int count = frames.Sum(static run => run.Count);
        return TrackSpec.Audio with
        {
            Sizes = [.. Enumerable.Repeat(10, count)],
            ChunkSamples = [count],
            TimeToSample = Table("stts", 0, [.. frames.Select(static run => new[] { (uint)run.Count, (uint)run.Ticks })]),
        };
    }
}
