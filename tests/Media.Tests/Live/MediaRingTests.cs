using System.Runtime.InteropServices;
using Vod.Media.Live;

namespace Vod.Media.Tests.Live;

public sealed class MediaRingTests
{
    private const int Items = 8;
    private const int Bytes = 1024;
    private readonly MediaRing<int> _ring = new(Items, Bytes);

    [Fact]
    public void What_was_added_is_there_under_its_number()
    {
        Assert.True(_ring.TryAdd(70, [1, 2, 3]));
        Assert.True(_ring.TryAdd(71, []));

        Assert.Equal((0, 2), (_ring.First, _ring.End));
        AssertItem(0, 70, [1, 2, 3]);
        AssertItem(1, 71, []);
        Assert.False(_ring.TryGet(2, out _, out _));
        Assert.False(_ring.TryGet(-1, out _, out _));
        Assert.False(_ring.TryCopy(2, new byte[Bytes]));
    }

    [Fact]
    public void The_oldest_makes_room_when_there_are_too_many()
    {
        for (int i = 0; i < Items + 3; i++)
        {
            Assert.True(_ring.TryAdd(i, [(byte)i]));
        }

        Assert.Equal((3, Items + 3), (_ring.First, _ring.End));
        Assert.False(_ring.TryGet(2, out _, out _));
        Assert.False(_ring.TryCopy(2, new byte[1]));
        for (int i = 3; i < Items + 3; i++)
        {
            AssertItem(i, i, [(byte)i]);
        }
    }

    [Fact]
    public void The_oldest_make_room_when_there_are_too_many_bytes()
    {
        byte[] half = Filled(Bytes / 2, 1);
        byte[] other = Filled(Bytes / 2, 2);
        Assert.True(_ring.TryAdd(0, half));
        Assert.True(_ring.TryAdd(1, other));
        AssertItem(0, 0, half);

        byte[] third = Filled((Bytes / 2) + 1, 3);
        Assert.True(_ring.TryAdd(2, third));

        Assert.Equal(2, _ring.First);
        AssertItem(2, 2, third);
    }

    [Fact]
    public void What_is_larger_than_all_of_it_is_refused_and_changes_nothing()
    {
        Assert.True(_ring.TryAdd(0, [9]));

        Assert.False(_ring.TryAdd(1, new byte[Bytes + 1]));

        Assert.Equal((0, 1), (_ring.First, _ring.End));
        AssertItem(0, 0, [9]);
        Assert.True(_ring.TryAdd(1, new byte[Bytes]));
    }

    [Fact]
    public void What_is_forgotten_is_gone_and_the_rest_stays()
    {
        for (int i = 0; i < 4; i++)
        {
            _ring.TryAdd(i, [(byte)i]);
        }

        _ring.Forget(before: 2);
        _ring.Forget(before: 1);

        Assert.Equal(2, _ring.First);
        Assert.False(_ring.TryGet(1, out _, out _));
        AssertItem(2, 2, [2]);
        _ring.Forget(before: 100);
        Assert.Equal((4, 4), (_ring.First, _ring.End));
    }

    [Fact]
    public void Items_of_any_length_survive_the_end_of_the_memory_and_its_growth()
    {
        Random random = new(1);
        MediaRing<int> ring = new(64, 1024 * 1024);
        Dictionary<long, byte[]> all = [];
        for (int i = 0; i < 2000; i++)
        {
            byte[] bytes = new byte[random.Next(60_000)];
            random.NextBytes(bytes);
            all[ring.End] = bytes;
            Assert.True(ring.TryAdd(i, bytes));
        }

        Assert.InRange(ring.End - ring.First, 17, 64);
        byte[] copy = new byte[60_000];
        for (long number = ring.First; number < ring.End; number++)
        {
            Assert.True(ring.TryCopy(number, copy));
            Assert.True(copy.AsSpan(0, all[number].Length).SequenceEqual(all[number]));
        }
    }

    [Fact]
    public void Adding_takes_no_memory_in_the_long_run()
    {
        byte[] bytes = new byte[100];

        Assert.Equal(0, Allocation.Of(() =>
        {
            for (int i = 0; i < 10_000; i++)
            {
                _ring.TryAdd(i, bytes);
            }
        }));
    }

    /// <summary>One thread adds as fast as it can, others read as fast as they can: what they get is whole, or they are told that it is not.</summary>
    [Fact]
    public async Task Readers_on_other_threads_never_get_a_mixture()
    {
        const int Added = 200_000;
        MediaRing<long> ring = new(16, 16 * 1024);
        Task<int>[] readers = [.. Enumerable.Range(0, 3).Select(_ => Task.Factory.StartNew(() => ReadUntilLast(ring, Added), TaskCreationOptions.LongRunning))];
        byte[] item = new byte[2000];
        for (long i = 0; i < Added; i++)
        {
            // Every eight bytes of an item say which one it is.
            int words = 1 + (int)(i % 250);
            MemoryMarshal.Cast<byte, long>(item.AsSpan(0, words * sizeof(long))).Fill(i);
            Assert.True(ring.TryAdd(i, item.AsSpan(0, words * sizeof(long))));
        }

        int[] read = await Task.WhenAll(readers);
        Assert.All(read, static count => Assert.InRange(count, 1, int.MaxValue));
    }

    private static int ReadUntilLast(MediaRing<long> ring, long added)
    {
        int read = 0;
        byte[] copy = new byte[2000];
        while (true)
        {
            // The oldest is about to be written over.
            long number = ring.First;
            if (ring.TryGet(number, out long facts, out int length) && ring.TryCopy(number, copy))
            {
                read++;
                if (facts != number || length != (1 + (int)(number % 250)) * sizeof(long) || MemoryMarshal.Cast<byte, long>(copy.AsSpan(0, length)).ContainsAnyExcept(number))
                {
                    throw new InvalidOperationException($"item {number} is a mixture");
                }
            }

            if (ring.End == added)
            {
                return read;
            }
        }
    }

    private static byte[] Filled(int length, byte value)
    {
        byte[] bytes = new byte[length];
        bytes.AsSpan().Fill(value);
        return bytes;
    }

    private void AssertItem(long number, int facts, byte[] bytes)
    {
        Assert.True(_ring.TryGet(number, out int actual, out int length));
        Assert.Equal((facts, bytes.Length), (actual, length));
        byte[] copy = new byte[length];
        Assert.True(_ring.TryCopy(number, copy));
        Assert.Equal(bytes, copy);
    }
}
