namespace Vod.Media.Matroska.Reading;

/// <summary>Reads the sizes of the frames that share a block (RFC 9559 section 10.3).</summary>
internal static class LaceReader
{
    private const byte More = 255;
    private const int BitsOfSizeByte = 7;

    /// <summary>Reads the sizes.</summary>
    /// <param name="lacing">How they are written; not <see cref="Lacing.None"/>.</param>
    /// <param name="content">The block behind its header, as a whole.</param>
    /// <param name="sizes">Gets the sizes, at most 256.</param>
    /// <param name="start">Where the first frame begins in <paramref name="content"/>.</param>
    /// <returns>False when they say more than there is.</returns>
    public static bool TryRead(Lacing lacing, ReadOnlySpan<byte> content, List<int> sizes, out int start)
    {
        sizes.Clear();
        start = 1;
        if (content.IsEmpty)
        {
            return false;
        }

        int count = content[0] + 1;
        return lacing switch
        {
            Lacing.Fixed => TryDivide(content.Length - start, count, sizes),
            Lacing.Xiph => TryReadXiph(content, count, sizes, ref start),
            _ => TryReadEbml(content, count, sizes, ref start),
        };
    }

    private static bool TryDivide(int bytes, int count, List<int> sizes)
    {
        if (bytes == 0 || bytes % count != 0)
        {
            return false;
        }

        sizes.AddRange(Enumerable.Repeat(bytes / count, count));
        return true;
    }

    private static bool TryReadXiph(ReadOnlySpan<byte> content, int count, List<int> sizes, ref int start)
    {
        for (int i = 1; i < count; i++)
        {
            int size = 0;
            byte part;
            do
            {
                if (start == content.Length)
                {
                    return false;
                }

                part = content[start++];
                size += part;
            }
            while (part == More);
            sizes.Add(size);
        }

        return TryAddLast(content.Length - start, sizes);
    }

    private static bool TryReadEbml(ReadOnlySpan<byte> content, int count, List<int> sizes, ref int start)
    {
        long size = 0;
        for (int i = 1; i < count; i++)
        {
            int length = EbmlElement.ReadVariable(content[start..], out ulong value);
            if (length == 0)
            {
                return false;
            }

            // A difference is written as what it is more than the lowest of its length.
            size = i == 1 ? (long)value : size + (long)value - ((1L << ((BitsOfSizeByte * length) - 1)) - 1);
            start += length;
            if (size < 0 || size > content.Length)
            {
                return false;
            }

            sizes.Add((int)size);
        }

        return TryAddLast(content.Length - start, sizes);
    }

    // The last has what the others leave.
    private static bool TryAddLast(int left, List<int> sizes)
    {
        long last = left - sizes.Sum(static size => (long)size);
        sizes.Add((int)Math.Max(0, last));
        return last >= 0;
    }
}
