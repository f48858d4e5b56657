using Vod.Media.Preparation;

namespace Vod.Media.Tests.Preparation;

public sealed class OpusChunkFileTests
{
    private static readonly ReadOnlyMemory<byte>[] Packets = [new byte[] { 1, 2, 3 }, new byte[] { 4 }, new byte[OpusChunkFile.MaxPacketLength]];

    [Fact]
    public void What_is_written_is_read()
    {
        Assert.True(OpusChunkFile.TryParse(OpusChunkFile.Write(Packets), Packets.Length, out ReadOnlyMemory<byte>[] packets));

        Assert.Equal(Packets.Select(p => p.ToArray()), packets.Select(p => p.ToArray()));
    }

    [Fact]
    public void A_file_cut_at_any_byte_is_refused()
    {
        byte[] file = OpusChunkFile.Write(Packets);

        for (int length = 0; length < file.Length; length++)
        {
            Assert.False(OpusChunkFile.TryParse(file.AsMemory(0, length), Packets.Length, out _));
        }
    }

    [Fact]
    public void A_file_with_any_bit_flipped_is_refused()
    {
        byte[] file = OpusChunkFile.Write(Packets[..2]);

        for (int bit = 0; bit < file.Length * 8; bit++)
        {
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(OpusChunkFile.TryParse(file, 2, out _));
            file[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.True(OpusChunkFile.TryParse(file, 2, out _));
    }

    [Fact]
    public void A_chunk_of_another_length_is_refused()
    {
        byte[] file = OpusChunkFile.Write(Packets);

        Assert.False(OpusChunkFile.TryParse(file, Packets.Length - 1, out _));
        Assert.False(OpusChunkFile.TryParse(file, Packets.Length + 1, out _));
        Assert.False(OpusChunkFile.TryParse((byte[])[.. file, 0], Packets.Length, out _));
    }

    [Fact]
    public void Empty_and_overlong_packets_are_refused_although_the_digest_is_right()
    {
        Assert.False(OpusChunkFile.TryParse(OpusChunkFile.Write([ReadOnlyMemory<byte>.Empty]), 1, out _));
        Assert.False(OpusChunkFile.TryParse(OpusChunkFile.Write([new byte[OpusChunkFile.MaxPacketLength + 1]]), 1, out _));
    }

    [Fact]
    public void The_largest_chunk_is_within_the_limit_of_a_file()
    {
        ReadOnlyMemory<byte> largest = new byte[OpusChunkFile.MaxPacketLength];
        byte[] file = OpusChunkFile.Write([.. Enumerable.Repeat(largest, OpusChunkLayout.PacketsPerChunk)]);

        Assert.Equal(OpusChunkFile.MaxLength, file.Length);
    }
}
