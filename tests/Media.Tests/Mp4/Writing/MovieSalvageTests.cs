using Vod.Media.Mp4;
using Vod.Media.Mp4.Writing;

namespace Vod.Media.Tests.Mp4.Writing;

/// <summary>What is made of a file whose writer was killed.</summary>
public sealed class MovieSalvageTests
{
    private const int Hole = 2048;

    [Fact]
    public void Wherever_a_file_is_cut_off_its_whole_fragments_are_finished()
    {
        RecordedFilm whole = Film();
        byte[] bytes = whole.File.Bytes;
        for (int length = (int)whole.FragmentEnds[0]; length <= bytes.Length; length++)
        {
            int fragments = whole.FragmentEnds.Count(end => end <= length);
            RecordedFilm film = Film(fragments);
            MemoryFile file = new();
            file.Write(0, bytes.AsSpan(0, length));

            Assert.Equal(whole.FragmentEnds[fragments - 1], Salvage(file, length, out RecordedMovie movie));
            Assert.Equal(film.Pictures.Count, movie.Picture.Count);
            Assert.Equal(film.Movie.Picture.Keys, movie.Picture.Keys);
            FilmAssert.Plays(film, file, isFinished: true);
        }
    }

    [Fact]
    public void What_our_reader_makes_of_a_file_that_is_cut_off_is_a_beginning_of_the_film()
    {
        RecordedFilm whole = Film();
        for (int length = (int)whole.FragmentEnds[0]; length <= whole.File.Bytes.Length; length += 7)
        {
            Mp4Movie movie = Reading.Movie(whole.File.Bytes[..length]);
            long[] times = [.. Reading.Samples(movie.Tracks[0]).Select(static sample => sample.CompositionTime)];
            Assert.Equal(whole.PictureTimes.Take(times.Length), times);
            Assert.True(times.Length >= 4);
        }
    }

    [Fact]
    public void Before_the_first_whole_fragment_there_is_nothing_to_finish()
    {
        byte[] bytes = Film().File.Bytes;
        for (int length = 0; length < Film().FragmentEnds[0]; length++)
        {
            MemoryFile file = new();
            file.Write(0, bytes.AsSpan(0, length));
            long end = MovieSalvage.FindEnd(file.Read, length, out _);
            Assert.InRange(end, 0, length);
        }
    }

    [Fact]
    public void A_finished_file_has_no_hole()
    {
        RecordedFilm film = Film().Finish();

        Assert.Equal(film.File.Bytes.Length, MovieSalvage.FindEnd(film.File.Read, film.File.Bytes.Length, out long hole));
        Assert.Equal(0, hole);
    }

    private static RecordedFilm Film(int fragments = 5)
    {
        RecordedFilm film = new(Hole);
        for (int i = 0; i < fragments; i++)
        {
            film.Add(4, 3, i is 2 ? RecordedFilm.Second : RecordedFilm.First, isKey: i != 1, size: 20);
        }

        return film;
    }

    private static long Salvage(MemoryFile file, int length, out RecordedMovie movie)
    {
        long end = MovieSalvage.FindEnd(file.Read, length, out long hole);
        Assert.Equal(Hole, hole);
        movie = MovieSalvage.Gather(Reading.Movie(file.Bytes[..(int)end]), file.Read, DateTimeOffset.UnixEpoch);
        file.SetLength(end);
        foreach (FileStep step in MovieFinish.Plan(movie, hole, end))
        {
            file.Do(step);
        }

        return end;
    }
}
