using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Vod.Media.Matroska;

/// <summary>The name of the stream that a recording is of, for whoever finishes it after a crash: an element in front of the first cluster that players pass over.</summary>
internal static class WebmStreamName
{
    /// <summary>Most bytes of a name. A longer one is not kept.</summary>
    public const int MaxNameBytes = 4096;

    // As much as stands in front of the first cluster, and no more: the rest is media.
    private const int MaxStart = MaxNameBytes + 4096;

    private static ReadOnlySpan<byte> Mark => "vod stream "u8;

    /// <summary>The element.</summary>
    /// <param name="stream">The name; empty or too long for none.</param>
    public static ReadOnlyMemory<byte> Make(string stream)
    {
        byte[] name = Encoding.UTF8.GetBytes(stream);
        ArrayBufferWriter<byte> element = new();
        if (name.Length is > 0 and <= MaxNameBytes)
        {
            EbmlWriter.WriteBinary(element, MatroskaElement.Void, [.. Mark, .. name]);
        }

        return element.WrittenMemory;
    }

    /// <summary>Finds the name in a file.</summary>
    /// <param name="read">Gives bytes of the file.</param>
    /// <returns>The name; empty when there is none.</returns>
    public static string Find(WebmSalvage.Source read)
    {
        byte[] start = new byte[MaxStart];
        ReadOnlySpan<byte> bytes = start.AsSpan(0, read(WebmWriter.DataStart, start));
        int at = bytes.IndexOf(Mark);
        if (at < sizeof(uint))
        {
            return "";
        }

        // The size in front of it, as EbmlWriter writes it: four bytes.
        int length = (int)(BinaryPrimitives.ReadUInt32BigEndian(bytes[(at - sizeof(uint))..]) & 0x0FFF_FFFF) - Mark.Length;
        return length >= 0 && length <= MaxNameBytes && at + Mark.Length + length <= bytes.Length ? Encoding.UTF8.GetString(bytes.Slice(at + Mark.Length, length)) : "";
    }
}
