using System.Buffers.Binary;

namespace Vod.Media.Host.Tests.Mp4;

/// <summary>
/// Makes a sparse file beyond 4 GB out of a small one with moov at the end: a box of 5 GB without contents is put behind ftyp, and the
/// chunk offset boxes become their 64-bit form.
/// </summary>
internal static class HugeFile
{
    private const long Hole = 5L << 30;
    private static readonly string[] Containers = ["moov", "trak", "mdia", "minf", "stbl"];

    public static string MakeFrom(string path)
    {
        byte[] small = File.ReadAllBytes(path);
        int afterFileType = (int)BinaryPrimitives.ReadUInt32BigEndian(small);
        int movie = FindMovie(small);
        string huge = path + ".huge.mp4";
        using FileStream output = File.Create(huge);
        output.Write(small.AsSpan(0, afterFileType));
        byte[] header = [0, 0, 0, 1, .. "free"u8, 0, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(8), Hole);
        output.Write(header);
        output.Position = afterFileType + Hole;
        output.Write(small.AsSpan(afterFileType, movie - afterFileType));
        output.Write(Widen(small.AsSpan(movie)));
        return huge;
    }

    private static int FindMovie(byte[] file)
    {
        int position = 0;
        while (!file.AsSpan(position + 4, 4).SequenceEqual("moov"u8))
        {
            position += (int)BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(position));
        }

        return position;
    }

    private static byte[] Widen(ReadOnlySpan<byte> boxes)
    {
        List<byte> result = [];
        while (!boxes.IsEmpty)
        {
            int size = (int)BinaryPrimitives.ReadUInt32BigEndian(boxes);
            string type = System.Text.Encoding.ASCII.GetString(boxes[4..8]);
            byte[] box = Containers.Contains(type) ? Box(type, Widen(boxes[8..size]))
                : type == "stco" ? Box("co64", WidenOffsets(boxes[8..size]))
                : boxes[..size].ToArray();
            result.AddRange(box);
            boxes = boxes[size..];
        }

        return [.. result];
    }

    private static byte[] WidenOffsets(ReadOnlySpan<byte> body)
    {
        byte[] wide = new byte[8 + ((body.Length - 8) * 2)];
        body[..8].CopyTo(wide);
        for (int i = 8; i < body.Length; i += 4)
        {
            BinaryPrimitives.WriteInt64BigEndian(wide.AsSpan(8 + ((i - 8) * 2)), BinaryPrimitives.ReadUInt32BigEndian(body[i..]) + Hole);
        }

        return wide;
    }

    private static byte[] Box(string type, byte[] body)
    {
        byte[] box = [0, 0, 0, 0, .. System.Text.Encoding.ASCII.GetBytes(type), .. body];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        return box;
    }
}
