using Vod.Media.Timing;

namespace Vod.Media.Mp4.Writing;

/// <summary>Writes moov of a finished recording: every sample in its tables (ISO/IEC 14496-12, 8.6 and 8.7).</summary>
/// <param name="movie">The samples.</param>
/// <param name="fileLength">Bytes of the file at most: whether offsets need 64 bits.</param>
internal sealed class FinishedTables(RecordedMovie movie, long fileLength)
{
    private const uint NormalRate = 0x0001_0000;
    private const long EmptyEdit = -1;

    private readonly bool _isLarge = fileLength > uint.MaxValue;

    /// <summary>Writes moov.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="moved">Where a chunk has gone, from where it was.</param>
    public void Write(BoxWriter output, Func<long, long> moved)
    {
        int box = output.Begin(BoxType.Movie);
        MovieBoxes.WriteMovieHeader(output, movie.Created, Math.Max(PresentedEnd(movie.Picture), PresentedEnd(movie.Sound)));
        if (movie.Picture.Count > 0)
        {
            WriteTrack(output, MovieBoxes.PictureTrack, movie.Picture, moved);
        }

        if (movie.Sound is { Count: > 0 } sound)
        {
            WriteTrack(output, MovieBoxes.SoundTrack, sound, moved);
        }

        output.End(box);
    }

    private static long PresentedEnd(RecordedTrack? track) =>
        track is { Count: > 0 } ? MediaTime.Rescale(track.EndTime, track.Timescale, MovieBoxes.Timescale) : 0;

    private void WriteTrack(BoxWriter output, uint number, RecordedTrack track, Func<long, long> moved)
    {
        bool isPicture = number == MovieBoxes.PictureTrack;
        (int width, int height) = isPicture ? (movie.Formats.Max(static f => f.Width), movie.Formats.Max(static f => f.Height)) : (0, 0);
        int box = output.Begin(BoxType.Track);
        MovieBoxes.WriteTrackHeader(output, number, PresentedEnd(track), width, height);
        WriteEdits(output, track);
        int media = output.Begin(BoxType.Media);
        MovieBoxes.WriteMediaHeader(output, number, track.Timescale, track.EndTime - track.Start);
        int information = output.Begin(BoxType.MediaInformation);
        MovieBoxes.WriteMediaInformation(output, number);
        int table = output.Begin(BoxType.SampleTable);
        WriteDescriptions(output, isPicture);
        WriteTimes(output, track);
        if (track.Keys.Count < track.Count)
        {
            WriteKeys(output, track);
        }

        WriteSizes(output, track);
        WriteChunks(output, track, moved);
        output.End(table);
        output.End(information);
        output.End(media);
        output.End(box);
    }

    /// <summary>A track that begins later than the recording waits for its time (8.6.6).</summary>
    private static void WriteEdits(BoxWriter output, RecordedTrack track)
    {
        long delay = MediaTime.Rescale(track.Start, track.Timescale, MovieBoxes.Timescale);
        long duration = PresentedEnd(track) - delay;
        byte version = MovieBoxes.VersionFor(Math.Max(delay, duration));
        int box = output.Begin(BoxType.Edit);
        int list = output.BeginFull(BoxType.EditList, version);
        output.UInt32(delay > 0 ? 2u : 1u);
        if (delay > 0)
        {
            WriteEdit(output, version, delay, EmptyEdit);
        }

        WriteEdit(output, version, duration, 0);
        output.End(list);
        output.End(box);
    }

    private static void WriteEdit(BoxWriter output, byte version, long duration, long mediaTime)
    {
        output.Unsigned(version, duration);
        if (version == 1)
        {
            output.UInt64((ulong)mediaTime);
        }
        else
        {
            output.UInt32((uint)mediaTime);
        }

        output.UInt32(NormalRate);
    }

    private void WriteDescriptions(BoxWriter output, bool isPicture)
    {
        int box = output.BeginFull(BoxType.SampleDescription);
        output.UInt32(isPicture ? (uint)movie.Formats.Count : 1);
        if (isPicture)
        {
            foreach (PictureFormat format in movie.Formats)
            {
                SampleEntries.WritePicture(output, BoxType.Avc1, format);
            }
        }
        else
        {
            SampleEntries.WriteSound(output, movie.SoundFormat!);
        }

        output.End(box);
    }

    private static void WriteTimes(BoxWriter output, RecordedTrack track)
    {
        int box = output.BeginFull(BoxType.TimeToSample);
        output.UInt32((uint)track.Deltas.Count + 1);
        foreach (TimeRun run in track.Deltas)
        {
            output.UInt32(run.Samples);
            output.UInt32(run.Delta);
        }

        output.UInt32(1);
        output.UInt32((uint)track.LastDuration);
        output.End(box);
    }

    private static void WriteKeys(BoxWriter output, RecordedTrack track)
    {
        int box = output.BeginFull(BoxType.SyncSample);
        output.UInt32((uint)track.Keys.Count);
        foreach (uint key in track.Keys)
        {
            output.UInt32(key);
        }

        output.End(box);
    }

    private static void WriteSizes(BoxWriter output, RecordedTrack track)
    {
        int box = output.BeginFull(BoxType.SampleSize);
        output.UInt32(0);
        output.UInt32((uint)track.Count);
        foreach (uint size in track.Sizes)
        {
            output.UInt32(size);
        }

        output.End(box);
    }

    private void WriteChunks(BoxWriter output, RecordedTrack track, Func<long, long> moved)
    {
        int box = output.BeginFull(BoxType.SampleToChunk);
        int count = output.Length;
        uint rows = 0;
        output.UInt32(0);
        for (int i = 0; i < track.Chunks.Count; i++)
        {
            RecordedChunk chunk = track.Chunks[i];
            if (i == 0 || chunk.Samples != track.Chunks[i - 1].Samples || chunk.Entry != track.Chunks[i - 1].Entry)
            {
                rows++;
                output.UInt32((uint)i + 1);
                output.UInt32((uint)chunk.Samples);
                output.UInt32((uint)chunk.Entry + 1);
            }
        }

        output.PutUInt32(count, rows);
        output.End(box);

        int offsets = output.BeginFull(_isLarge ? BoxType.ChunkLargeOffset : BoxType.ChunkOffset);
        output.UInt32((uint)track.Chunks.Count);
        foreach (RecordedChunk chunk in track.Chunks)
        {
            output.Unsigned(_isLarge ? (byte)1 : (byte)0, moved(chunk.Offset));
        }

        output.End(offsets);
    }
}
