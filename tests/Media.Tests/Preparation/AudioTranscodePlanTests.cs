using Vod.Media.Preparation;

namespace Vod.Media.Tests.Preparation;

public sealed class AudioTranscodePlanTests
{
    private const long EncodedStart = ((long)-AudioTranscodePlan.PrerollPackets * 960) + AudioTranscodePlan.EncoderDelay;

    public static TheoryData<int, int, long> Tracks => new()
    {
        { 48_000, 1024, 0 },
        { 48_000, 1024, 1024 },
        { 44_100, 1024, 1024 },
        { 44_100, 1024, 2112 },
        { 44_100, 1024, -30_000 },
        { 44_100, 1024, -3_000_000 },
        { 32_000, 1024, 1024 },
        { 22_050, 1024, 1024 },
        { 44_100, 2048, 5058 },
        { 11_025, 1024, 7 },
        { 7_350, 1024, 1024 },
        { 96_000, 1024, 1024 },
    };

    [Theory]
    [MemberData(nameof(Tracks))]
    public void The_encoder_of_every_chunk_starts_at_the_exact_sample(int rate, int samplesPerFrame, long startOffset)
    {
        foreach ((SoundTimeline timeline, int chunk, AudioTranscodePlan plan) in Plans(rate, samplesPerFrame, startOffset))
        {
            AudioPiece piece = Assert.Single(plan.Pieces);
            long chunkEnd = (((long)chunk * OpusChunkLayout.PacketsPerChunk) + plan.PacketCount) * 960;
            if (chunkEnd * rate / 48_000 < -startOffset - rate)
            {
                // All of it is before the track: what counts is that the silence reaches to its end.
                Assert.True(piece.SilenceBefore * 48_000 / rate >= piece.ResampledEnd);
                continue;
            }

            // Where the resampler starts, as a decoded sample, and from that as a presentation sample: must be a whole number.
            long decoded = ((long)piece.FirstFrame * samplesPerFrame) + piece.DecodedTrim - piece.SilenceBefore;
            Assert.Equal(0, (decoded - timeline.Runs[0].StartOffset) * 48_000 % rate);

            long presented = (decoded - timeline.Runs[0].StartOffset) * 48_000 / rate;
            Assert.Equal(chunk == 0 ? 0 : AudioTranscodePlan.PrerollPackets, plan.Preroll);
            Assert.Equal((((long)chunk * OpusChunkLayout.PacketsPerChunk) - plan.Preroll) * 960 + AudioTranscodePlan.EncoderDelay, presented + piece.ResampledStart);
            Assert.Equal((plan.PacketCount + plan.Preroll) * 960, piece.ResampledEnd - piece.ResampledStart);
        }
    }

    [Theory]
    [MemberData(nameof(Tracks))]
    public void Every_chunk_is_fed_all_it_needs_and_little_more(int rate, int samplesPerFrame, long startOffset)
    {
        foreach ((SoundTimeline timeline, int chunk, AudioTranscodePlan plan) in Plans(rate, samplesPerFrame, startOffset))
        {
            AudioPiece piece = Assert.Single(plan.Pieces);
            long first = (long)piece.FirstFrame * samplesPerFrame;
            long end = first + ((long)piece.FrameCount * samplesPerFrame);
            long neededEnd = startOffset + (((((long)chunk * OpusChunkLayout.PacketsPerChunk) + plan.PacketCount) * 960 + 120) * rate / 48_000);
            Assert.True(end >= Math.Min(neededEnd, timeline.Runs[0].Frames.Samples));
            Assert.InRange(piece.FirstFrame, 0, timeline.FrameCount - 1);
            Assert.InRange(piece.FrameCount, 1, timeline.FrameCount - piece.FirstFrame);

            // At least the frame before the first sample that counts, as decoding overlaps.
            Assert.True(piece.FirstFrame == 0 || piece.DecodedTrim >= samplesPerFrame);
            Assert.True(piece.DecodedTrim == 0 || piece.SilenceBefore == 0);

            double fedSeconds = (double)(end - first) / rate;
            double madeSeconds = (double)(plan.PacketCount + plan.Preroll) / OpusChunkLayout.PacketsPerSecond;
            Assert.True(fedSeconds <= madeSeconds + 1.3, $"{fedSeconds} s fed for {madeSeconds} s");
        }
    }

    [Fact]
    public void A_chunk_before_a_late_track_is_only_silence_of_bounded_length()
    {
        SoundTimeline late = TestTimeline.Of(1000, 44_100, 1024, startOffset: -44_100L * 3600);

        AudioPiece piece = Assert.Single(AudioTranscodePlan.For(late, OpusChunkLayout.For(late), 0).Pieces);

        Assert.Equal(1, piece.FrameCount);
        Assert.InRange(piece.SilenceBefore, 44_100 * 10, 44_100 * 11);
    }

    [Fact]
    public void A_decoder_gets_the_frames_it_has_to_be_given_before()
    {
        SoundTimeline timeline = TestTimeline.Of(10_000, 44_100, 2048, 0, preroll: 24);

        AudioPiece piece = Assert.Single(AudioTranscodePlan.For(timeline, OpusChunkLayout.For(timeline), 5).Pieces);

        Assert.InRange(piece.DecodedTrim, 24 * 2048, 25 * 2048);
    }

    [Fact]
    public void What_the_edit_list_cuts_off_is_silence_where_it_was_decoded()
    {
        // 100 frames, presented to the middle of the 90th.
        SoundTimeline cut = TestTimeline.Of(100, 48_000, 1024, 1024, limit: 90_000);

        AudioPiece piece = Assert.Single(AudioTranscodePlan.For(cut, OpusChunkLayout.For(cut), 0).Pieces);

        Assert.Equal(94, OpusChunkLayout.For(cut).PacketCount);
        Assert.Equal(90_000 - AudioTranscodePlan.EncoderDelay, piece.ContentEnd - piece.ResampledStart);
        Assert.Null(Assert.Single(AudioTranscodePlan.For(TestTimeline.Of(100, 48_000, 1024, 1024), OpusChunkLayout.For(cut), 0).Pieces).ContentEnd);
    }

    [Theory]
    [InlineData(0, new long[] { EncodedStart, 0, 480_120 })]
    [InlineData(1, new long[] { 480_000 + EncodedStart, 960_120 })]
    [InlineData(2, new long[] { 960_000 + EncodedStart, 1_200_000, 1_200_120 })]
    public void In_a_loop_the_first_chunk_follows_the_end_and_the_last_leads_to_the_start(int chunk, long[] cuts)
    {
        // 25 s: chunks of 10, 10 and 5.
        SoundTimeline timeline = TestTimeline.Of(1173, 48_000, 1024, 1024, limit: 1_200_000);
        OpusChunkLayout loop = OpusChunkLayout.ForLoop(timeline, 1250);

        AudioTranscodePlan plan = AudioTranscodePlan.For(timeline, loop, chunk);

        Assert.Equal(cuts.Length - 1, plan.Pieces.Count);
        for (int i = 0; i < plan.Pieces.Count; i++)
        {
            AudioPiece piece = plan.Pieces[i];
            long decoded = ((long)piece.FirstFrame * 1024) + piece.DecodedTrim - piece.SilenceBefore - timeline.Runs[0].StartOffset;
            long start = decoded + piece.ResampledStart;
            Assert.Equal(cuts[i + 1] - cuts[i], piece.ResampledEnd - piece.ResampledStart);
            Assert.Equal(cuts[i] < 0 ? cuts[i] + 1_200_000 : cuts[i] >= 1_200_000 ? cuts[i] - 1_200_000 : cuts[i], start);
        }
    }

    [Fact]
    public void A_loop_is_fed_every_access_unit_once_in_the_order_of_the_track()
    {
        SoundTimeline timeline = TestTimeline.Of(1173, 48_000, 1024, 1024, limit: 1_200_000);

        AudioTranscodePlan plan = AudioTranscodePlan.For(timeline, OpusChunkLayout.ForLoop(timeline, 1250), 0);

        int[] fed = [.. Enumerable.Range(0, plan.FrameCount).Select(plan.FrameAt).Select(static at => at.Frame)];
        Assert.Equal(fed.Distinct().Order(), fed);
        Assert.Equal(0, fed[0]);
        Assert.Equal(1172, fed[^1]);
        Assert.All(plan.Pieces, piece => Assert.Equal(piece.FirstFrame, fed[(int)plan.SamplesBefore(piece) / 1024]));
        Assert.All(plan.Pieces, piece => Assert.Equal(piece.FirstFrame + piece.FrameCount - 1, fed[((int)plan.SamplesBefore(piece) / 1024) + piece.FrameCount - 1]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20)]
    public void A_loop_shorter_than_what_the_encoder_is_fed_ahead_is_fed_several_times(int packets)
    {
        SoundTimeline timeline = TestTimeline.Of(packets + 1, 48_000, 1024, 1024, limit: packets * 960);

        AudioTranscodePlan plan = AudioTranscodePlan.For(timeline, OpusChunkLayout.ForLoop(timeline, packets), 0);

        Assert.Equal((packets + AudioTranscodePlan.PrerollPackets) * 960, plan.Pieces.Sum(piece => piece.ResampledEnd - piece.ResampledStart));
        Assert.Equal(packets + 1, plan.FrameCount);
    }

    [Fact]
    public void Where_a_run_meets_the_next_each_gives_its_part()
    {
        // 5 s at 48 kHz, then 5 s at 44.1 kHz, from 5.1 s on: what is missing between is silence of the first.
        SoundTimeline timeline = TestTimeline.Of(
            TestTimeline.Run(250, 48_000, 960, 0), TestTimeline.Run(200, 44_100, 1024, -44_100L * 51 / 10, firstFrame: 250));

        AudioTranscodePlan plan = AudioTranscodePlan.For(timeline, OpusChunkLayout.For(timeline), 0);

        Assert.Equal([0, 1], plan.Runs);
        Assert.Equal([0, 1], plan.Pieces.Select(static piece => piece.Run));
        Assert.Equal(450, plan.FrameCount);
        Assert.Equal((0, 249), plan.FrameAt(249));
        Assert.Equal((1, 0), plan.FrameAt(250));
        Assert.Equal(244_800 - AudioTranscodePlan.EncoderDelay, plan.Pieces[0].ResampledEnd - plan.Pieces[0].ResampledStart);
        Assert.Equal((plan.PacketCount * 960) + 120 - 244_800, plan.Pieces[1].ResampledEnd - plan.Pieces[1].ResampledStart);
        Assert.Equal(0, plan.SamplesBefore(plan.Pieces[1]));
        Assert.True(plan.Pieces[1].SilenceBefore > 0);
    }

    [Fact]
    public void A_chunk_in_one_run_knows_nothing_of_the_other()
    {
        SoundTimeline timeline = TestTimeline.Of(
            TestTimeline.Run(1000, 48_000, 960, 0), TestTimeline.Run(1000, 44_100, 1024, -44_100L * 20, firstFrame: 1000));

        Assert.Equal([0], AudioTranscodePlan.For(timeline, OpusChunkLayout.For(timeline), 0).Runs);
        Assert.Equal([0, 1], AudioTranscodePlan.For(timeline, OpusChunkLayout.For(timeline), 2).Runs);
        Assert.Equal([1], AudioTranscodePlan.For(timeline, OpusChunkLayout.For(timeline), 3).Runs);
    }

    private static IEnumerable<(SoundTimeline Timeline, int Chunk, AudioTranscodePlan Plan)> Plans(int rate, int samplesPerFrame, long startOffset)
    {
        // Three hours: products that need more than 32 bits.
        SoundTimeline timeline = TestTimeline.Of((int)(10_800L * rate / samplesPerFrame), rate, samplesPerFrame, startOffset);
        OpusChunkLayout layout = OpusChunkLayout.For(timeline);
        Assert.True(timeline.IsValid);
        for (int chunk = 0; chunk < layout.ChunkCount; chunk++)
        {
            yield return (timeline, chunk, AudioTranscodePlan.For(timeline, layout, chunk));
        }
    }
}
