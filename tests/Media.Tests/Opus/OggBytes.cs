using System.Buffers.Binary;

namespace Vod.Media.Tests.Opus;

/// <summary>Builds Ogg pages for tests (RFC 3533 section 6), without checksums, which the reader does not look at.</summary>
internal static class OggBytes
{
    public const byte Continued = 1;
    public const byte First = 2;
    public const byte Last = 4;

    public static byte[] Head(byte channels = 2, ushort preSkip = 120)
    {
        byte[] head = new byte[19];
        "OpusHead"u8.CopyTo(head);
        head[8] = 1;
        head[9] = channels;
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(10), preSkip);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(12), 48_000);
        return head;
    }

    public static byte[] Tags() => [.. "OpusTags"u8, 0, 0, 0, 0, 0, 0, 0, 0];

    public static byte[] Page(uint sequence, byte flags, byte[] lacing, byte[] payload, uint serial = 7)
    {
        byte[] page = new byte[27 + lacing.Length + payload.Length];
        "OggS"u8.CopyTo(page);
        page[5] = flags;
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(14), serial);
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(18), sequence);
        page[26] = (byte)lacing.Length;
        lacing.CopyTo(page, 27);
        payload.CopyTo(page, 27 + lacing.Length);
        return page;
    }

    /// <summary>A page that holds whole packets.</summary>
    public static byte[] PageOf(uint sequence, byte flags, params byte[][] packets) =>
        Page(sequence, flags, [.. packets.SelectMany(p => Lacing(p.Length))], [.. packets.SelectMany(p => p)]);

    public static byte[] Lacing(int length) => [.. Enumerable.Repeat((byte)255, length / 255), (byte)(length % 255)];

    public static byte[] Packet(int length, byte seed) => [.. Enumerable.Range(0, length).Select(i => (byte)(seed + (i * 7)))];
}
