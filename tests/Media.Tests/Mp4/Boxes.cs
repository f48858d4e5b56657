using System.Buffers.Binary;

namespace Vod.Media.Tests.Mp4;

/// <summary>Bytes of boxes and fields, for files built in code.</summary>
internal static class Boxes
{
    public static byte[] Box(string type, params byte[][] parts)
    {
        byte[] box = [.. U32(0), .. Ascii(type), .. Join(parts)];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        return box;
    }

    /// <summary>A box with the 64-bit form of its size.</summary>
    public static byte[] LargeBox(string type, params byte[][] parts)
    {
        byte[] box = [.. U32(1), .. Ascii(type), .. U64(0), .. Join(parts)];
        BinaryPrimitives.WriteInt64BigEndian(box.AsSpan(8), box.Length);
        return box;
    }

    /// <summary>A box whose size field says something of its own.</summary>
    public static byte[] BoxOfSize(uint size, string type, params byte[][] parts) => [.. U32(size), .. Ascii(type), .. Join(parts)];

    public static byte[] FullBox(string type, byte version, uint flags, params byte[][] parts) =>
        Box(type, [U32(((uint)version << 24) | flags), .. parts]);

    /// <summary>A full box with an entry count in front of its entries.</summary>
    public static byte[] Table(string type, byte version, params uint[][] entries) =>
        FullBox(type, version, 0, U32((uint)entries.Length), Words([.. entries.SelectMany(static entry => entry)]));

    public static byte[] Join(params byte[][] parts)
    {
        byte[] joined = new byte[parts.Sum(static part => part.Length)];
        int position = 0;
        foreach (byte[] part in parts)
        {
            part.CopyTo(joined, position);
            position += part.Length;
        }

        return joined;
    }

    public static byte[] Ascii(string text) => System.Text.Encoding.ASCII.GetBytes(text);

    public static byte[] U16(int value)
    {
        byte[] bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return bytes;
    }

    public static byte[] U32(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] U64(ulong value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] Words(params uint[] values)
    {
        byte[] bytes = new byte[values.Length * 4];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(i * 4), values[i]);
        }

        return bytes;
    }

    public static byte[] Zeros(int count) => new byte[count];
}
