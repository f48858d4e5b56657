using Vod.Media.Matroska;
using Vod.Media.Matroska.Reading;
using Vod.Media.Mp4;
using static Vod.Media.Tests.Matroska.Reading.Ebml;
using FilmReading = Vod.Media.Tests.Mp4.Reading;

namespace Vod.Media.Tests.Matroska.Reading;

/// <summary>Files that are broken or made to do harm. <see cref="FilmReading"/> holds every reading to work that is linear in the bytes of the file.</summary>
public sealed class HostileMatroskaTests
{
    private static readonly byte[] Head = [.. Info(), .. Tracks(Picture(), Sound())];

    [Fact]
    public void Wherever_a_recording_is_cut_off_it_plays_to_its_last_whole_block()
    {
        byte[] file = WebmFiles.Whole(out List<WrittenFrame> written);
        for (int length = 0; length <= file.Length; length++)
        {
            Mp4ReadStep step = FilmReading.Read(file[..length]);
            FilmReading.AssertSound(step, length);
            if (step is Mp4ReadStep.Ready { Movie: var movie })
            {
                WrittenFrame[] whole = [.. written.Where(frame => frame.End <= length)];
                Assert.Equal(whole.Where(static f => f.Track == 1).Select(static f => (f.Offset, f.Time)), FilmReading.Samples(movie.Tracks[0]).Select(static s => (s.Offset, s.CompositionTime)));
                Assert.Equal(whole.Count(static f => f.Track == 2), movie.Tracks[1].Samples.Count);
            }
        }
    }

    [Fact]
    public void Whatever_byte_is_wrong_nothing_is_thrown()
    {
        byte[] file = WebmFiles.Whole(out _);
        foreach (byte wrong in (byte[])[0x00, 0x01, 0x40, 0x80, 0xA0, 0xFF])
        {
            for (int at = 0; at < file.Length; at++)
            {
                byte[] changed = [.. file];
                changed[at] = wrong;
                FilmReading.AssertSound(FilmReading.Read(changed), changed.Length);
            }
        }
    }

    [Fact]
    public void A_time_whose_samples_are_2_to_the_63rd_is_left_out()
    {
        const ulong nanoseconds = 4_294_967_298_000_000_001;
        byte[] fast = Element(MatroskaElement.Audio, Float(MatroskaElement.SamplingFrequency, int.MaxValue));
        Mp4ReadStep step = FilmReading.Read(File(Info(scale: 1), Tracks(Sound(2, "A_VORBIS", [1], fast)), Cluster((long)nanoseconds, Simple(2, 0, true, 1, 2))));

        Assert.Empty(FilmReading.Samples(Assert.IsType<Mp4ReadStep.Ready>(step).Movie.Tracks[0]));
    }

    [Fact]
    public void Frames_of_nothing_are_none()
    {
        byte[] laced = [.. Enumerable.Range(0, 1000).SelectMany(static _ => Laced(1, 0, (int)Lacing.Fixed, 255))];
        Mp4Movie movie = FilmReading.Movie(File(Head, Cluster(0, laced, Simple(1, 0, true), Laced(1, 0, (int)Lacing.Xiph, [.. Enumerable.Repeat((byte)0, 255).Prepend((byte)255)]))));

        Assert.Empty(FilmReading.Samples(movie.FirstVideo!));
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(long.MaxValue)]
    [InlineData(1UL << 62)]
    public void Times_out_of_this_world_are_left_out(ulong time)
    {
        Mp4Movie movie = FilmReading.Movie(File(Head, Cluster((long)time, Simple(1, 0, true, 1)), Cluster(0, Simple(1, 0, true, 2), Group(1, 40, [3], Number(MatroskaElement.BlockDuration, time)))));

        Assert.Equal(2, movie.FirstVideo!.Samples.Count);
    }

    [Fact]
    public void The_samples_of_all_tracks_are_limited()
    {
        byte[] file = File(Head, Cluster(0, [.. Enumerable.Range(0, 20).Select(static i => Simple(1 + (i % 2), i, true, 0xFC))]));
        Mp4Movie movie = FilmReading.Movie(file, Mp4Limits.Default with { MaxSamples = 19 });
        Mp4Movie small = FilmReading.Movie(File(Head, Cluster(0, Simple(1, 0, true, 1, 2, 3, 4))), Mp4Limits.Default with { MaxSampleBytes = 3 });

        Assert.Equal([Mp4TrackFault.None, Mp4TrackFault.TooManySamples], movie.Tracks.Select(static track => track.Fault));
        Assert.Equal(Mp4TrackFault.SampleTooLarge, small.FirstVideo?.Fault ?? small.Tracks[0].Fault);
    }

    [Fact]
    public void A_laced_block_that_is_too_large_is_left_out()
    {
        byte[] largest = Laced(1, 0, (int)Lacing.Fixed, [1, .. new byte[ClusterReader.MaxLacedBlock - 6]]);
        byte[] larger = Laced(1, 0, (int)Lacing.Fixed, [1, .. new byte[ClusterReader.MaxLacedBlock - 4]]);

        Assert.Equal(2, FilmReading.Movie(File(Head, Cluster(0, largest))).FirstVideo!.Samples.Count);
        Assert.Equal(1, FilmReading.Movie(File(Head, Cluster(0, larger, Simple(1, 40, true, 1)))).FirstVideo!.Samples.Count);
    }

    [Fact]
    public void Elements_beyond_what_they_are_in_end_the_reading()
    {
        byte[] beyond = [.. Id(MatroskaElement.SimpleBlock), 0xFE, .. new byte[20]];
        byte[] file = File(Head, Cluster(0, Simple(1, 0, true, 1), beyond), new byte[200]);

        Mp4Movie movie = FilmReading.Movie(file);

        Assert.True(movie.IsCutOff);
        Assert.Single(FilmReading.Samples(movie.FirstVideo!));
    }
}
