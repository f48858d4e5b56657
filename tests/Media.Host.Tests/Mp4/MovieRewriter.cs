using System.Buffers.Binary;
using System.Text;

namespace Vod.Media.Host.Tests.Mp4;

/// <summary>Changes boxes of a moov box at the end of a file, where no offset depends on its length.</summary>
internal static class MovieRewriter
{
    private const int HeaderLength = 8;
    private static readonly string[] Containers = ["moov", "trak", "mdia", "minf", "stbl"];

    /// <summary>What becomes of a box that is no container; null if it stays.</summary>
    /// <param name="track">Number of the track it is in, counted from 1; 0 outside.</param>
    /// <param name="type">The four-character code.</param>
    /// <param name="body">Its bytes without the header.</param>
    public delegate byte[]? Change(int track, string type, byte[] body);

    /// <summary>Position of the moov box.</summary>
    public static int FindMovie(byte[] file)
    {
        int position = 0;
        while (!file.AsSpan(position + 4, 4).SequenceEqual("moov"u8))
        {
            position += (int)BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(position));
        }

        return position;
    }

    /// <summary>Writes a file like another with some boxes changed, and gives its path.</summary>
    public static string Rewrite(string path, string name, Change change)
    {
        byte[] file = File.ReadAllBytes(path);
        int movie = FindMovie(file);
        string changed = $"{path}.{name}.mp4";
        File.WriteAllBytes(changed, [.. file[..movie], .. Rewrite(file.AsSpan(movie), change)]);
        return changed;
    }

    /// <summary>The same boxes, some changed, all of them with sizes that fit.</summary>
    public static byte[] Rewrite(ReadOnlySpan<byte> boxes, Change change)
    {
        int tracks = 0;
        return Rewrite(boxes, change, ref tracks);
    }

    public static byte[] Box(string type, params ReadOnlySpan<byte> body)
    {
        byte[] box = [0, 0, 0, 0, .. Encoding.ASCII.GetBytes(type), .. body];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        return box;
    }

    private static byte[] Rewrite(ReadOnlySpan<byte> boxes, Change change, ref int track)
    {
        List<byte> result = [];
        while (!boxes.IsEmpty)
        {
            int size = (int)BinaryPrimitives.ReadUInt32BigEndian(boxes);
            string type = Encoding.ASCII.GetString(boxes[4..HeaderLength]);
            ReadOnlySpan<byte> body = boxes[HeaderLength..size];
            track += type == "trak" ? 1 : 0;
            result.AddRange(Containers.Contains(type)
                ? Box(type, Rewrite(body, change, ref track))
                : change(track, type, body.ToArray()) ?? boxes[..size].ToArray());
            boxes = boxes[size..];
        }

        return [.. result];
    }
}
