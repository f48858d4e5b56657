using System.Buffers.Binary;

namespace Vod.Media.Host.Tests.Mp4;

/// <summary>
/// Makes a sparse file beyond 4 GB out of a small one with moov at the end: a box of 5 GB without contents is put behind ftyp, and the
/// chunk offset boxes become their 64-bit form.
/// </summary>
internal static class HugeFile
{
    private const long Hole = 5L << 30;

    public static string MakeFrom(string path)
    {
        byte[] small = File.ReadAllBytes(path);
        int afterFileType = (int)BinaryPrimitives.ReadUInt32BigEndian(small);
        int movie = MovieRewriter.FindMovie(small);
        string huge = path + ".huge.mp4";
        using FileStream output = File.Create(huge);
        output.Write(small.AsSpan(0, afterFileType));
        byte[] header = [0, 0, 0, 1, .. "free"u8, 0, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(8), Hole);
        output.Write(header);
        output.Position = afterFileType + Hole;
        output.Write(small.AsSpan(afterFileType, movie - afterFileType));
        output.Write(MovieRewriter.Rewrite(
            small.AsSpan(movie),
            static (_, type, body) => type == "stco" ? MovieRewriter.Box("co64", WidenOffsets(body)) : null));
        return huge;
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
}
