using System.Buffers.Binary;

namespace Vod.Media.Mp4.Writing;

/// <summary>
/// Turns the file of a recording into one with moov in front, by steps that each leave a file that plays (see <see cref="FileLayout"/>). What it writes is proportional to
/// moov and not to the film:
/// <code>
///   moov fits the hole      moov is written behind the header of the hole; then that header becomes the header of moov
///   moov is longer          the chunks where moov will be are copied behind the end, and a moov behind them; the hole's header becomes that of an mdat up to that moov:
///                           a finished file with moov at its end. Then moov is written into the front of that mdat, whose first bytes are of no use any more, and its
///                           header becomes that of moov
/// </code>
/// The headers are 16 bytes within one sector: they are replaced at once or not at all.
/// </summary>
internal static partial class MovieFinish
{
    private const long HoleStart = FileLayout.TypeLength;

    /// <summary>The steps that finish a file.</summary>
    /// <param name="movie">Its samples; at least one.</param>
    /// <param name="holeLength">Bytes of its hole.</param>
    /// <param name="fileLength">Bytes of the file.</param>
    public static IReadOnlyList<FileStep> Plan(RecordedMovie movie, long holeLength, long fileLength)
    {
        long most = fileLength + MostAdded(movie);
        BoxWriter moov = new();
        new FinishedTables(movie, most).Write(moov, static offset => offset);
        long holeEnd = HoleStart + holeLength;

        // Behind moov the header of mdat, and between them perhaps one of free.
        long needed = HoleStart + moov.Length + BoxHeader.LargeLength;
        bool fits = needed == holeEnd || needed + BoxHeader.LargeLength <= holeEnd;
        List<FileStep> steps = [];
        if (!fits)
        {
            fileLength = MoveAway(movie, needed + BoxHeader.LargeLength, fileLength, moov, most, steps);
        }

        long dataStart = fits ? holeEnd : FirstKept(movie, needed + BoxHeader.LargeLength, fileLength);
        WriteFront(moov.Written, dataStart, fileLength, steps);
        steps.Add(FileStep.SetLength(fileLength));
        return steps;
    }

    // Everything that may be put behind the end: what moov is as long as, and the chunks in its place.
    private static long MostAdded(RecordedMovie movie)
    {
        long tables = 4096L + (16L * (movie.Picture.Count + (movie.Sound?.Count ?? 0))) + (512L * movie.Formats.Count);
        long largest = movie.Picture.Chunks.Concat(movie.Sound?.Chunks ?? []).Max(static chunk => chunk.Length);
        return (4 * tables) + (4 * largest);
    }

    /// <summary>Frees the bytes up to <paramref name="end"/>: a finished file with moov at its end.</summary>
    /// <returns>Where that moov begins: bytes of the file once moov has come to the front.</returns>
    private static long MoveAway(RecordedMovie movie, long end, long fileLength, BoxWriter moov, long most, List<FileStep> steps)
    {
        RecordedChunk[] inTheWay = [.. ChunksOf(movie).Where(chunk => chunk.Offset < end).OrderBy(static chunk => chunk.Offset)];
        Dictionary<long, long> moved = [];

        // A recording of next to nothing but key pictures may be shorter than its moov.
        long position = Math.Max(fileLength + BoxHeader.LargeLength, end);
        steps.Add(FileStep.Write(fileLength, Header(BoxType.MediaData, position - fileLength + inTheWay.Sum(static chunk => chunk.Length))));
        foreach (RecordedChunk chunk in inTheWay)
        {
            steps.Add(FileStep.Copy(chunk.Offset, position, chunk.Length));
            moved.TryAdd(chunk.Offset, position);
            position += chunk.Length;
        }

        moov.Clear();
        new FinishedTables(movie, most).Write(moov, offset => moved.GetValueOrDefault(offset, offset));
        steps.Add(FileStep.Write(position, moov.Written));
        steps.Add(FileStep.Barrier());
        steps.Add(FileStep.Write(HoleStart, Header(BoxType.MediaData, position - HoleStart)));
        steps.Add(FileStep.Barrier());
        return position;
    }

    private static void WriteFront(ReadOnlyMemory<byte> moov, long dataStart, long fileLength, List<FileStep> steps)
    {
        long moovEnd = HoleStart + moov.Length;
        long gap = dataStart - BoxHeader.LargeLength - moovEnd;
        if (moov.Length > BoxHeader.LargeLength)
        {
            steps.Add(FileStep.Write(HoleStart + BoxHeader.LargeLength, moov[BoxHeader.LargeLength..]));
        }

        if (gap > 0)
        {
            steps.Add(FileStep.Write(moovEnd, Header(BoxType.FreeSpace, gap)));
        }

        steps.Add(FileStep.Write(moovEnd + gap, Header(BoxType.MediaData, fileLength - moovEnd - gap)));
        steps.Add(FileStep.Barrier());
        steps.Add(FileStep.Write(HoleStart, moov[..BoxHeader.LargeLength]));
    }

    // The first byte that is still needed behind moov: what lies between is free.
    private static long FirstKept(RecordedMovie movie, long end, long fileLength) =>
        ChunksOf(movie).Where(chunk => chunk.Offset >= end).Select(static chunk => chunk.Offset).DefaultIfEmpty(end).Min() is var first && first < fileLength ? first : end;

    private static IEnumerable<RecordedChunk> ChunksOf(RecordedMovie movie) => movie.Picture.Chunks.Concat(movie.Sound?.Chunks ?? []);

    private static byte[] Header(uint type, long size)
    {
        byte[] header = new byte[BoxHeader.LargeLength];
        BinaryPrimitives.WriteUInt32BigEndian(header, 1);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), type);
        BinaryPrimitives.WriteUInt64BigEndian(header.AsSpan(8), (ulong)size);
        return header;
    }
}
