using System.Buffers.Binary;
using System.Reflection;
using Vod.Media.Mp4;

namespace Vod.Media.Fuzz.Mp4;

/// <summary>
/// Mutations that keep the nesting of boxes: one is repeated, removed, renamed, or taken from another file, and the sizes of those around it follow. Changes of single
/// bytes nearly always make a size wrong and end the reading there.
/// </summary>
internal static class BoxMutation
{
    private const int HeaderLength = 8;
    private const int MaxDepth = 12;
    private static readonly uint[] Names =
        [.. typeof(BoxType).GetFields(BindingFlags.Public | BindingFlags.Static).Where(static field => field.IsLiteral).Select(static field => (uint)field.GetRawConstantValue()!)];

    /// <summary>A changed file; null if it has no box.</summary>
    public static byte[]? Mutate(byte[] file, byte[] other, Random random)
    {
        List<FoundBox> boxes = Find(file);
        if (boxes.Count == 0)
        {
            return null;
        }

        FoundBox box = boxes[random.Next(boxes.Count)];
        ReadOnlySpan<byte> own = file.AsSpan(box.Start, box.Length);
        switch (random.Next(5))
        {
            case 0:
                return Replace(file, box, [.. own, .. own]);
            case 1:
                return Replace(file, box, []);
            case 2:
                BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(box.Start + 4), Names[random.Next(Names.Length)]);
                return file;
            case 3:
                return Replace(file, box, [.. own, .. Any(other, random)]);
            default:
                return Replace(file, box, SameKind(other, file.AsSpan(box.Start + 4, 4), random) ?? Any(other, random));
        }
    }

    private static byte[] Any(byte[] other, Random random)
    {
        List<FoundBox> boxes = Find(other);
        return boxes.Count == 0 ? [] : Bytes(other, boxes[random.Next(boxes.Count)]);
    }

    private static byte[]? SameKind(byte[] other, ReadOnlySpan<byte> type, Random random)
    {
        List<FoundBox> same = [];
        foreach (FoundBox box in Find(other))
        {
            if (other.AsSpan(box.Start + 4, 4).SequenceEqual(type))
            {
                same.Add(box);
            }
        }

        return same.Count == 0 ? null : Bytes(other, same[random.Next(same.Count)]);
    }

    private static byte[] Bytes(byte[] file, FoundBox box) => file.AsSpan(box.Start, box.Length).ToArray();

    private static byte[] Replace(byte[] file, FoundBox box, byte[] with)
    {
        int change = with.Length - box.Length;
        foreach (int around in box.Around)
        {
            Span<byte> size = file.AsSpan(around);
            BinaryPrimitives.WriteUInt32BigEndian(size, BinaryPrimitives.ReadUInt32BigEndian(size) + (uint)change);
        }

        return [.. file[..box.Start], .. with, .. file[(box.Start + box.Length)..]];
    }

    private static List<FoundBox> Find(byte[] file)
    {
        List<FoundBox> found = [];
        Find(file, 0, file.Length, [], found);
        return found;
    }

    private static void Find(byte[] file, int start, int end, int[] around, List<FoundBox> found)
    {
        while (end - start >= HeaderLength && around.Length < MaxDepth)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(start));
            if (size < HeaderLength || size > (uint)(end - start))
            {
                return;
            }

            found.Add(new FoundBox(start, (int)size, around));
            int inside = InsideOf(BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(start + 4)));
            if (inside > 0)
            {
                Find(file, start + inside, start + (int)size, [.. around, start], found);
            }

            start += (int)size;
        }
    }

    // Bytes from the start of a box to the first box in it; 0 if there is none.
    private static int InsideOf(uint type) => type switch
    {
        BoxType.Movie or BoxType.Track or BoxType.Edit or BoxType.Media or BoxType.MediaInformation or BoxType.SampleTable or BoxType.MovieExtends
            or BoxType.MovieFragment or BoxType.TrackFragment or BoxType.SoundWave => HeaderLength,
        BoxType.SampleDescription => HeaderLength + 8,
        BoxType.Avc1 or BoxType.Avc3 => HeaderLength + 78,
        BoxType.Mp4a => HeaderLength + 28,
        _ => 0,
    };

    /// <param name="Start">Position of its header.</param>
    /// <param name="Length">Bytes, header included.</param>
    /// <param name="Around">Positions of the boxes it is in, outermost first.</param>
    private readonly record struct FoundBox(int Start, int Length, int[] Around);
}
