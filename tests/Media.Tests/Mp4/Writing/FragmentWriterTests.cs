using Vod.Media.Mp4;
using Vod.Media.Mp4.Writing;

namespace Vod.Media.Tests.Mp4.Writing;

/// <summary>The file of a recording while it runs.</summary>
public sealed class FragmentWriterTests
{
    private const int Hole = 4096;

    [Fact]
    public void A_file_begins_with_a_hole_for_moov_and_goes_on_in_fragments()
    {
        RecordedFilm film = new RecordedFilm(Hole).Add(2, 3).Add(1, 0, isKey: false);

        Assert.Equal("ftyp:32 free:4096 moov:1065 moof:196 mdat:227 moof:108 mdat:71", string.Join(' ', TopLevel(film.File.Bytes)));
    }

    [Fact]
    public void A_fragment_is_what_the_standard_says()
    {
        RecordedFilm film = new(Hole);
        int start = film.File.Bytes.Length;
        film.Add(1, 1, size: 8);

        // moof: mfhd; of the picture tfhd (default-base-is-moof, sample entry 1, other pictures depend on others), tfdt, trun (one key picture with its sets).
        Assert.Equal(
            "000000B46D6F6F66" + "000000106D66686400000000" + "00000001"
            + "0000005474726166" + "0000001874666864" + "00020022" + "00000001" + "00000001" + "01010000"
            + "0000001474666474" + "01000000" + "0000000000000000"
            + "000000207472756E" + "00000305" + "00000001" + "000000C4" + "02000000" + "00000BBB" + "00000036",
            Convert.ToHexString(film.File.Bytes.AsSpan(start, 24 + 8 + 24 + 20 + 32)));
    }

    [Fact]
    public void Our_own_reader_finds_every_sample_at_its_time()
    {
        RecordedFilm film = new(Hole, pictureStart: 27_000);
        for (int i = 0; i < 20; i++)
        {
            film.Add(1 + (i % 4), i % 3, isKey: i % 5 == 0);
        }

        Mp4Track picture = FilmAssert.Plays(film, film.File, isFinished: false).Tracks[0];

        // Four fragments of five begin with no key picture; those of five have 1 + 2 + 3 + 4 + 1 pictures, and so on.
        Assert.Equal(film.Movie.Picture.Keys.Select(static key => (int)key - 1), Enumerable.Range(0, picture.Samples.Count).Where(i => picture.Samples.GetSample(i).IsSync));
        Assert.Equal(4, film.Movie.Picture.Keys.Count);
    }

    [Fact]
    public void Key_pictures_bring_the_parameter_sets_along()
    {
        RecordedFilm film = new RecordedFilm(Hole).Add(2, 0).Add(2, 0, RecordedFilm.Second);
        Mp4Track track = Reading.Movie(film.File.Bytes).Tracks[0];

        Assert.Equal("avc3", track.SampleEntries[0].Format.ToString());
        foreach ((int sample, PictureFormat format) in new[] { (0, RecordedFilm.First), (2, RecordedFilm.Second) })
        {
            MediaSample key = track.Samples.GetSample(sample);
            PictureFormat? found = PictureFormat.ReadInBand(film.File.Bytes.AsSpan((int)key.Offset, key.Size), out int length);
            Assert.True(found!.IsSame(format));
            Assert.Equal(format.InBand.Length, length);
        }
    }

    [Fact]
    public void Sound_alone_is_a_track_of_its_own()
    {
        RecordedFilm film = new RecordedFilm(Hole, hasPicture: false).Add(0, 5).Pause(4800).Add(0, 5);

        Mp4Movie movie = FilmAssert.Plays(film, film.File, isFinished: false);
        Assert.Equal(48_000, Assert.Single(movie.Tracks).AudioSpecificConfig!.SamplingFrequency);
    }

    [Fact]
    public void A_format_nobody_has_seen_is_a_valid_one()
    {
        List<ReadOnlyMemory<byte>> pieces = [];
        new FragmentWriter(new RecordedMovie(SoundFormat.Stereo(64_000), DateTimeOffset.UnixEpoch), hasPicture: true).WriteStart(PictureFormat.Unknown, Hole, pieces);
        Mp4Movie movie = Reading.Movie([.. pieces.SelectMany(static piece => piece.ToArray())]);

        Assert.Empty(movie.Tracks[0].AvcConfiguration!.SequenceParameterSets);
        Assert.Equal(640, movie.Tracks[0].Width);
    }

    private static IEnumerable<string> TopLevel(byte[] file)
    {
        for (int position = 0; position < file.Length;)
        {
            Assert.True(BoxHeader.TryParse(file.AsSpan(position), file.Length - position, out BoxHeader header));
            yield return $"{new FourCc(header.Type)}:{header.Size}";
            position += (int)header.Size;
        }
    }
}
