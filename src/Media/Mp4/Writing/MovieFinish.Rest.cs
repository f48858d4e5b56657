namespace Vod.Media.Mp4.Writing;

/// <content>Files whose last steps were not done: they can be played, with moov at their end.</content>
internal static partial class MovieFinish
{
    /// <summary>The steps that are left in a file whose finish was broken off when its moov was complete; none for every other file.</summary>
    /// <param name="read">Gives bytes of the file.</param>
    /// <param name="fileLength">Bytes of the file.</param>
    /// <param name="firstSample">Where its first sample is.</param>
    public static IReadOnlyList<FileStep> PlanRest(MovieSalvage.Source read, long fileLength, long firstSample)
    {
        List<FileStep> steps = [];
        if (HeaderAt(read, 0, fileLength) is not { Type: BoxType.FileType, Size: HoleStart } || HeaderAt(read, HoleStart, fileLength) is not { } first)
        {
            return steps;
        }

        bool hasMoov = first.Type == BoxType.Movie;
        long position = HoleStart + (hasMoov ? first.Size : 0);
        while (HeaderAt(read, position, fileLength) is { Type: BoxType.FreeSpace } free)
        {
            position += free.Size;
        }

        if (HeaderAt(read, position, fileLength) is not { Type: BoxType.MediaData } media)
        {
            return steps;
        }

        long end = position + media.Size;
        if (HeaderAt(read, end, fileLength) is not { Type: BoxType.Movie } moov || end + moov.Size != fileLength)
        {
            return steps;
        }

        if (!hasMoov)
        {
            long dataStart = HoleStart + moov.Size + BoxHeader.LargeLength;
            byte[] bytes = new byte[dataStart <= firstSample ? moov.Size : 0];
            if (bytes.Length == 0 || read(end, bytes) != bytes.Length)
            {
                return steps;
            }

            WriteFront(bytes, dataStart, end, steps);
            steps.Add(FileStep.Barrier());
        }

        steps.Add(FileStep.SetLength(end));
        return steps;
    }

    private static BoxHeader? HeaderAt(MovieSalvage.Source read, long position, long fileLength)
    {
        Span<byte> bytes = stackalloc byte[BoxHeader.LargeLength];
        return position < fileLength && BoxHeader.TryParse(bytes[..read(position, bytes)], fileLength - position, out BoxHeader header) && header.Size <= fileLength - position ? header : null;
    }
}
