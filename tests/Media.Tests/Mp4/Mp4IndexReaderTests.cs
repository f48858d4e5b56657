using Vod.Media.Mp4;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Mp4;

public sealed class Mp4IndexReaderTests
{
    private static readonly byte[] Small = new MovieSpec(TrackSpec.Video, TrackSpec.Audio).Build();

    [Fact]
    public void A_small_file_needs_one_request()
    {
        Mp4ReadStep step = Reading.Read(Small.Length, Reading.From(Small), null, out int requests);

        Assert.IsType<Mp4ReadStep.Ready>(step);
        Assert.Equal(1, requests);
    }

    [Fact]
    public void A_long_moov_at_the_start_is_asked_for_exactly()
    {
        byte[] file = new MovieSpec(TrackSpec.Video) { MovieExtra = Box("free", Zeros(100_000)) }.Build();
        Mp4IndexReader reader = new(file.Length, Mp4Limits.Default);
        Assert.Equal(new Mp4ReadStep.NeedBytes(0, Mp4IndexReader.ProbeLength), reader.Next);

        reader.Provide(file.AsSpan(0, Mp4IndexReader.ProbeLength));

        Mp4ReadStep.NeedBytes second = Assert.IsType<Mp4ReadStep.NeedBytes>(reader.Next);
        Assert.Equal("moov", System.Text.Encoding.ASCII.GetString(file, (int)second.Offset + 4, 4));
        reader.Provide(file.AsSpan((int)second.Offset, second.Length));
        Assert.IsType<Mp4ReadStep.Ready>(reader.Next);
    }

    [Theory]
    [InlineData(100, 2)]
    [InlineData(Mp4IndexReader.TailLength - 5000, 2)]
    [InlineData(Mp4IndexReader.TailLength + 1, 3)]
    public void Moov_behind_mdat_needs_at_most_three_requests(int movieLength, int expected)
    {
        TrackSpec track = TrackSpec.Video with { Sizes = [100_000, 20, 30, 40] };
        byte[] file = new MovieSpec(track) { MovieFirst = false, MovieExtra = Box("free", Zeros(movieLength)) }.Build();

        Mp4ReadStep step = Reading.Read(file.Length, Reading.From(file), null, out int requests);

        Assert.Equal(100_000, Assert.IsType<Mp4ReadStep.Ready>(step).Movie.FirstVideo!.Samples.MaxSampleSize);
        Assert.Equal(expected, requests);
    }

    [Fact]
    public void A_file_beyond_4_GB_is_read_with_64_bit_sizes_and_offsets()
    {
        const long MediaLength = 6L << 30;
        byte[] head = [.. Box("ftyp", Ascii("isom"), U32(0)), .. U32(1), .. Ascii("mdat"), .. U64(MediaLength)];
        long movieStart = head.Length - 16 + MediaLength;
        TrackSpec track = TrackSpec.Video with { LargeOffsets = true, OffsetBias = 5UL << 30 };
        byte[] tail = new MovieSpec(track) { FileType = [] }.Build();
        long length = movieStart + tail.Length;

        Mp4ReadStep step = Reading.Read(
            length,
            (offset, count) => offset < movieStart
                ? [.. head, .. Zeros(count - head.Length)]
                : tail.AsSpan((int)(offset - movieStart), count).ToArray(),
            null,
            out int requests);

        SampleIndex samples = Assert.IsType<Mp4ReadStep.Ready>(step).Movie.FirstVideo!.Samples;
        Assert.Equal(2, requests);
        Assert.Equal(4, samples.Count);
        Assert.InRange(samples.GetSample(3).Offset, 5L << 30, length);
    }

    [Fact]
    public void Junk_between_the_boxes_is_passed_over()
    {
        byte[] unknown = Box("\u0001\u0002xy", Zeros(7));
        byte[] junk = Join(Box("free", Zeros(70_000)), Box("uuid", Zeros(40)), unknown, LargeBox("skip", Zeros(9)), Box("wide"));
        byte[] file = new MovieSpec(TrackSpec.Video) { Junk = junk, LargeMediaData = true }.Build();

        Assert.Equal(4, Reading.Movie(file).FirstVideo!.Samples.Count);
    }

    [Fact]
    public void A_last_box_may_reach_to_the_end_of_the_file()
    {
        byte[] movieLast = new MovieSpec(TrackSpec.Video) { MovieFirst = false }.Build();
        int movie = movieLast.AsSpan().IndexOf("moov"u8) - 4;
        movieLast.AsSpan(movie, 4).Clear();
        byte[] mediaLast = new MovieSpec(TrackSpec.Video).Build();
        mediaLast.AsSpan(mediaLast.AsSpan().IndexOf("mdat"u8) - 4, 4).Clear();

        Assert.Equal(4, Reading.Movie(movieLast).FirstVideo!.Samples.Count);
        Assert.Equal(4, Reading.Movie(mediaLast).FirstVideo!.Samples.Count);
    }

    [Fact]
    public void A_file_without_ftyp_is_read()
    {
        byte[] file = new MovieSpec(TrackSpec.Video) { FileType = [], MovieFirst = false }.Build();

        Assert.Equal(4, Reading.Movie(file).FirstVideo!.Samples.Count);
    }

    [Fact]
    public void Files_that_are_no_movies_are_told_apart()
    {
        byte[] fileType = Box("ftyp", Ascii("isom"), U32(0));

        Assert.Equal(Mp4RejectReason.Empty, Reading.Rejection([]));
        Assert.Equal(Mp4RejectReason.NotMp4, Reading.Rejection(Ascii("This is a text that somebody renamed to sample.mp4.\n")));
        Assert.Equal(Mp4RejectReason.NotMp4, Reading.Rejection(Zeros(1000)));
        Assert.Equal(Mp4RejectReason.NotMp4, Reading.Rejection([7]));
        Assert.Equal(Mp4RejectReason.MovieMissing, Reading.Rejection([.. fileType, .. Box("mdat", Zeros(10))]));
        Assert.Equal(Mp4RejectReason.Truncated, Reading.Rejection([.. fileType, .. BoxOfSize(1000, "mdat", Zeros(10))]));
        Assert.Equal(Mp4RejectReason.Truncated, Reading.Rejection([.. fileType, .. BoxOfSize(1000, "moov", Zeros(10))]));
        Assert.Equal(Mp4RejectReason.Truncated, Reading.Rejection([.. fileType, .. BoxOfSize(19, "mdat", Zeros(10))]));
        Assert.Equal(Mp4RejectReason.Truncated, Reading.Rejection([.. fileType, .. BoxOfSize(19, "moov", Zeros(10))]));
        Assert.Equal(Mp4RejectReason.Truncated, Reading.Rejection([.. fileType, .. BoxOfSize(7, "free")]));
        Assert.Equal(Mp4RejectReason.Fragmented, Reading.Rejection([.. Box("styp"), .. Box("moof"), .. Box("mdat", Zeros(10))]));
        Assert.Equal(Mp4RejectReason.MovieMalformed, Reading.Rejection([.. fileType, .. Box("moov", Box("free", Zeros(10)))]));
    }

    [Fact]
    public void A_short_answer_means_that_the_file_was_cut()
    {
        Mp4IndexReader reader = new(Small.Length, Mp4Limits.Default);

        reader.Provide(Small.AsSpan(0, Small.Length - 1));

        Assert.Equal(Mp4RejectReason.Truncated, Assert.IsType<Mp4ReadStep.Rejected>(reader.Next).Reason);
        Assert.Throws<InvalidOperationException>(() => reader.Provide(Small));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_cut_at_any_byte_keeps_exactly_the_samples_that_are_whole(bool movieFirst)
    {
        byte[] file = new MovieSpec(TrackSpec.Video, TrackSpec.Audio) { MovieFirst = movieFirst }.Build();
        Mp4Movie whole = Reading.Movie(file);
        int movieEnd = file.AsSpan().IndexOf("mdat"u8) - 4;
        for (int length = 0; length < file.Length; length++)
        {
            Mp4ReadStep step = Reading.Read(file[..length]);
            Reading.AssertSound(step, length);
            if (!movieFirst || length < movieEnd)
            {
                Assert.IsType<Mp4ReadStep.Rejected>(step);
                continue;
            }

            Mp4Movie movie = Assert.IsType<Mp4ReadStep.Ready>(step).Movie;
            for (int track = 0; track < 2; track++)
            {
                int expected = Samples(whole.Tracks[track]).Count(sample => sample.Offset + sample.Size <= length);
                Assert.Equal(expected, movie.Tracks[track].Samples.Count);
                Assert.Equal(expected < 4, movie.Tracks[track].IsTruncated);
            }
        }
    }

    [Fact]
    public void No_change_of_any_byte_does_harm()
    {
        byte[] file = new MovieSpec(
            TrackSpec.Video with { CompositionOffsets = Table("ctts", 1, [2, 80], [2, 0]), Edits = Table("elst", 0, [100, 40, 1 << 16]) },
            TrackSpec.Audio with { LargeOffsets = true }).Build();
        foreach (int mask in new[] { 0x01, 0x80, 0xFF })
        {
            for (int i = 0; i < file.Length; i++)
            {
                file[i] ^= (byte)mask;
                Reading.AssertSound(Reading.Read(file), file.Length);
                file[i] ^= (byte)mask;
            }
        }
    }

    [Fact]
    public void No_length_or_count_field_does_harm()
    {
        byte[] file = new MovieSpec(TrackSpec.Video with { CompositionOffsets = Table("ctts", 0, [4, 0]) }, TrackSpec.Audio).Build();
        int tables = file.AsSpan().IndexOf("mdat"u8) + 4;
        byte[] saved = new byte[4];
        foreach (uint value in new uint[] { 0, 1, 7, 0x7FFF_FFFF, 0xFFFF_FFFF })
        {
            for (int i = 0; i + 4 <= tables; i++)
            {
                file.AsSpan(i, 4).CopyTo(saved);
                U32(value).CopyTo(file, i);
                Reading.AssertSound(Reading.Read(file), file.Length);
                saved.CopyTo(file, i);
            }
        }
    }

    [Fact]
    public void A_moov_beyond_the_limit_is_not_asked_for()
    {
        byte[] file = new MovieSpec(TrackSpec.Video) { MovieExtra = Box("free", Zeros(100_000)) }.Build();

        Assert.Equal(Mp4RejectReason.MovieTooLarge, Reading.Rejection(file, new Mp4Limits { MaxMovieBytes = 100_000 }));
        Assert.IsType<Mp4ReadStep.Ready>(Reading.Read(file, new Mp4Limits { MaxMovieBytes = 110_000 }));
    }

    [Fact]
    public void Boxes_are_limited_at_the_top_in_moov_and_in_a_track()
    {
        Mp4Limits limits = new() { MaxBoxesPerContainer = 10 };
        byte[] crowd = [.. Enumerable.Repeat(Box("free"), 11).SelectMany(static box => box)];

        Assert.Equal(Mp4RejectReason.TooManyBoxes, Reading.Rejection(new MovieSpec(TrackSpec.Video) { Junk = crowd }.Build(), limits));
        Assert.Equal(Mp4RejectReason.TooManyBoxes, Reading.Rejection(new MovieSpec(TrackSpec.Video) { MovieExtra = crowd }.Build(), limits));
        Assert.Equal(Mp4TrackFault.Structure, Reading.Track(TrackSpec.Video with { Extra = crowd }, limits).Fault);
        Assert.Equal(Mp4TrackFault.None, Reading.Track(TrackSpec.Video, limits).Fault);
    }

    [Fact]
    public void Tracks_are_limited()
    {
        byte[] file = new MovieSpec(TrackSpec.Video, TrackSpec.Audio, TrackSpec.Audio).Build();

        Assert.Equal(Mp4RejectReason.TooManyTracks, Reading.Rejection(file, new Mp4Limits { MaxTracks = 2 }));
        Assert.Equal(3, Reading.Movie(file, new Mp4Limits { MaxTracks = 3 }).Tracks.Count);
    }

    [Fact]
    public void Requests_are_limited()
    {
        byte[] gaps = [.. Enumerable.Range(0, 5).SelectMany(static _ => Box("free", Zeros(Mp4IndexReader.TailLength)))];
        byte[] file = new MovieSpec(TrackSpec.Video) { Junk = gaps }.Build();

        Assert.Equal(Mp4RejectReason.TooManyRequests, Reading.Rejection(file, new Mp4Limits { MaxRequests = 5 }));
        Assert.IsType<Mp4ReadStep.Ready>(Reading.Read(file, new Mp4Limits { MaxRequests = 6 }));
    }

    [Fact]
    public void Boxes_nested_a_hundred_thousand_deep_do_not_exhaust_the_stack()
    {
        const int Levels = 100_000;
        byte[] nest = new byte[Levels * 8];
        for (int level = 0; level < Levels; level++)
        {
            U32((uint)((Levels - level) * 8)).CopyTo(nest, level * 8);
            "mdia"u8.CopyTo(nest.AsSpan((level * 8) + 4));
        }

        Assert.Equal(Mp4TrackFault.Structure, Reading.Track(TrackSpec.Video with { Extra = nest }).Fault);
    }

    private static IEnumerable<MediaSample> Samples(Mp4Track track) =>
        Enumerable.Range(0, track.Samples.Count).Select(track.Samples.GetSample);
}
