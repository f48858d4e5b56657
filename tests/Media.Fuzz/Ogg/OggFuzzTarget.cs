using System.Buffers.Binary;
using Vod.Media.Opus;

namespace Vod.Media.Fuzz.Ogg;

/// <summary>The output of a transcoder that was fed a stranger's sound.</summary>
internal sealed class OggFuzzTarget : IFuzzTarget
{
    private const int Portion = 97;

    /// <inheritdoc/>
    public string Name => "ogg";

    /// <inheritdoc/>
    public IEnumerable<byte[]> Seeds
    {
        get
        {
            byte[] head = [.. "OpusHead"u8, 1, 2, 120, 0, 0x80, 0xBB, 0, 0, 0, 0, 0];
            byte[] headers = [.. Page(0, 2, [(byte)head.Length], head), .. Page(1, 0, [16], [.. "OpusTags"u8, .. new byte[8]])];
            yield return headers;
            yield return [.. headers, .. Page(2, 0, [3, 255, 0], new byte[258]), .. Page(3, 4, [255, 45], new byte[300])];
            yield return [.. headers, .. Page(2, 0, [255], new byte[255]), .. Page(3, 1, [255, 255], new byte[510]), .. Page(4, 5, [9], new byte[9])];
        }
    }

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<byte> input)
    {
        List<int> whole = Read(input, int.MaxValue);
        List<int> portions = Read(input, Portion);
        if (!whole.SequenceEqual(portions))
        {
            throw new InvalidOperationException("the packets depend on how the bytes are portioned");
        }
    }

    private static List<int> Read(ReadOnlySpan<byte> input, int portion)
    {
        OggOpusReader reader = new();
        List<int> lengths = [];
        int total = 0;
        while (!input.IsEmpty)
        {
            int length = Math.Min(portion, input.Length);
            reader.Append(input[..length]);
            input = input[length..];
            total += length;
            while (reader.TryReadPacket(out ReadOnlySpan<byte> packet) == OggReadStatus.Complete)
            {
                lengths.Add(packet.Length);
            }

            if (lengths.Sum() > total)
            {
                throw new InvalidOperationException("more came out than went in");
            }
        }

        return lengths;
    }

    private static byte[] Page(uint sequence, byte flags, byte[] lacing, byte[] payload)
    {
        byte[] page = new byte[OggPage.FixedHeaderLength + lacing.Length + payload.Length];
        "OggS"u8.CopyTo(page);
        page[5] = flags;
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(18), sequence);
        page[26] = (byte)lacing.Length;
        lacing.CopyTo(page, OggPage.FixedHeaderLength);
        payload.CopyTo(page, OggPage.FixedHeaderLength + lacing.Length);
        return page;
    }
}
