using Vod.Media.Mp4;
using Vod.Media.Playback;
using Vod.Media.Tests.Mp4;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Playback;

public sealed class SampleWindowTests
{
    [Theory]
    [InlineData(0, SampleWindow.BlockBytes)]
    [InlineData(2_000_000, SampleWindow.BlockBytes)]
    [InlineData(20_000_000, 500_000)]
    [InlineData(500_000_000, SampleWindow.MaxBlockBytes)]
    [InlineData(long.MaxValue, SampleWindow.MaxBlockBytes)]
    public void A_block_holds_a_fifth_of_a_second_within_bounds(long bitsPerSecond, int expected) =>
        Assert.Equal(expected, SampleWindow.BlockBytesFor(bitsPerSecond));

    [Fact]
    public void Samples_that_lie_together_are_read_together_up_to_a_block()
    {
        SampleIndex samples = Samples([.. Enumerable.Repeat(20_000, 10)]);
        SampleWindow window = new(samples);

        Assert.True(window.TryPlanRead(0, out ReadRequest request));

        Assert.Equal((samples.GetSample(0).Offset, 60_000), (request.Offset, request.Length));
        Assert.InRange(request.Length, 1, SampleWindow.BlockBytes);
    }

    [Fact]
    public void A_sample_larger_than_a_block_is_read_whole_and_alone()
    {
        SampleWindow window = new(Samples([3 * SampleWindow.BlockBytes, 10]));

        Assert.True(window.TryPlanRead(0, out ReadRequest request));

        Assert.Equal(3 * SampleWindow.BlockBytes, request.Length);
        Assert.True(request.Destination.Length >= request.Length);
    }

    [Fact]
    public void A_block_has_a_limited_number_of_samples()
    {
        SampleIndex samples = Samples([.. Enumerable.Repeat(1, SampleWindow.MaxSamplesPerBlock + 1)]);

        Assert.True(new SampleWindow(samples).TryPlanRead(0, out ReadRequest request));

        Assert.Equal(SampleWindow.MaxSamplesPerBlock, request.Length);
    }

    [Theory]
    [InlineData(SampleWindow.MaxGapBytes, 10 + SampleWindow.MaxGapBytes + 10)]
    [InlineData(SampleWindow.MaxGapBytes + 1, 10)]
    [InlineData(-20, 10)]
    public void What_lies_between_two_samples_is_read_along_when_it_is_little(int gap, int length)
    {
        SampleWindow window = new(Samples([10, 10], gap));

        Assert.True(window.TryPlanRead(0, out ReadRequest request));

        Assert.Equal(length, request.Length);
    }

    [Fact]
    public void Samples_are_found_wherever_they_lie_in_the_file()
    {
        // The second sample stands before the first.
        SampleIndex samples = Samples([10, 10], gap: -20);
        SampleWindow window = new(samples);
        ReadAll(window, 0);

        for (int i = 0; i < samples.Count; i++)
        {
            AssertHolds(window, samples, i);
        }
    }

    [Fact]
    public void One_read_is_outstanding_at_a_time_and_what_it_reads_is_not_there_before_its_end()
    {
        SampleIndex samples = Samples([50_000, 50_000]);
        SampleWindow window = new(samples);

        Assert.True(window.TryPlanRead(0, out ReadRequest request));
        Assert.True(window.IsReading);
        Assert.False(window.TryPlanRead(0, out _));
        Assert.False(window.Holds(0));

        Assert.True(Answer(window, request));
        Assert.False(window.IsReading);
        AssertHolds(window, samples, 0);
        Assert.False(window.Holds(1));
    }

    [Fact]
    public void Two_blocks_ahead_of_the_play_head_are_enough()
    {
        SampleWindow window = new(Samples([.. Enumerable.Repeat(SampleWindow.BlockBytes, 10)]));

        Assert.Equal(3, ReadAll(window, 0));
        Assert.Equal(1, ReadAll(window, 1));
        Assert.Equal(0, ReadAll(window, 1));
    }

    [Fact]
    public void The_oldest_block_makes_room_and_never_one_that_is_ahead()
    {
        SampleIndex samples = Samples([.. Enumerable.Repeat(SampleWindow.BlockBytes, 20)]);
        SampleWindow window = new(samples);
        for (int playHead = 0; playHead < samples.Count; playHead++)
        {
            ReadAll(window, playHead);

            // The picture before is still being sent, and its packets are asked for again.
            int newest = Math.Min(playHead + 2, samples.Count - 1);
            for (int i = Math.Max(0, newest - SampleWindow.MaxBlocks + 1); i <= newest; i++)
            {
                AssertHolds(window, samples, i);
            }

            Assert.False(window.Holds(newest - SampleWindow.MaxBlocks));
        }

        Assert.False(window.TryPlanRead(samples.Count, out _));
    }

    [Fact]
    public void An_answer_that_is_too_short_is_told_and_gives_no_samples()
    {
        SampleWindow window = new(Samples([100]));
        window.TryPlanRead(0, out ReadRequest request);

        Assert.False(window.Complete(request, request.Length - 1));

        Assert.False(window.Holds(0));
        Assert.False(window.IsReading);
    }

    [Fact]
    public void After_a_jump_the_answer_to_the_old_question_changes_nothing()
    {
        SampleIndex samples = Samples([.. Enumerable.Repeat(SampleWindow.BlockBytes, 10)]);
        SampleWindow window = new(samples);
        window.TryPlanRead(0, out ReadRequest old);

        window.JumpTo(5);
        Assert.True(window.TryPlanRead(5, out ReadRequest current));
        Assert.NotSame(old.Destination, current.Destination);
        Array.Fill(old.Destination, (byte)0xEE);
        Assert.True(window.Complete(old, 0));

        Assert.True(window.IsReading);
        Assert.False(window.Holds(0));
        Assert.False(window.Holds(5));
        Assert.True(Answer(window, current));
        AssertHolds(window, samples, 5);
    }

    [Fact]
    public void A_jump_back_keeps_what_is_in_memory()
    {
        SampleIndex samples = Samples([.. Enumerable.Repeat(SampleWindow.BlockBytes, 10)]);
        SampleWindow window = new(samples);
        for (int playHead = 0; playHead < 4; playHead++)
        {
            ReadAll(window, playHead);
        }

        window.JumpTo(2);

        for (int i = 2; i < 6; i++)
        {
            AssertHolds(window, samples, i);
        }
    }

    [Fact]
    public void Any_walk_with_jumps_finds_every_sample_it_waits_for()
    {
        Random random = new(1);
        for (int round = 0; round < 50; round++)
        {
            SampleIndex samples = Samples([.. Enumerable.Range(0, 300).Select(_ => random.Next(1, 40_000))]);
            SampleWindow window = new(samples);
            int playHead = 0;
            int jumps = 20;
            while (playHead < samples.Count)
            {
                if (jumps > 0 && random.Next(40) == 0)
                {
                    jumps--;
                    playHead = random.Next(playHead + 1);
                    window.JumpTo(playHead);
                }

                // Waiting for a sample that nobody reads would be waiting for ever.
                if (!window.Holds(playHead))
                {
                    Assert.True(window.TryPlanRead(playHead, out ReadRequest needed), $"round {round}, sample {playHead}");
                    Answer(window, needed);
                    continue;
                }

                AssertHolds(window, samples, playHead++);
            }

            window.Dispose();
        }
    }

    [Fact]
    public void Disposing_of_it_twice_and_during_a_read_does_no_harm()
    {
        SampleWindow window = new(Samples([.. Enumerable.Repeat(SampleWindow.BlockBytes, 10)]));
        window.TryPlanRead(0, out ReadRequest first);
        Answer(window, first);
        window.TryPlanRead(0, out ReadRequest second);

        window.Dispose();
        window.Dispose();

        Assert.True(Answer(window, second));
        Assert.False(window.Holds(0));
        Assert.False(window.Holds(1));
    }

    private static int ReadAll(SampleWindow window, int playHead)
    {
        int reads = 0;
        while (window.TryPlanRead(playHead, out ReadRequest request))
        {
            reads++;
            Assert.True(Answer(window, request));
        }

        return reads;
    }

    // Every byte of the file is made of its position, so a sample can be told from any other.
    private static bool Answer(SampleWindow window, ReadRequest request)
    {
        for (int i = 0; i < request.Length; i++)
        {
            request.Destination[i] = ByteAt(request.Offset + i);
        }

        return window.Complete(request, request.Length);
    }

    private static void AssertHolds(SampleWindow window, SampleIndex samples, int index)
    {
        MediaSample sample = samples.GetSample(index);
        Assert.True(window.TryGet(index, sample, out ReadOnlySpan<byte> bytes), $"sample {index} is missing");
        Assert.Equal(sample.Size, bytes.Length);
        Assert.Equal(ByteAt(sample.Offset), bytes[0]);
        Assert.Equal(ByteAt(sample.Offset + sample.Size - 1), bytes[^1]);
    }

    private static byte ByteAt(long offset) => (byte)(offset * 31 >> 3);

    // Samples one after the other, but for a gap before the second.
    [Fact]
    public void In_a_loop_the_first_samples_are_read_after_the_last()
    {
        SampleIndex samples = Samples([.. Enumerable.Repeat(30_000, 4)]);
        SampleWindow window = new(samples, loops: true);
        List<long> offsets = [];
        for (int playHead = 0; playHead < 12; playHead += 2)
        {
            while (window.TryPlanRead(playHead, out ReadRequest request))
            {
                offsets.Add(request.Offset);
                Assert.True(window.Complete(request, request.Length));
            }

            Assert.True(window.Holds(playHead % samples.Count));
        }

        // Two samples to a block, and no block reaches over the end.
        Assert.Equal(
            Enumerable.Range(0, offsets.Count).Select(i => samples.GetSample(i % 2 * 2).Offset),
            offsets);
    }

    [Fact]
    public void A_file_that_is_played_once_is_not_read_beyond_its_end()
    {
        SampleWindow window = new(Samples([10, 10]));
        ReadAll(window, 0);

        Assert.False(window.TryPlanRead(1, out _));
    }

    [Fact]
    public void A_jump_to_where_the_reading_leads_to_anyway_reads_nothing_twice()
    {
        SampleIndex samples = Samples([.. Enumerable.Repeat(30_000, 20)]);
        SampleWindow window = new(samples);
        Assert.True(window.TryPlanRead(0, out ReadRequest first));
        Assert.True(window.Complete(first, first.Length));
        Assert.True(window.TryPlanRead(0, out ReadRequest second));

        window.JumpTo(1);
        window.JumpTo(2);

        Assert.True(window.IsReading);
        Assert.True(window.Complete(second, second.Length));
        Assert.True(window.Holds(3));
        window.JumpTo(10);
        Assert.True(window.TryPlanRead(10, out ReadRequest jumped));
        Assert.Equal(samples.GetSample(10).Offset, jumped.Offset);
    }

    private static SampleIndex Samples(int[] sizes, int gap = 0)
    {
        const int Start = 100_000;
        long position = Start;
        uint[][] offsets = new uint[sizes.Length][];
        for (int i = 0; i < sizes.Length; i++)
        {
            offsets[i] = [(uint)position];
            position += sizes[i] + (i == 0 ? gap : 0);
        }

        TrackSpec track = TrackSpec.Video with
        {
            SampleSizes = FullBox("stsz", 0, 0, U32(0), U32((uint)sizes.Length), Words([.. sizes.Select(static size => (uint)size)])),
            ChunkSamples = [.. Enumerable.Repeat(1, sizes.Length)],
            ChunkOffsets = Table("stco", 0, offsets),
            TimeToSample = Table("stts", 0, [(uint)sizes.Length, 40]),
            SyncSamples = [],
        };
        byte[] index = new MovieSpec(track).Build();
        Mp4ReadStep step = Reading.Read(1 << 30, ZerosAfter(index), limits: null, out _);
        return Assert.IsType<Mp4ReadStep.Ready>(step).Movie.FirstVideo!.Samples;
    }

    private static Reading.Source ZerosAfter(byte[] index) => (offset, length) =>
    {
        byte[] bytes = new byte[length];
        index.AsSpan()[(int)Math.Min(index.Length, offset)..(int)Math.Min(index.Length, offset + length)].CopyTo(bytes);
        return bytes;
    };
}
