using System.Numerics;
using System.Runtime.InteropServices;

namespace Vod.Media.Mp4;

/// <summary>
/// 64 consecutive samples. Each property of a sample is a column; a column keeps what all 64 have in common here and the rest in as
/// few bits per sample as the largest rest needs. 64 values of w bits are exactly w words, so a column starts at a whole word and any
/// value is found without looking at the others.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SampleBlock
{
    /// <summary>Samples in a block; one word of bits.</summary>
    public const int Length = 64;

    /// <summary>Smallest byte offset.</summary>
    public long Offset;

    /// <summary>Decode time that <see cref="DecodeSlope"/> starts from, before the edit list.</summary>
    public long Decode;

    /// <summary>Bit i is set if sample i is a sync sample.</summary>
    public ulong Sync;

    /// <summary>Ticks per sample on average; exact for a constant frame rate, which then needs no bits at all.</summary>
    public uint DecodeSlope;

    /// <summary>Smallest size.</summary>
    public uint Size;

    /// <summary>Smallest composition offset.</summary>
    public int Composition;

    /// <summary>Last sync sample before this block, −1 if there is none.</summary>
    public int PrecedingSync;

    /// <summary>First word of the columns of this block; they follow each other in the order of the widths below.</summary>
    public int FirstWord;

    /// <summary>Bits per sample of each column.</summary>
    public byte OffsetBits;
    public byte SizeBits;
    public byte DecodeBits;
    public byte CompositionBits;
    public byte DescriptionBits;

    /// <summary>Smallest position among the sample entries; <see cref="Mp4Limits.MaxSampleEntries"/> fits.</summary>
    public byte Description;

    /// <summary>Words of all columns together.</summary>
    public readonly int WordCount => OffsetBits + SizeBits + DecodeBits + CompositionBits + DescriptionBits;

    public readonly long OffsetAt(ReadOnlySpan<ulong> words, int i) => Offset + (long)Unpack(words, FirstWord, OffsetBits, i);

    public readonly int SizeAt(ReadOnlySpan<ulong> words, int i) => (int)(Size + (uint)Unpack(words, FirstWord + OffsetBits, SizeBits, i));

    public readonly long DecodeAt(ReadOnlySpan<ulong> words, int i) =>
        Decode + ((long)DecodeSlope * i) + (long)Unpack(words, FirstWord + OffsetBits + SizeBits, DecodeBits, i);

    public readonly long CompositionAt(ReadOnlySpan<ulong> words, int i) =>
        Composition + (long)Unpack(words, FirstWord + OffsetBits + SizeBits + DecodeBits, CompositionBits, i);

    public readonly int DescriptionAt(ReadOnlySpan<ulong> words, int i) =>
        Description + (int)Unpack(words, FirstWord + OffsetBits + SizeBits + DecodeBits + CompositionBits, DescriptionBits, i);

    /// <summary>Writes a column of up to 64 values into zeroed words.</summary>
    public static void Pack(ReadOnlySpan<ulong> values, Span<ulong> words, int bits)
    {
        for (int i = 0; i < values.Length && bits > 0; i++)
        {
            int position = i * bits;
            int shift = position % Length;
            words[position / Length] |= values[i] << shift;
            if (shift + bits > Length)
            {
                words[(position / Length) + 1] |= values[i] >> (Length - shift);
            }
        }
    }

    /// <summary>Bits needed for any value up to this one.</summary>
    public static byte BitsFor(ulong largest) => (byte)(Length - BitOperations.LeadingZeroCount(largest));

    private static ulong Unpack(ReadOnlySpan<ulong> words, int firstWord, int bits, int i)
    {
        if (bits == 0)
        {
            return 0;
        }

        int position = i * bits;
        int word = firstWord + (position / Length);
        int shift = position % Length;
        ulong value = words[word] >> shift;
        if (shift + bits > Length)
        {
            value |= words[word + 1] << (Length - shift);
        }

        return value & (ulong.MaxValue >> (Length - bits));
    }
}
