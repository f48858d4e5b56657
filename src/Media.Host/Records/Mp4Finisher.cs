using System.Buffers;
using Vod.Media.Mp4;
using Vod.Media.Mp4.Writing;
using Vod.Media.Timing;

namespace Vod.Media.Host.Records;

/// <summary>Makes a finished MP4 file of one that grew, right where it is.</summary>
internal static class Mp4Finisher
{
    private const int CopyLength = 1 << 20;

    // A day has more fragments than a foreign file may, and is read from the disk it was written to: its quota is what bounds it.
    private static readonly Mp4Limits Limits = Mp4Limits.Default with { MaxFragments = int.MaxValue, MaxFragmentBoxes = int.MaxValue, MaxFragmentRequests = int.MaxValue };

    /// <summary>Does what <see cref="MovieFinish"/> plans.</summary>
    /// <exception cref="IOException">The disk does not do it; the file can be played all the same.</exception>
    public static void Finish(IRecordFile file, RecordedMovie movie, long holeLength)
    {
        Do(file, MovieFinish.Plan(movie, holeLength, file.Length));
    }

    /// <summary>Finishes a file of which nothing is known but what is in it. One that is finished stays as it is, but that its moov comes to the front if it is not there yet.</summary>
    /// <returns>How long it is; null when there is no whole fragment in it.</returns>
    /// <exception cref="IOException">The disk does not do it.</exception>
    /// <exception cref="InvalidDataException">There is more in it than <see cref="RecordRecovery.MaxNothing"/>, and nobody can read it.</exception>
    public static TimeSpan? Salvage(IRecordFile file, DateTimeOffset created)
    {
        MovieSalvage.Source read = file.Read;
        long end = MovieSalvage.FindEnd(read, file.Length, out long hole);
        if (ReadIndex(file, end) is not { } index)
        {
            return null;
        }

        if (!index.IsFragmented || hole == 0)
        {
            Do(file, MovieFinish.PlanRest(read, file.Length, FirstSampleOf(index)));
            return DurationOf(index);
        }

        RecordedMovie movie = MovieSalvage.Gather(index, read, created);
        if (movie.Picture.Count + (movie.Sound?.Count ?? 0) == 0)
        {
            return null;
        }

        // What was being written would swallow what comes behind it.
        file.SetLength(end);
        Finish(file, movie, hole);
        return movie.Duration;
    }

    private static TimeSpan? DurationOf(Mp4Movie movie)
    {
        TimeSpan longest = movie.Tracks.Select(static track => new MediaTime(track.Samples.EndTime, track.Timescale).ToTimeSpan()).DefaultIfEmpty().Max();
        return longest > TimeSpan.Zero ? longest : null;
    }

    private static Mp4Movie? ReadIndex(IRecordFile file, long length)
    {
        Mp4IndexReader reader = new(length, Limits);
        while (reader.Next is Mp4ReadStep.NeedBytes need)
        {
            byte[] bytes = ArrayPool<byte>.Shared.Rent(need.Length);
            reader.Provide(bytes.AsSpan(0, file.Read(need.Offset, bytes.AsSpan(0, need.Length))));
            ArrayPool<byte>.Shared.Return(bytes);
        }

        return reader.Next switch
        {
            Mp4ReadStep.Ready ready => ready.Movie,
            Mp4ReadStep.Rejected rejected when file.Length > RecordRecovery.MaxNothing => throw new InvalidDataException($"nothing in it can be read: {rejected.Detail}"),
            _ => null,
        };
    }

    private static long FirstSampleOf(Mp4Movie movie)
    {
        long first = long.MaxValue;
        foreach (Mp4Track track in movie.Tracks)
        {
            for (int i = 0; i < track.Samples.Count; i++)
            {
                first = Math.Min(first, track.Samples.GetSample(i).Offset);
            }
        }

        return first;
    }

    private static void Do(IRecordFile file, IReadOnlyList<FileStep> steps)
    {
        foreach (FileStep step in steps)
        {
            Do(file, step);
        }
    }

    private static void Do(IRecordFile file, FileStep step)
    {
        switch (step.Kind)
        {
            case FileStepKind.Write:
                file.Write(step.Position, [step.Bytes]);
                break;
            case FileStepKind.Copy:
                Copy(file, step);
                break;
            case FileStepKind.Barrier:
                file.Flush();
                break;
            default:
                file.SetLength(step.Position);
                break;
        }
    }

    private static void Copy(IRecordFile file, FileStep step)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(CopyLength);
        try
        {
            for (long done = 0; done < step.Length;)
            {
                int length = file.Read(step.Source + done, bytes.AsSpan(0, (int)Math.Min(bytes.Length, step.Length - done)));
                if (length == 0)
                {
                    throw new IOException("The file of a recording has become shorter while it was finished.");
                }

                file.Write(step.Position + done, [bytes.AsMemory(0, length)]);
                done += length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
