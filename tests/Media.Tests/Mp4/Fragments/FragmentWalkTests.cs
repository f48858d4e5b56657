using Vod.Media.Mp4;
using Vod.Media.Mp4.Fragments;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Mp4.Fragments;

/// <summary>How the reader gets from one fragment to the next, in how many requests, and where it stops.</summary>
public sealed class FragmentWalkTests
{
    private static readonly TrackFragmentSpec Picture = new(1, new RunSpec(50, 20) { FirstFlags = FragmentedSpec.Sync });
    private static readonly TrackFragmentSpec Sound = new(2, new RunSpec(30, 31));

    [Fact]
    public void A_small_file_needs_one_request()
    {
        byte[] file = Film(20, padding: 0);

        Mp4ReadStep step = Reading.Read(file.Length, Reading.From(file), null, out int requests);

        Assert.Equal(40, Assert.IsType<Mp4ReadStep.Ready>(step).Movie.Tracks[0].Samples.Count);
        Assert.Equal(1, requests);
    }

    [Fact]
    public void Of_fragments_far_apart_only_the_moof_boxes_are_read()
    {
        byte[] file = Film(10, padding: 1 << 20);
        long bytes = 0;
        Mp4ReadStep step = Reading.Read(file.Length, Counted(file, n => bytes += n), null, out int requests);

        // The head of the file holds moov and the first fragment.
        Assert.Equal(20, Assert.IsType<Mp4ReadStep.Ready>(step).Movie.Tracks[0].Samples.Count);
        Assert.Equal(1 + 9, requests);
        Assert.InRange(bytes, 1, Mp4IndexReader.ProbeLength + (10 * FragmentStride.LeastLength));
    }

    [Fact]
    public void Fragments_close_together_share_a_request()
    {
        byte[] file = Film(400, padding: 20_000);
        long bytes = 0;
        Mp4ReadStep step = Reading.Read(file.Length, Counted(file, n => bytes += n), null, out int requests);

        Assert.Equal(800, Assert.IsType<Mp4ReadStep.Ready>(step).Movie.Tracks[0].Samples.Count);
        Assert.InRange(requests, 1, 4 + (file.Length / (FragmentStride.ReadThroughLength - 20_400)));
        Assert.InRange(bytes, 1, file.Length + (requests * 1000));
    }

    [Fact]
    public void A_moof_larger_than_the_range_is_asked_for_as_a_whole()
    {
        FragmentSpec large = new(new TrackFragmentSpec(1, new RunSpec([.. Enumerable.Repeat(1, 20_000)])));
        byte[] file = new FragmentedSpec(new FragmentSpec(Picture) { Padding = 1 << 20 }, large, large).Build();

        Mp4ReadStep step = Reading.Read(file.Length, Reading.From(file), null, out int requests);

        Assert.Equal(40_002, Assert.IsType<Mp4ReadStep.Ready>(step).Movie.Tracks[0].Samples.Count);
        Assert.InRange(requests, 3, 4);
    }

    [Fact]
    public void Other_boxes_between_the_fragments_are_passed_over()
    {
        byte[] between = Join(Box("styp", Ascii("msdh"), U32(0)), FullBox("sidx", 0, 0, Zeros(20)), FullBox("emsg", 0, 0, Zeros(30)),
            FullBox("prft", 0, 0, Zeros(20)), LargeBox("free", Zeros(9)), Box("uuid", Zeros(16)), Box("moov", Zeros(3)));
        FragmentSpec fragment = new(Picture) { Before = between, LargeMediaData = true };
        byte[] file = new FragmentedSpec(fragment, fragment) { After = Box("mfra", FullBox("mfro", 0, 0, U32(24))) }.Build();
        Mp4Movie movie = Reading.Movie(file);

        Assert.Equal(4, movie.Tracks[0].Samples.Count);
        Assert.False(movie.IsTruncated);
    }

    [Fact]
    public void An_index_that_lies_changes_nothing()
    {
        byte[] lie = FullBox("sidx", 0, 0, Words(1, 1000, 0, 0, 1, 0x7FFF_FFFF, 1, 0x9000_0000));
        byte[] lieAtTheEnd = Box("mfra", FullBox("tfra", 0, 0, Words(1, 0, 1, 99, 99, 0)), FullBox("mfro", 0, 0, U32(9999)));
        byte[] file = new FragmentedSpec(new FragmentSpec(Picture) { Before = lie }, new FragmentSpec(Picture)) { After = lieAtTheEnd }.Build();

        Assert.Equal(4, Reading.Movie(file).Tracks[0].Samples.Count);
    }

    [Fact]
    public void Moov_may_come_last_and_the_last_media_data_may_reach_to_the_end_of_the_file()
    {
        byte[] movieLast = new FragmentedSpec(new(Picture), new(Picture)) { MovieLast = true }.Build();
        byte[] openEnd = new FragmentedSpec(new(Picture), new(Picture)).Build();
        openEnd.AsSpan(openEnd.AsSpan().LastIndexOf("mdat"u8) - 4, 4).Clear();

        Assert.Equal(4, Reading.Movie(movieLast).Tracks[0].Samples.Count);
        Assert.Equal(4, Reading.Movie(openEnd).Tracks[0].Samples.Count);
        Assert.False(Reading.Movie(openEnd).IsTruncated);
    }

    [Fact]
    public void A_recording_cut_at_any_byte_plays_what_is_whole()
    {
        byte[] file = new FragmentedSpec(new(Picture, Sound), new(Picture, Sound), new(Picture, Sound)).Build();
        Mp4Movie whole = Reading.Movie(file);
        int movieEnd = file.AsSpan().IndexOf("mdat"u8) + 4;
        int[] ends = [.. Enumerable.Range(0, 4).Select(n => FragmentEnd(file, n))];
        for (int length = movieEnd; length < file.Length; length++)
        {
            Mp4Movie movie = Assert.IsType<Mp4ReadStep.Ready>(Reading.Read(file[..length])).Movie;
            int fragments = ends.Count(end => end <= length) - 1;
            bool hasIndex = fragments < 3 && length >= ends[fragments] + FragmentLength(file, ends[fragments]);
            for (int track = 0; track < 2; track++)
            {
                int listed = 2 * (fragments + (hasIndex ? 1 : 0));
                int expected = Reading.Samples(whole.Tracks[track]).Take(listed).Count(sample => sample.Offset + sample.Size <= length);
                Assert.Equal(expected, movie.Tracks[track].Samples.Count);
            }

            Assert.Equal(!ends.Contains(length), movie.IsTruncated);
        }
    }

    [Fact]
    public void A_movie_without_a_single_fragment_has_no_samples()
    {
        Mp4Playability decision = Mp4Playability.Decide(Reading.Movie(new FragmentedSpec().Build()));

        Assert.Equal(Mp4RefusalReason.NoSamples, decision.Reason);
    }

    [Fact]
    public void Zeros_behind_the_last_fragment_are_no_cut()
    {
        byte[] file = new FragmentedSpec(new FragmentSpec(Picture)) { After = Zeros(1000) }.Build();

        Assert.False(Reading.Movie(file).IsTruncated);
        Assert.Equal(2, Reading.Movie(file).Tracks[0].Samples.Count);
    }

    [Fact]
    public void Garbage_between_the_fragments_ends_the_movie()
    {
        byte[] garbage = [0, 0, 0, 3, .. "xxxx"u8];
        byte[] file = new FragmentedSpec(new(Picture), new(Picture) { Before = garbage }).Build();

        Assert.Equal(2, Reading.Movie(file).Tracks[0].Samples.Count);
        Assert.True(Reading.Movie(file).IsTruncated);
    }

    [Fact]
    public void Fragments_boxes_and_requests_are_limited()
    {
        byte[] file = Film(10, padding: 300_000);

        Assert.Equal(Mp4RejectReason.TooManyFragments, Reading.Rejection(file, new Mp4Limits { MaxFragments = 9 }));
        Assert.IsType<Mp4ReadStep.Ready>(Reading.Read(file, new Mp4Limits { MaxFragments = 10 }));
        Assert.Equal(Mp4RejectReason.TooManyBoxes, Reading.Rejection(file, new Mp4Limits { MaxFragmentBoxes = 20 }));
        Assert.IsType<Mp4ReadStep.Ready>(Reading.Read(file, new Mp4Limits { MaxFragmentBoxes = 21 }));
        Assert.Equal(Mp4RejectReason.TooManyRequests, Reading.Rejection(file, new Mp4Limits { MaxFragmentRequests = 8 }));
        Assert.IsType<Mp4ReadStep.Ready>(Reading.Read(file, new Mp4Limits { MaxFragmentRequests = 9 }));
        Assert.Equal(Mp4RejectReason.MovieTooLarge, Reading.Rejection(file, new Mp4Limits { MaxFragmentBytes = 100 }));
    }

    [Fact]
    public void Three_hours_of_two_second_fragments_are_read_with_a_request_each()
    {
        // 5400 fragments of 1.25 MB: 6.7 GB that exist only where they are looked at.
        const int Fragments = 5400;
        const int Media = 1_250_000;
        RunSpec video = new([.. Enumerable.Repeat(20_000, 50)]) { FirstFlags = FragmentedSpec.Sync };
        RunSpec audio = new([.. Enumerable.Repeat(300, 94)]);
        byte[] movie = new FragmentedSpec().Build();
        byte[] fragment = new FragmentSpec(new TrackFragmentSpec(1, video), new TrackFragmentSpec(2, audio)) { Padding = Media - 1_028_200 }.Build(0);
        int head = fragment.AsSpan().IndexOf("mdat"u8) + 4;
        long length = movie.Length + ((long)Fragments * fragment.Length);

        Mp4ReadStep step = Reading.Read(length, Sparse, null, out int requests);

        Mp4Movie film = Assert.IsType<Mp4ReadStep.Ready>(step).Movie;
        Assert.Equal(Fragments * 50, film.Tracks[0].Samples.Count);
        Assert.Equal(Fragments * 94, film.Tracks[1].Samples.Count);
        Assert.Equal(Fragments, requests);
        Assert.InRange(film.MemoryBytes, 1, 12L * Fragments * 144);

        byte[] Sparse(long offset, int count)
        {
            byte[] bytes = new byte[count];
            for (int i = 0; i < count; i++)
            {
                long position = offset + i;
                long inFragment = (position - movie.Length) % fragment.Length;
                bytes[i] = position < movie.Length ? movie[position] : inFragment < head ? fragment[inFragment] : (byte)0;
            }

            return bytes;
        }
    }

    private static byte[] Film(int fragments, int padding) =>
        new FragmentedSpec([.. Enumerable.Repeat(new FragmentSpec(Picture, Sound) { Padding = padding }, fragments)]).Build();

    private static Reading.Source Counted(byte[] file, Action<int> count) => (offset, length) =>
    {
        count(length);
        return Reading.From(file)(offset, length);
    };

    // Where the n-th fragment ends; 0 is the end of moov with its empty mdat.
    private static int FragmentEnd(byte[] file, int fragment)
    {
        int position = file.AsSpan().IndexOf("mdat"u8) + 4;
        for (; fragment > 0; fragment--)
        {
            position += FragmentLength(file, position);
            position += (int)System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(position));
        }

        return position;
    }

    private static int FragmentLength(byte[] file, int position) =>
        (int)System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(position));
}
