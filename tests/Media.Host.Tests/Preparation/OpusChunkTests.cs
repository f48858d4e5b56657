using Vod.Media.Host.Preparation;

namespace Vod.Media.Host.Tests.Preparation;

public sealed class OpusChunkTests
{
    [Fact]
    public void Packets_appear_one_by_one_and_stay()
    {
        OpusChunk chunk = new(2);

        Assert.False(chunk.TryGet(0, out _));
        chunk.Add([1, 2]);
        Assert.True(chunk.TryGet(0, out ReadOnlyMemory<byte> first));
        Assert.False(chunk.TryGet(1, out _));
        Assert.False(chunk.IsComplete);
        chunk.Add([3]);

        Assert.True(chunk.IsComplete);
        Assert.Equal([1, 2], first.ToArray());
        Assert.Equal(3, chunk.MemoryBytes);
    }

    [Fact]
    public async Task Readers_never_see_a_packet_half_done()
    {
        const int count = 20_000;
        OpusChunk chunk = new(count);
        Task<int>[] readers = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() => ReadAll(chunk)))];

        for (int i = 0; i < count; i++)
        {
            chunk.Add(Enumerable.Repeat((byte)i, 1 + (i % 300)).ToArray());
        }

        Assert.All(await Task.WhenAll(readers), wrong => Assert.Equal(0, wrong));
    }

    private static int ReadAll(OpusChunk chunk)
    {
        int wrong = 0;
        for (int i = 0; i < chunk.Count; i++)
        {
            ReadOnlyMemory<byte> packet;
            while (!chunk.TryGet(i, out packet))
            {
                Thread.Yield();
            }

            wrong += packet.Length == 1 + (i % 300) && !packet.Span.ContainsAnyExcept((byte)i) ? 0 : 1;
        }

        return wrong;
    }
}
