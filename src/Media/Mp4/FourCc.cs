using System.Buffers.Binary;
using System.Globalization;

namespace Vod.Media.Mp4;

/// <summary>A four-character code: the name of a box, a sample format, a handler or a brand.</summary>
/// <param name="Value">The four bytes read as a big-endian number.</param>
internal readonly record struct FourCc(uint Value)
{
    /// <summary>Makes a code from its four ASCII characters.</summary>
    public static FourCc Of(string name) => new(((uint)name[0] << 24) | ((uint)name[1] << 16) | ((uint)name[2] << 8) | name[3]);

    /// <summary>The four characters, or hexadecimal digits if some are not printable: the text may end up in a log.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Value);
        return bytes.ContainsAnyExceptInRange((byte)0x20, (byte)0x7E)
            ? Value.ToString("X8", CultureInfo.InvariantCulture)
            : System.Text.Encoding.ASCII.GetString(bytes);
    }
}
