using System.Buffers.Binary;
using System.Text;

namespace Vod.Media.Mp4.Writing;

/// <summary>
/// The name of the stream that a recording is of, for whoever finishes it after a crash: a free box of its own behind the moov of a running file. Of a finished one it is bytes that nobody looks at.
/// </summary>
internal static class StreamNameBox
{
    /// <summary>Most bytes of a name. A longer one is not kept.</summary>
    public const int MaxNameBytes = 4096;

    private const int HeaderLength = 8;

    private static ReadOnlySpan<byte> Mark => "vod stream "u8;

    /// <summary>The box.</summary>
    /// <param name="stream">The name; empty or too long for none.</param>
    public static byte[] Make(string stream)
    {
        int length = Encoding.UTF8.GetByteCount(stream);
        if (length is 0 or > MaxNameBytes)
        {
            return [];
        }

        byte[] box = new byte[HeaderLength + Mark.Length + length];
        BinaryPrimitives.WriteUInt32BigEndian(box, (uint)box.Length);
        BinaryPrimitives.WriteUInt32BigEndian(box.AsSpan(sizeof(uint)), BoxType.FreeSpace);
        Mark.CopyTo(box.AsSpan(HeaderLength));
        Encoding.UTF8.GetBytes(stream, box.AsSpan(HeaderLength + Mark.Length));
        return box;
    }

    /// <summary>Finds the name in a file that is not finished.</summary>
    /// <param name="read">Gives bytes of the file.</param>
    /// <param name="fileLength">Bytes of the file.</param>
    /// <returns>The name; empty when there is none.</returns>
    public static string Find(MovieSalvage.Source read, long fileLength)
    {
        Span<byte> header = stackalloc byte[BoxHeader.LargeLength];
        long position = 0;
        while (BoxHeader.TryParse(header[..read(position, header)], fileLength - position, out BoxHeader box) && box.Type is BoxType.FileType or BoxType.FreeSpace or BoxType.Movie)
        {
            if (box.Type == BoxType.FreeSpace && box.Size <= HeaderLength + Mark.Length + MaxNameBytes)
            {
                byte[] body = new byte[box.Size - HeaderLength];
                if (read(position + HeaderLength, body) == body.Length && body.AsSpan().StartsWith(Mark))
                {
                    return Encoding.UTF8.GetString(body.AsSpan(Mark.Length));
                }
            }

            position += box.Size;
        }

        return "";
    }
}
