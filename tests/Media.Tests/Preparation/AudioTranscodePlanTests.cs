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
        foreach ((AacTimeline timeline, int chunk, AudioTranscodePlan plan) in Plans(rate, samplesPerFrame, startOffset))
        {
            long chunkEnd = (((long)chunk * OpusChunkLayout.PacketsPerChunk) + plan.PacketCount) * 960;
            if (chunkEnd * rate / 48_000 < -startOffset - rate)
            {
                // All of it is before the track: what counts is that the silence reaches to its end.
                Assert.True(plan.SilenceBefore * 48_000 / rate >= plan.ResampledEnd);
                continue;
            }

            // Where the resampler starts, as a decoded sample, and from that as a presentation sample: must be a whole number.
            long decoded = ((long)plan.FirstFrame * samplesPerFrame) + plan.DecodedTrim - plan.SilenceBefore;
            Assert.Equal(0, (decoded - timeline.StartOffset) * 48_000 % rate);

            long presented = (decoded - timeline.StartOffset) * 48_000 / rate;
            Assert.Equal(((long)chunk * OpusChunkLayout.PacketsPerChunk * 960) + EncodedStart, presented + plan.ResampledStart);
            Assert.Equal((plan.PacketCount + AudioTranscodePlan.PrerollPackets) * 960, plan.ResampledEnd - plan.ResampledStart);
        }
    }

    [Theory]
    [MemberData(nameof(Tracks))]
    public void Every_chunk_is_fed_all_it_needs_and_little_more(int rate, int samplesPerFrame, long startOffset)
    {
        foreach ((AacTimeline timeline, int chunk, AudioTranscodePlan plan) in Plans(rate, samplesPerFrame, startOffset))
        {
            long first = (long)plan.FirstFrame * samplesPerFrame;
            long end = first + ((long)plan.FrameCount * samplesPerFrame);
            long neededEnd = startOffset + (((((long)chunk * OpusChunkLayout.PacketsPerChunk) + plan.PacketCount) * 960 + 120) * rate / 48_000);
            Assert.True(end >= Math.Min(neededEnd, timeline.DecodedSamples));
            Assert.InRange(plan.FirstFrame, 0, timeline.FrameCount - 1);
            Assert.InRange(plan.FrameCount, 1, timeline.FrameCount - plan.FirstFrame);

            // At least the frame before the first sample that counts, as decoding overlaps.
            Assert.True(plan.FirstFrame == 0 || plan.DecodedTrim >= samplesPerFrame);
            Assert.True(plan.DecodedTrim == 0 || plan.SilenceBefore == 0);

            double fedSeconds = (double)(end - first) / rate;
            double madeSeconds = (double)(plan.PacketCount + AudioTranscodePlan.PrerollPackets) / OpusChunkLayout.PacketsPerSecond;
            Assert.True(fedSeconds <= madeSeconds + 1.3, $"{fedSeconds} s fed for {madeSeconds} s");
        }
    }

    [Fact]
    public void A_chunk_before_a_late_track_is_only_silence_of_bounded_length()
    {
        AacTimeline late = new(1000, 44_100, 1024, StartOffset: -44_100L * 3600);

        AudioTranscodePlan plan = AudioTranscodePlan.For(late, OpusChunkLayout.For(late), 0);

        Assert.Equal(1, plan.FrameCount);
        Assert.InRange(plan.SilenceBefore, 44_100 * 10, 44_100 * 11);
    }

    [Fact]
    public void An_SBR_decoder_gets_time_to_meet_a_header()
    {
        AacTimeline timeline = new(10_000, 44_100, 2048, 0);

        AudioTranscodePlan plan = AudioTranscodePlan.For(timeline, OpusChunkLayout.For(timeline), 5);

        Assert.True(plan.DecodedTrim >= 44_100, "a second before the first sample");
    }

    private static IEnumerable<(AacTimeline Timeline, int Chunk, AudioTranscodePlan Plan)> Plans(int rate, int samplesPerFrame, long startOffset)
    {
        // Three hours: products that need more than 32 bits.
        AacTimeline timeline = new((int)(10_800L * rate / samplesPerFrame), rate, samplesPerFrame, startOffset);
        OpusChunkLayout layout = OpusChunkLayout.For(timeline);
        Assert.True(timeline.IsValid);
        for (int chunk = 0; chunk < layout.ChunkCount; chunk++)
        {
            yield return (timeline, chunk, AudioTranscodePlan.For(timeline, layout, chunk));
        }
    }
}
