using Vod.Media.Mp4;

namespace Vod.Media.Tests.Mp4;

/// <summary>The compressed form against a plain list of the same samples.</summary>
public sealed class SampleIndexPackerTests
{
    private readonly record struct Plain(long Offset, uint Size, uint Duration, int CompositionOffset, int Entry, bool IsSync);

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1000)]
    public void What_goes_in_comes_out_whatever_the_numbers_are(int count)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            Random random = new(seed);
            Plain[] plain = [.. Enumerable.Range(0, count).Select(_ => Wild(random))];
            SampleIndex index = Pack(plain, editOffset: random.NextInt64(-1L << 40, 1L << 40), out long editOffset);
            long shift = Math.Min(0, plain.Min(static sample => sample.CompositionOffset));
            long decode = 0;
            for (int i = 0; i < count; i++)
            {
                MediaSample expected = new(
                    plain[i].Offset,
                    (int)plain[i].Size,
                    decode + shift + editOffset,
                    decode + plain[i].CompositionOffset + editOffset,
                    plain[i].Duration,
                    plain[i].IsSync);
                Assert.Equal(expected, index.GetSample(i));
                Assert.Equal(plain[i].Entry, index.GetSampleEntry(i));
                decode += plain[i].Duration;
            }
        }
    }

    [Fact]
    public void Sync_samples_are_found_as_by_looking_at_all()
    {
        Random random = new(7);
        foreach (int oneIn in new[] { 1, 2, 50, 300, 100_000 })
        {
            Plain[] plain = [.. Enumerable.Range(0, 1000).Select(_ => Film(random, oneIn))];
            SampleIndex index = Pack(plain, 0, out _);
            int last = 0;
            for (int i = 0; i < plain.Length; i++)
            {
                last = plain[i].IsSync ? i : last;
                Assert.Equal(last, index.FindSyncAtOrBefore(i));
            }

            Assert.Equal(plain.Count(static sample => sample.IsSync), index.SyncCount);
        }
    }

    [Fact]
    public void Times_are_found_as_by_looking_at_all()
    {
        Random random = new(11);
        Plain[] plain = [.. Enumerable.Range(0, 500).Select(_ => Film(random, 25))];
        SampleIndex index = Pack(plain, -1234, out _);
        MediaSample[] samples = [.. Enumerable.Range(0, index.Count).Select(index.GetSample)];
        for (long time = index.StartTime - 500; time < index.EndTime + 500; time += 17)
        {
            int decoded = Array.FindLastIndex(samples, sample => sample.DecodeTime <= time);
            Assert.Equal(Math.Max(0, decoded), index.FindByDecodeTime(time));
            if (time < index.StartTime)
            {
                Assert.Equal(0, index.FindByCompositionTime(time));
                continue;
            }

            long shown = samples.Where(sample => sample.CompositionTime <= time).Max(static sample => sample.CompositionTime);
            Assert.Equal(shown, index.GetSample(index.FindByCompositionTime(time)).CompositionTime);
        }

        Assert.Equal(samples.Max(static sample => sample.CompositionTime + sample.Duration), index.EndTime);
        Assert.Equal(samples.Min(static sample => sample.CompositionTime), index.StartTime);
    }

    [Fact]
    public void One_absurd_composition_offset_does_not_spoil_the_search()
    {
        Plain[] plain = [.. Enumerable.Range(0, 100_000).Select(static i =>
            new Plain(i * 10L, 10, 40, i == 99_999 ? -2_000_000_000 : 0, 0, true))];
        SampleIndex index = Pack(plain, 0, out _);
        long decodeShift = index.GetSample(0).DecodeTime;

        Assert.Equal(-2_000_000_000, decodeShift);
        Assert.InRange(index.FindByCompositionTime(40 * 500), 0, index.Count - 1);
    }

    [Fact]
    public void Two_million_samples_take_at_most_12_bytes_each()
    {
        // 22 h of about 25 pictures per second at 6 Mbit/s, with B-frames, variable rate, beyond 4 GB, interleaved with sound: every
        // column is busy.
        const int Count = 2_000_000;
        Random random = new(3);
        SampleIndexPacker packer = new();
        long offset = 0;
        for (int i = 0; i < Count; i++)
        {
            bool sync = i % 50 == 0;
            uint size = (uint)(sync ? random.Next(60_000, 250_000) : random.Next(2_000, 45_000));
            int reordering = (i % 4) switch { 0 => 2, 1 => 4, 2 => 1, _ => 0 };
            packer.Add(offset, size, (uint)random.Next(3000, 4200), reordering * 3600, 0, sync);
            offset += size + random.Next(0, 800);
        }

        SampleIndex index = packer.Build(-7200);

        Assert.Equal(Count, index.Count);
        Assert.True(offset > 32L << 30);
        Assert.InRange(index.MemoryBytes, Count, 12L * Count);
    }

    [Fact]
    public void Sound_of_constant_frame_length_takes_less_than_5_bytes_per_sample()
    {
        const int Count = 100_000;
        Random random = new(4);
        SampleIndexPacker packer = new();
        long offset = 0;
        for (int i = 0; i < Count; i++)
        {
            uint size = (uint)random.Next(200, 500);
            packer.Add(offset, size, 1024, 0, 0, true);
            offset += size + (i % 20 == 19 ? 300_000 : 0);
        }

        Assert.InRange(packer.Build(0).MemoryBytes, 0, 5 * Count);
    }

    [Fact]
    public void Reading_samples_allocates_nothing()
    {
        Random random = new(5);
        SampleIndex index = Pack([.. Enumerable.Range(0, 1000).Select(_ => Film(random, 25))], 0, out _);
        long first = Walk(index);

        long again = 0;

        Assert.Equal(0, Allocation.Of(() => again = Walk(index)));
        Assert.Equal(first, again);
    }

    private static long Walk(SampleIndex index)
    {
        long sum = 0;
        for (int i = 0; i < index.Count; i++)
        {
            MediaSample sample = index.GetSample(i);
            sum += sample.Offset + index.FindSyncAtOrBefore(i);
            sum += index.FindByCompositionTime(sample.CompositionTime) + index.FindByDecodeTime(sample.DecodeTime);
        }

        return sum;
    }

    private static Plain Wild(Random random) => new(
        random.NextInt64(1L << random.Next(1, 63)),
        (uint)random.NextInt64(1L << random.Next(1, 27)),
        (uint)random.NextInt64(1L << random.Next(1, 33)),
        random.Next(-(1 << random.Next(1, 31)), 1 << random.Next(1, 31)),
        random.Next(1 << random.Next(1, 8)),
        random.Next(3) == 0);

    private static Plain Film(Random random, int syncOneIn) => new(
        random.Next(1_000_000), (uint)random.Next(1000), (uint)random.Next(1, 60), random.Next(0, 200), 0, random.Next(syncOneIn) == 0);

    private static SampleIndex Pack(Plain[] plain, long editOffset, out long offset)
    {
        SampleIndexPacker packer = new();
        foreach (Plain sample in plain)
        {
            packer.Add(sample.Offset, sample.Size, sample.Duration, sample.CompositionOffset, sample.Entry, sample.IsSync);
        }

        offset = editOffset;
        return packer.Build(editOffset);
    }
}
