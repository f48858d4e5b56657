using System.Buffers.Binary;
using Vod.Media.Matroska;
using Vod.Media.Matroska.Reading;

namespace Vod.Media.Fuzz.Matroska;

/// <summary>
/// Mutations that keep the nesting of elements: one is repeated, removed, or taken from another file, and the sizes of those around it, where they have eight bytes, follow.
/// </summary>
internal static class ElementMutation
{
    private const int MaxDepth = 8;
    private const ulong EightByteMarker = 0x0100_0000_0000_0000;

    /// <summary>A changed file; null if it has no element.</summary>
    public static byte[]? Mutate(byte[] file, byte[] other, Random random)
    {
        List<FoundElement> elements = Find(file);
        if (elements.Count == 0)
        {
            return null;
        }

        FoundElement element = elements[random.Next(elements.Count)];
        byte[] own = Bytes(file, element);
        return random.Next(4) switch
        {
            0 => Replace(file, element, [.. own, .. own]),
            1 => Replace(file, element, []),
            2 => Replace(file, element, [.. own, .. Any(other, random)]),
            _ => Replace(file, element, Any(other, random)),
        };
    }

    private static byte[] Any(byte[] other, Random random)
    {
        List<FoundElement> elements = Find(other);
        return elements.Count == 0 ? [] : Bytes(other, elements[random.Next(elements.Count)]);
    }

    private static byte[] Bytes(byte[] file, FoundElement element) => file.AsSpan(element.Start, element.Length).ToArray();

    private static byte[] Replace(byte[] file, FoundElement element, byte[] with)
    {
        foreach (int around in element.Around)
        {
            // Only sizes of eight bytes are long enough for any change; that of an element without an end stays.
            _ = EbmlElement.TryParse(file.AsSpan(around), out EbmlElement parent);
            if (parent.Size != EbmlElement.UnknownSize && parent.HeaderLength > sizeof(ulong) && file[around + parent.HeaderLength - sizeof(ulong)] == 1)
            {
                BinaryPrimitives.WriteUInt64BigEndian(
                    file.AsSpan(around + parent.HeaderLength - sizeof(ulong)), EightByteMarker | (ulong)Math.Max(0, parent.Size + with.Length - element.Length));
            }
        }

        return [.. file[..element.Start], .. with, .. file[(element.Start + element.Length)..]];
    }

    private static List<FoundElement> Find(byte[] file)
    {
        List<FoundElement> found = [];
        Find(file, 0, file.Length, [], found);
        return found;
    }

    private static void Find(byte[] file, int start, int end, int[] around, List<FoundElement> found)
    {
        while (start < end && around.Length < MaxDepth && EbmlElement.TryParse(file.AsSpan(start, end - start), out EbmlElement element))
        {
            long length = element.Size == EbmlElement.UnknownSize ? end - start : element.Length;
            if (length > end - start)
            {
                return;
            }

            found.Add(new(start, (int)length, around));
            if (IsMaster(element.Id))
            {
                Find(file, start + element.HeaderLength, start + (int)length, [.. around, start], found);
            }

            start += (int)length;
        }
    }

    private static bool IsMaster(uint id) => id is MatroskaElement.Ebml or MatroskaElement.Segment or MatroskaElement.Info or MatroskaElement.Tracks or MatroskaElement.TrackEntry
        or MatroskaElement.Video or MatroskaElement.Audio or MatroskaElement.ContentEncodings or MatroskaElement.ContentEncoding or MatroskaElement.Cluster or MatroskaElement.BlockGroup;

    /// <param name="Start">Position of its header.</param>
    /// <param name="Length">Bytes, header included.</param>
    /// <param name="Around">Positions of the elements it is in, outermost first.</param>
    private readonly record struct FoundElement(int Start, int Length, int[] Around);
}
