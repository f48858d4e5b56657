using System.Buffers.Binary;

namespace Vod.Media.Host.Tests.Preparation;

/// <summary>Puts Opus packets into Ogg for ffmpeg to decode: a page per packet, no pre-skip, nothing trimmed at the end.</summary>
internal static class OggOpusWriter
{
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    public static byte[] Write(IEnumerable<byte[]> packets, int channels)
    {
        using MemoryStream stream = new();
        byte[] head = [.. "OpusHead"u8, 1, (byte)channels, 0, 0, 0x80, 0xBB, 0, 0, 0, 0, 0];
        uint sequence = 0;
        WritePage(stream, sequence++, 0, head);
        WritePage(stream, sequence++, 0, [.. "OpusTags"u8, 0, 0, 0, 0, 0, 0, 0, 0]);
        long granule = 0;
        foreach (byte[] packet in packets)
        {
            granule += 960;
            WritePage(stream, sequence++, granule, packet);
        }

        return stream.ToArray();
    }

    private static void WritePage(MemoryStream stream, uint sequence, long granule, byte[] packet)
    {
        byte[] lacing = [.. Enumerable.Repeat((byte)255, packet.Length / 255), (byte)(packet.Length % 255)];
        byte[] page = [.. "OggS"u8, .. new byte[22], (byte)lacing.Length, .. lacing, .. packet];
        page[5] = sequence == 0 ? (byte)2 : (byte)0;
        BinaryPrimitives.WriteInt64LittleEndian(page.AsSpan(6), granule);
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(14), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(18), sequence);
        uint crc = 0;
        foreach (byte value in page)
        {
            crc = (crc << 8) ^ CrcTable[(crc >> 24) ^ value];
        }

        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(22), crc);
        stream.Write(page);
    }

    private static uint CrcOf(int index)
    {
        uint crc = (uint)index << 24;
        for (int bit = 0; bit < 8; bit++)
        {
            crc = (crc & 0x8000_0000) != 0 ? (crc << 1) ^ 0x04C1_1DB7 : crc << 1;
        }

        return crc;
    }
}
