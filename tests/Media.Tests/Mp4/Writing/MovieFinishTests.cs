using Vod.Media.Mp4;
using Vod.Media.Mp4.Writing;

namespace Vod.Media.Tests.Mp4.Writing;

/// <summary>The file of a recording once it is finished, and on the way there.</summary>
public sealed class MovieFinishTests
{
    // Enough for moov of a short film, and too little for any.
    private const int Roomy = 16_384;
    private const int Tight = 64;

    [Theory]
    [InlineData(Roomy)]
    [InlineData(Tight)]
    public void A_finished_file_has_moov_in_front_and_all_samples_as_they_were_published(int hole)
    {
        RecordedFilm film = Film(hole).Finish();

        Mp4Movie movie = FilmAssert.Plays(film, film.File, isFinished: true);
        Assert.True(BoxHeader.TryParse(film.File.Bytes.AsSpan(FileLayout.TypeLength), film.File.Bytes.Length, out BoxHeader first));
        Assert.Equal("moov", new FourCc(first.Type).ToString());
        Assert.Equal(["avc1", "avc1"], movie.Tracks[0].SampleEntries.Select(static entry => entry.Format.ToString()));
        Assert.Equal([(1920, 1080), (RecordedFilm.Second.Width, RecordedFilm.Second.Height)], movie.Tracks[0].SampleEntries.Select(static entry => (entry.Width, entry.Height)));
        Assert.Equal(1, movie.Tracks[0].Samples.GetSampleEntry(15));
        Assert.Equal(0, movie.Tracks[0].Samples.GetSampleEntry(25));
        Assert.False(movie.Tracks[0].SampleEntries[0].HasParameterSetsInBand);
    }

    [Theory]
    [InlineData(Roomy)]
    [InlineData(Tight)]
    public void After_every_step_and_in_the_middle_of_each_the_file_plays(int hole)
    {
        RecordedFilm film = Film(hole);
        MemoryFile file = film.File;
        Random random = new(5);
        foreach (FileStep step in film.Plan())
        {
            if (step.Kind == FileStepKind.Write && step.Bytes.Length > BoxHeader.LargeLength)
            {
                MemoryFile broken = file.Copy();
                broken.Write(step.Position, step.Bytes.Span[..random.Next(step.Bytes.Length)]);
                AssertPlays(film, broken);
            }

            file.Do(step);
            AssertPlays(film, file);
        }
    }

    [Theory]
    [InlineData(Roomy)]
    [InlineData(Tight)]
    public void A_finish_that_is_broken_off_after_any_step_or_within_it_is_brought_to_its_end(int hole)
    {
        RecordedFilm film = Film(hole);
        byte[] finished = Film(hole).Finish().File.Bytes;
        MemoryFile file = film.File;
        foreach (FileStep step in film.Plan())
        {
            if (step.Kind == FileStepKind.Write && step.Bytes.Length > BoxHeader.LargeLength)
            {
                MemoryFile broken = file.Copy();
                broken.Write(step.Position, step.Bytes.Span[..(step.Bytes.Length / 2)]);
                AssertGoesOn(film, broken, finished.Length);
            }

            file.Do(step);
            AssertGoesOn(film, file.Copy(), finished.Length);
        }

        Assert.Empty(MovieFinish.PlanRest(file.Read, file.Bytes.Length, long.MaxValue));
    }

    [Fact]
    public void A_moov_at_the_end_stays_there_when_a_sample_is_in_its_way()
    {
        RecordedFilm film = Film(Tight);
        MemoryFile file = film.File;
        foreach (FileStep step in film.Plan().TakeWhile(_ => Reading.Movie(file.Bytes).IsFragmented))
        {
            file.Do(step);
        }

        Assert.NotEmpty(MovieFinish.PlanRest(file.Read, file.Bytes.Length, long.MaxValue));
        Assert.Empty(MovieFinish.PlanRest(file.Read, file.Bytes.Length, FileLayout.TypeLength + 100));
    }

    [Fact]
    public void Tracks_that_begin_late_wait_for_their_time()
    {
        RecordedFilm film = new RecordedFilm(Roomy, pictureStart: 45_000, soundStart: 0).Add(5, 20).Finish();

        Mp4Movie movie = FilmAssert.Plays(film, film.File, isFinished: true);
        Assert.Equal(45_000, movie.Tracks[0].EditList.Delay);
        Assert.Equal(0, movie.Tracks[1].EditList.Delay);
    }

    [Fact]
    public void A_gap_in_the_sound_is_one_in_the_file()
    {
        RecordedFilm film = new RecordedFilm(Roomy).Add(5, 20).Pause(48_000).Add(5, 20).Finish();

        FilmAssert.Plays(film, film.File, isFinished: true);
    }

    [Fact]
    public void A_track_without_samples_is_left_out()
    {
        RecordedFilm pictures = new RecordedFilm(Roomy).Add(3, 0).Finish();
        RecordedFilm sounds = new RecordedFilm(Roomy).Add(0, 3).Finish();

        Assert.Equal(Mp4TrackKind.Video, Assert.Single(FilmAssert.Plays(pictures, pictures.File, isFinished: true).Tracks).Kind);
        Assert.Equal(Mp4TrackKind.Audio, Assert.Single(FilmAssert.Plays(sounds, sounds.File, isFinished: true).Tracks).Kind);
    }

    [Fact]
    public void A_film_shorter_than_its_moov_is_finished_too()
    {
        RecordedFilm film = new RecordedFilm(Tight, hasPicture: true, hasSound: false).Add(1, 0, size: 1).Finish();

        FilmAssert.Plays(film, film.File, isFinished: true);
    }

    [Fact]
    public void Every_length_of_the_hole_around_that_of_moov_works()
    {
        int moov = MoovLength(Film(Roomy).Finish().File);
        for (int hole = moov - 40; hole <= moov + 40; hole++)
        {
            RecordedFilm film = Film(hole).Finish();
            FilmAssert.Plays(film, film.File, isFinished: true);
        }
    }

    [Fact]
    public void An_hour_is_finished_by_writing_a_few_megabytes()
    {
        const int Seconds = 3600;
        RecordedMovie movie = new(SoundFormat.Stereo(128_000), DateTimeOffset.UnixEpoch);
        int entry = movie.EntryOf(RecordedFilm.First);
        long offset = FileLayout.TypeLength + FileLayout.DefaultHoleLength + 2000;
        Random random = new(1);
        for (long i = 0; i < Seconds * 30; i++)
        {
            if (i % 30 == 0)
            {
                for (int k = 0; k < 47; k++, offset += 340)
                {
                    movie.Sound!.Add(offset, 340, ((i / 30 * 47) + k) * 1024, 1024, isKey: true);
                }

                offset += 900;
            }

            // Pictures of a browser come at times that are never quite regular; 1.2 GB together.
            movie.Picture.Add(offset, 10_500, (i * 3000) + random.Next(100), 3000, i % 300 == 0, entry);
            offset += 10_500;
        }

        IReadOnlyList<FileStep> steps = MovieFinish.Plan(movie, FileLayout.DefaultHoleLength, offset);

        Assert.InRange(offset, 1_150_000_000, 1_300_000_000);
        Assert.InRange(steps.Sum(static step => step.Bytes.Length + step.Length), 4_000_000, 8_000_000);
    }

    [Fact]
    public void Offsets_beyond_4_GB_have_64_bits()
    {
        const long Far = 5L << 30;
        RecordedMovie movie = new(null, DateTimeOffset.UnixEpoch);
        int entry = movie.EntryOf(RecordedFilm.First);
        movie.Picture.Add(FileLayout.TypeLength + Roomy, 100, 0, 3000, isKey: true, entry);
        movie.Picture.Add(Far, 100, 3000, 3000, isKey: false, entry);
        BoxWriter start = new();
        FileLayout.WriteStart(start, Roomy);
        MemoryFile front = new();
        front.Write(0, start.Written.Span);
        foreach (FileStep step in MovieFinish.Plan(movie, Roomy, Far + 100).Where(static step => step.Kind == FileStepKind.Write))
        {
            front.Write(step.Position, step.Bytes.Span);
        }

        Mp4Movie read = Assert.IsType<Mp4ReadStep.Ready>(Reading.Read(Far + 100, Reading.Sparse(front.Bytes), null, out _)).Movie;
        Assert.Equal([FileLayout.TypeLength + Roomy, Far], Reading.Samples(read.Tracks[0]).Select(static sample => sample.Offset));
    }

    [Fact]
    public void Times_that_do_not_go_forward_are_moved()
    {
        RecordedTrack track = new(90_000);
        foreach (long time in new long[] { 10, 10, 5, 400 })
        {
            track.Add(0, 1, time, 1, isKey: true);
        }

        Assert.Equal([new TimeRun(2, 1), new TimeRun(1, 388)], track.Deltas);
    }

    [Fact]
    public void There_are_as_many_formats_as_our_own_reader_takes()
    {
        RecordedMovie movie = new(null, DateTimeOffset.UnixEpoch);
        for (int width = 1; width <= RecordedMovie.MaxFormats; width++)
        {
            Assert.Equal(width - 1, movie.EntryOf(new PictureFormat(RecordedFilm.First.Configuration, width, 1)));
        }

        Assert.Equal(-1, movie.EntryOf(new PictureFormat(RecordedFilm.First.Configuration, 999, 1)));
        Assert.Equal(0, movie.EntryOf(new PictureFormat(RecordedFilm.First.Configuration, 1, 1)));
        Assert.Equal(RecordedMovie.MaxFormats, Mp4Limits.Default.MaxSampleEntries);
    }

    // Ten fragments; the fourth has another size.
    private static RecordedFilm Film(int hole)
    {
        RecordedFilm film = new(hole, pictureStart: 9_000);
        for (int i = 0; i < 10; i++)
        {
            film.Add(5, 7, i == 3 ? RecordedFilm.Second : RecordedFilm.First);
        }

        return film;
    }

    // What is still fragments is finished anew; see MovieSalvageTests.
    private static void AssertGoesOn(RecordedFilm film, MemoryFile file, int finishedLength)
    {
        Mp4Movie movie = Reading.Movie(file.Bytes);
        if (movie.IsFragmented)
        {
            return;
        }

        long first = movie.Tracks.SelectMany(Reading.Samples).Min(static sample => sample.Offset);
        foreach (FileStep step in MovieFinish.PlanRest(file.Read, file.Bytes.Length, first))
        {
            file.Do(step);
            AssertPlays(film, file);
        }

        Assert.Equal(finishedLength, file.Bytes.Length);
        Assert.True(BoxHeader.TryParse(file.Bytes.AsSpan(FileLayout.TypeLength), file.Bytes.Length, out BoxHeader front));
        Assert.Equal(BoxType.Movie, front.Type);
    }

    private static void AssertPlays(RecordedFilm film, MemoryFile file)
    {
        Mp4Movie movie = Reading.Movie(file.Bytes);
        FilmAssert.Plays(film, file, isFinished: !movie.IsFragmented);
    }

    private static int MoovLength(MemoryFile file)
    {
        Assert.True(BoxHeader.TryParse(file.Bytes.AsSpan(FileLayout.TypeLength), file.Bytes.Length, out BoxHeader moov));
        return (int)moov.Size;
    }
}
