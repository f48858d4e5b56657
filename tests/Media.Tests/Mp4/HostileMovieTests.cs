using Vod.Media.Mp4;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Mp4;

/// <summary>
/// Classes of files that have brought other readers down. <see cref="Reading.Read(byte[], Mp4Limits?)"/> holds every one of them to an amount of work that is linear in the
/// bytes of the file. Counts larger than their box are in <see cref="SampleIndexTests"/>, nesting and numbers of boxes in <see cref="Mp4IndexReaderTests"/>.
/// </summary>
public sealed class HostileMovieTests
{
    private const int Many = 100_000;

    [Theory]
    [InlineData("stts")]
    [InlineData("ctts")]
    [InlineData("sbgp")]
    public void Runs_of_no_samples_are_read_over_once(string table)
    {
        byte[] empty = Words([.. Enumerable.Repeat(new[] { 0u, 7u }, Many).SelectMany(static run => run)]);
        byte[] runs = table == "sbgp"
            ? FullBox(table, 0, 0, Ascii("rap "), U32(Many + 1), empty, Words(4, 1))
            : FullBox(table, 0, 0, U32(Many + 1), empty, Words(4, 40));
        SampleIndex samples = Reading.Track(table switch
        {
            "stts" => TrackSpec.Video with { TimeToSample = runs },
            "ctts" => TrackSpec.Video with { CompositionOffsets = runs },
            _ => TrackSpec.Video with { MoreTables = runs },
        }).Samples;

        Assert.Equal(4, samples.Count);
        Assert.Equal(40, samples.GetSample(0).Duration);
        Assert.Equal(table == "ctts" ? 40 : 0, samples.GetSample(3).CompositionTime - samples.GetSample(3).DecodeTime);
        Assert.Equal(table == "sbgp" ? 4 : 2, samples.SyncCount);
    }

    [Fact]
    public void Chunks_without_samples_are_passed_over_once()
    {
        byte[] offsets = FullBox("stco", 0, 0, U32(Many), Zeros(Many * 4));
        Mp4Track track = Reading.Track(TrackSpec.Video with { ChunkOffsets = offsets, SampleToChunk = Table("stsc", 0, [1, 0, 1]) });

        Assert.Equal((0, true), (track.Samples.Count, track.IsTruncated));
    }

    [Fact]
    public void Sync_numbers_that_do_not_ascend_are_not_searched_again_and_again()
    {
        byte[] descending = FullBox("stss", 0, 0, U32(Many), Words([.. Enumerable.Range(0, Many).Select(static i => (uint)(Many - i))]));

        Assert.Equal(0, Reading.Track(TrackSpec.Video with { SyncSamples = descending }).Samples.SyncCount);
    }

    [Fact]
    public void A_group_description_that_claims_4_GB_is_not_asked()
    {
        byte[] descriptions = FullBox("sgpd", 1, 0, Ascii("rap "), U32(uint.MaxValue), U32(uint.MaxValue), Zeros(4));
        byte[] file = new MovieSpec(TrackSpec.Video with { MoreTables = descriptions }).Build();
        Reading.Movie(file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Mp4Movie movie = Reading.Movie(file);

        Assert.Equal(4, movie.FirstVideo!.Samples.Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 40_000);
    }

    [Theory]
    [InlineData(0)] // reaches to the end of its container
    [InlineData(1)] // 64-bit size, which is not there
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(uint.MaxValue)]
    public void A_box_smaller_than_its_header_or_larger_than_its_container_ends_the_walk(uint size)
    {
        byte[] bad = BoxOfSize(size, "free");
        Mp4Track inTrack = Reading.Track(TrackSpec.Video with { Extra = bad, MoreTables = bad });
        Mp4Movie inMovie = Reading.Movie(new MovieSpec(TrackSpec.Video) { MovieExtra = bad }.Build());
        Mp4ReadStep inFile = Reading.Read(new MovieSpec(TrackSpec.Video) { Junk = bad }.Build());

        // stsz follows in stbl and is swallowed; at the end of minf and of moov nothing is.
        Assert.Equal(Mp4TrackFault.SampleTables, inTrack.Fault);
        Assert.Equal(4, inMovie.FirstVideo!.Samples.Count);
        Assert.IsType<Mp4ReadStep.Rejected>(inFile);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(15)]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    public void A_64_bit_size_is_held_to_the_same(long size)
    {
        byte[] bad = [.. U32(1), .. Ascii("free"), .. U64((ulong)size)];

        Assert.IsType<Mp4ReadStep.Rejected>(Reading.Read(new MovieSpec(TrackSpec.Video) { Junk = bad }.Build()));
        Assert.Equal(4, Reading.Movie(new MovieSpec(TrackSpec.Video) { MovieExtra = bad }.Build()).FirstVideo!.Samples.Count);
    }

    [Fact]
    public void A_box_for_every_eight_bytes_takes_no_request_each()
    {
        byte[] boxes = Join([.. Enumerable.Repeat(Box("free"), 4000)]);
        byte[] file = new MovieSpec(TrackSpec.Video) { Junk = boxes }.Build();
        Mp4ReadStep step = Reading.Read(file.Length, Reading.From(file), null, out int requests);

        Assert.IsType<Mp4ReadStep.Ready>(step);
        Assert.Equal(1, requests);
    }

    [Fact]
    public void The_memory_of_all_indexes_is_limited()
    {
        byte[] file = new MovieSpec(TrackSpec.Video, TrackSpec.Audio).Build();
        long needed = Reading.Movie(file).MemoryBytes;

        Assert.All(Reading.Movie(file, new Mp4Limits { MaxIndexBytes = needed }).Tracks, static track => Assert.Equal(Mp4TrackFault.None, track.Fault));
        TrackSpec block = TrackSpec.Audio with { Sizes = [.. Enumerable.Range(0, 640)], ChunkSamples = [640] };
        Assert.Equal(Mp4TrackFault.TooManySamples, Reading.Track(block, new Mp4Limits { MaxIndexBytes = 500 }).Fault);
    }

    [Fact]
    public void Tracks_that_share_one_table_of_samples_cannot_have_it_counted_for_free()
    {
        // 64 tracks of 16 bytes of stsz each claim every byte of the file as a sample of their own.
        TrackSpec greedy = TrackSpec.Audio with
        {
            SampleSizes = FullBox("stsz", 0, 0, U32(1), U32(5_000)),
            SampleToChunk = Table("stsc", 0, [1, 5_000, 1]),
            ChunkOffsets = Table("stco", 0, [0]),
        };
        byte[] file = new MovieSpec([.. Enumerable.Repeat(greedy, 64)]).Build();
        Mp4Movie movie = Reading.Movie(file);

        Assert.InRange(movie.Tracks.Sum(static track => (long)track.Samples.Count), 5_000, file.Length);
        Assert.Contains(movie.Tracks, static track => track.Fault == Mp4TrackFault.TooManySamples);
    }

    [Theory]
    [InlineData("0142C00BFFFFFFFF")] // 31 sets of 65 535 bytes
    [InlineData("0142C00BFFE1FFFF00")]
    [InlineData("0142C00BFFE1000067FF")] // 255 sets of nothing
    [InlineData("")]
    public void A_decoder_configuration_that_lies_about_its_lengths_is_none(string configuration)
    {
        byte[] entry = TrackSpec.VideoEntry("avc1", Box("avcC", Convert.FromHexString(configuration)));

        Assert.Null(Reading.Track(TrackSpec.Video with { SampleEntries = [entry] }).AvcConfiguration);
    }

    [Theory]
    [InlineData("03FFFFFF7F0001000000")]
    [InlineData("03808080808080808005")] // a length that goes on and on
    [InlineData("0319000100040000")]
    [InlineData("0300")]
    public void A_descriptor_that_lies_about_its_lengths_is_none(string descriptor)
    {
        byte[] entry = TrackSpec.AudioEntry(boxes: FullBox("esds", 0, 0, Convert.FromHexString(descriptor)));

        Assert.Null(Reading.Track(TrackSpec.Audio with { SampleEntries = [entry] }).AudioSpecificConfig);
    }

    [Fact]
    public void A_moov_as_long_as_the_limit_that_holds_nothing_is_read_once()
    {
        byte[] file = [.. Box("ftyp", Ascii("isom"), U32(0)), .. Box("moov", Zeros(1 << 20))];
        Mp4ReadStep step = Reading.Read(file.Length, Reading.From(file), null, out int requests);

        Assert.Equal(Mp4RejectReason.MovieMalformed, Assert.IsType<Mp4ReadStep.Rejected>(step).Reason);
        Assert.Equal(2, requests);
    }
}
