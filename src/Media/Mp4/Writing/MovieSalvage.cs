namespace Vod.Media.Mp4.Writing;

/// <summary>Makes the tables of a recording anew from the fragments that a crash left.</summary>
internal static class MovieSalvage
{
    // The sets of one key picture: those of browsers take some 40 bytes, the longest that make sense some hundred.
    private const int HeadLength = 4096;

    /// <summary>Reads bytes of the file; fewer than asked for at its end.</summary>
    /// <param name="offset">Where they begin.</param>
    /// <param name="destination">Where to.</param>
    /// <returns>How many.</returns>
    public delegate int Source(long offset, Span<byte> destination);

    /// <summary>Reads the boxes of the file that are whole.</summary>
    /// <param name="read">Gives bytes of the file.</param>
    /// <param name="fileLength">Bytes of the file.</param>
    /// <param name="hole">Bytes of the hole; 0 when the file has none, because it is finished or nothing of ours.</param>
    /// <returns>Where the last whole box ends that is of use: a moof needs its mdat.</returns>
    public static long FindEnd(Source read, long fileLength, out long hole)
    {
        Span<byte> bytes = stackalloc byte[BoxHeader.LargeLength];
        hole = 0;
        long position = 0;
        long end = 0;
        while (position < fileLength)
        {
            int length = read(position, bytes);
            if (!BoxHeader.TryParse(bytes[..length], fileLength - position, out BoxHeader header) || header.Size > fileLength - position)
            {
                break;
            }

            hole = position == FileLayout.TypeLength && header.Type == BoxType.FreeSpace ? header.Size : hole;
            position += header.Size;
            end = header.Type == BoxType.MovieFragment ? end : position;
        }

        return end;
    }

    /// <summary>The samples of the fragments; the parameter sets in front of key pictures become sample entries.</summary>
    /// <param name="movie">The index of the file.</param>
    /// <param name="read">Gives bytes of the file.</param>
    /// <param name="created">When the recording began.</param>
    public static RecordedMovie Gather(Mp4Movie movie, Source read, DateTimeOffset created)
    {
        Mp4Track? picture = movie.Tracks.FirstOrDefault(static track => track.Kind == Mp4TrackKind.Video);
        Mp4Track? sound = movie.Tracks.FirstOrDefault(static track => track.Kind == Mp4TrackKind.Audio);
        RecordedMovie recorded = new(FormatOf(sound), created);
        if (picture is not null)
        {
            GatherPictures(picture.Samples, read, recorded);
        }

        for (int i = 0; recorded.Sound is not null && i < sound!.Samples.Count; i++)
        {
            MediaSample sample = sound.Samples.GetSample(i);
            recorded.Sound.Add(sample.Offset, sample.Size, sample.DecodeTime, sample.Duration, isKey: true);
        }

        return recorded;
    }

    private static void GatherPictures(SampleIndex samples, Source read, RecordedMovie recorded)
    {
        byte[] head = new byte[HeadLength];
        int entry = -1;
        for (int i = 0; i < samples.Count; i++)
        {
            MediaSample sample = samples.GetSample(i);
            int sets = 0;
            if (sample.IsSync)
            {
                int length = read(sample.Offset, head.AsSpan(0, Math.Min(sample.Size, HeadLength)));
                entry = PictureFormat.ReadInBand(head.AsSpan(0, length), out sets) is { } format ? recorded.EntryOf(format) : entry;
            }

            if (entry >= 0)
            {
                recorded.Picture.Add(sample.Offset + sets, sample.Size - sets, sample.DecodeTime, sample.Duration, sample.IsSync, entry);
            }
        }
    }

    private static SoundFormat? FormatOf(Mp4Track? sound) =>
        sound is { AudioSpecificConfig: { } configuration, Samples.Count: > 0 }
            ? new SoundFormat(configuration.Raw, configuration.SamplingFrequency, configuration.ChannelCount, BitRateOf(sound))
            : null;

    private static int BitRateOf(Mp4Track sound)
    {
        long ticks = Math.Max(1, sound.Samples.EndTime - sound.Samples.StartTime);
        return (int)Int128.Min(int.MaxValue, (Int128)sound.Samples.TotalBytes * 8 * sound.Timescale / ticks);
    }
}
