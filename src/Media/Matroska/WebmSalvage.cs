using System.Buffers.Binary;

namespace Vod.Media.Matroska;

/// <summary>Reads the clusters that <see cref="WebmWriter"/> wrote before a crash, to finish the file as the writer would have.</summary>
internal static class WebmSalvage
{
    private const int SizeLength = sizeof(uint);
    private const uint FourByteMarker = 0x1000_0000;
    private const byte TrackMask = 0x7F;
    private const byte KeyFrame = 0x80;

    // A second of picture at any rate that browsers send; what is longer was not written by us.
    private const int MaxClusterLength = 256 << 20;

    /// <summary>Reads bytes of the file; fewer than asked for at its end.</summary>
    /// <param name="offset">Where they begin.</param>
    /// <param name="destination">Where to.</param>
    /// <returns>How many.</returns>
    public delegate int Source(long offset, Span<byte> destination);

    /// <summary>Whether a file was finished: its segment has a size.</summary>
    public static bool IsFinished(Source read)
    {
        Span<byte> size = stackalloc byte[sizeof(ulong)];
        return read(WebmWriter.DataStart - sizeof(ulong), size) == size.Length && size[1..].ContainsAnyExcept((byte)0xFF);
    }

    /// <summary>Notes the whole clusters of a file.</summary>
    /// <param name="read">Gives bytes of the file.</param>
    /// <param name="fileLength">Bytes of the file.</param>
    /// <param name="writer">Told of every cluster.</param>
    /// <param name="end">When the last frame begins, in milliseconds; −1 without any.</param>
    /// <returns>Where the last whole cluster ends.</returns>
    public static long Gather(Source read, long fileLength, WebmWriter writer, out long end)
    {
        Span<byte> header = stackalloc byte[sizeof(uint) + SizeLength];
        long position = WebmWriter.DataStart;
        end = -1;
        while (read(position, header) == header.Length && TryReadHeader(header, out uint id, out int idLength, out int size))
        {
            long next = position + idLength + SizeLength + size;
            if (next > fileLength || id == MatroskaElement.Cues)
            {
                break;
            }

            if (id == MatroskaElement.Cluster)
            {
                byte[] body = new byte[Math.Min(size, MaxClusterLength)];
                if (read(position + idLength + SizeLength, body) < size || FramesOf(body) is not { Count: > 0 } frames)
                {
                    break;
                }

                writer.Note(position, frames);
                end = Math.Max(end, frames.Max(static frame => frame.Time));
            }

            position = next;
        }

        return position;
    }

    private static List<WebmFrame> FramesOf(ReadOnlySpan<byte> cluster)
    {
        List<WebmFrame> frames = [];
        long time = 0;
        while (TryReadHeader(cluster, out uint id, out int idLength, out int size) && size <= cluster.Length - idLength - SizeLength)
        {
            ReadOnlySpan<byte> body = cluster.Slice(idLength + SizeLength, size);
            if (id == MatroskaElement.Timestamp && size == sizeof(ulong))
            {
                time = (long)BinaryPrimitives.ReadUInt64BigEndian(body);
            }
            else if (id == MatroskaElement.SimpleBlock && size > 4)
            {
                frames.Add(new WebmFrame(body[0] & TrackMask, time + BinaryPrimitives.ReadInt16BigEndian(body[1..]), default, (body[3] & KeyFrame) != 0));
            }

            cluster = cluster[(idLength + SizeLength + size)..];
        }

        return frames;
    }

    // Sizes have four bytes each, as EbmlWriter writes them.
    private static bool TryReadHeader(ReadOnlySpan<byte> data, out uint id, out int idLength, out int size)
    {
        id = 0;
        size = 0;
        idLength = data.IsEmpty ? 0 : System.Numerics.BitOperations.LeadingZeroCount((uint)data[0]) - 23;
        if (idLength is < 1 or > sizeof(uint) || data.Length < idLength + SizeLength)
        {
            return false;
        }

        foreach (byte part in data[..idLength])
        {
            id = (id << 8) | part;
        }

        uint written = BinaryPrimitives.ReadUInt32BigEndian(data[idLength..]);
        size = (int)(written & ~FourByteMarker);
        return (written & 0xF000_0000) == FourByteMarker;
    }
}
