using Vod.Media.Mp4;

namespace Vod.Media.Tests.Mp4.Writing;

/// <summary>Compares what our own reader finds in a file with what was recorded.</summary>
internal static class FilmAssert
{
    /// <summary>The file has all samples with their times.</summary>
    public static Mp4Movie Plays(RecordedFilm film, MemoryFile file, bool isFinished)
    {
        Mp4Movie movie = Reading.Movie(file.Bytes);
        Assert.Equal(!isFinished, movie.IsFragmented);
        if (film.Pictures.Count > 0)
        {
            Mp4Track picture = movie.Tracks.Single(static track => track.Kind == Mp4TrackKind.Video);
            Same(film.Pictures, film.PictureTimes, picture, file, haveSets: !isFinished);
        }

        if (film.Sounds.Count > 0)
        {
            Mp4Track sound = movie.Tracks.Single(static track => track.Kind == Mp4TrackKind.Audio);
            Same(film.Sounds, film.SoundTimes, sound, file, haveSets: false);
        }

        return movie;
    }

    private static void Same(List<byte[]> samples, List<long> times, Mp4Track track, MemoryFile file, bool haveSets)
    {
        MediaSample[] found = Reading.Samples(track);
        Assert.Equal(Mp4TrackFault.None, track.Fault);
        Assert.Equal(times, found.Select(static sample => sample.CompositionTime));
        for (int i = 0; i < found.Length; i++)
        {
            ReadOnlySpan<byte> bytes = file.Bytes.AsSpan((int)found[i].Offset, found[i].Size);
            Assert.True(haveSets ? bytes.EndsWith(samples[i]) : bytes.SequenceEqual(samples[i]), $"sample {i}");
        }
    }
}
