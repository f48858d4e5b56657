using Vod.Media.Preparation;

namespace Vod.Media.Tests.Preparation;

public sealed class OpusChunkLayoutTests
{
    [Theory]
    [InlineData(1, 48_000, 1)]
    [InlineData(960, 48_000, 1)]
    [InlineData(961, 48_000, 2)]
    [InlineData(44_100, 44_100, 50)]
    [InlineData(44_101, 44_100, 51)]
    [InlineData(22_050 * 3600L, 22_050, 180_000)]
    public void The_packets_cover_every_sample(long samples, int rate, long expected)
    {
        Assert.Equal(expected, OpusChunkLayout.CountPackets(samples, rate));
    }

    [Fact]
    public void Every_packet_is_in_exactly_one_chunk()
    {
        OpusChunkLayout layout = new(1234);

        Assert.Equal(3, layout.ChunkCount);
        Assert.Equal(1234, Enumerable.Range(0, layout.ChunkCount).Sum(layout.PacketsIn));
        for (int packet = 0; packet < layout.PacketCount; packet++)
        {
            int chunk = OpusChunkLayout.ChunkOf(packet);
            Assert.InRange(packet - OpusChunkLayout.FirstPacket(chunk), 0, layout.PacketsIn(chunk) - 1);
        }
    }

    [Fact]
    public void A_chunk_after_the_end_is_empty()
    {
        Assert.Equal(0, new OpusChunkLayout(500).PacketsIn(1));
        Assert.Equal(1, new OpusChunkLayout(500).ChunkCount);
    }
}
