using Vod.Media.H264.Packetization;
using Vod.Media.Playback;
using Vod.Media.Tests.Mp4;

namespace Vod.Media.Tests.Playback;

public sealed class FilePicturesTests : IResidentFile
{
    private readonly List<(long Offset, long Length)> _expected = [];
    private bool _isResident;

    [Fact]
    public void A_picture_that_is_shown_for_no_time_does_not_bring_a_terabyte_into_memory()
    {
        // Two megabytes in a nanosecond or so: a still picture, or a file that lies about its duration.
        TrackSpec track = TrackSpec.Video with
        {
            Timescale = 1_000_000_000,
            Sizes = [2_000_000],
            ChunkSamples = [1],
            TimeToSample = Boxes.Table("stts", 0, [1, 100]),
            SyncSamples = Boxes.Table("stss", 0, [1]),
        };
        FileVideo source = new(Reading.Movie(new MovieSpec(track).Build()).FirstVideo!, file: this);
        using CutPictures pictures = new();
        using FilePictures file = new(source, loops: false, pictures);

        file.MoveTo(0);

        Assert.True(source.AverageBitrate > 1_000_000_000_000);
        Assert.Equal(FilePictures.MaxExpectedBytes, Assert.Single(_expected).Length);
    }

    // A viewer who waits for an encoder asks every few milliseconds.
    [Fact]
    public void Whether_thinning_leaves_a_trace_is_told_without_cutting_pictures_that_come_in_order()
    {
        const int Count = 80;
        TrackSpec track = TrackSpec.Video with
        {
            Timescale = 1000,
            Sizes = [.. Enumerable.Repeat(100, Count)],
            ChunkSamples = [.. Enumerable.Repeat(1, Count)],
            TimeToSample = Boxes.Table("stts", 0, [Count, 40]),
            SyncSamples = Boxes.Table("stss", 0, [1]),
        };
        FileVideo source = new(Reading.Movie(new MovieSpec(track).Build()).FirstVideo!, file: this);
        using CutPictures pictures = new();
        using FilePictures file = new(source, loops: false, pictures);
        _isResident = true;

        Assert.Null(file.IsThinnable(0));
        Assert.Equal(0, pictures.Count);
    }

    // A far storage is asked in time, also while nothing of the file is in memory and every picture has to be read.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_is_told_what_comes_before_it_does(bool isResident)
    {
        // 1 MB a second for 100 s, told 2 s ahead, that is from 1 s ahead on.
        _isResident = isResident;
        FileVideo source = new(Reading.Movie(new MovieSpec(Film(seconds: 100)).Build()).FirstVideo!, file: this);
        using CutPictures pictures = new();
        using FilePictures file = new(source, loops: false, pictures);

        Play(file, from: 0, count: 80);

        Assert.Equal(8, _expected.Count);
        Assert.All(_expected, static expected => Assert.Equal(2_000_000, expected.Length));
        Assert.All(_expected.Zip(_expected.Skip(1)), static pair => Assert.Equal(1_100_000, pair.Second.Offset - pair.First.Offset));
    }

    [Fact]
    public void Behind_the_end_of_a_loop_its_start_is_wanted()
    {
        _isResident = true;
        FileVideo source = new(Reading.Movie(new MovieSpec(Film(seconds: 30)).Build()).FirstVideo!, file: this);
        using CutPictures pictures = new();
        using FilePictures file = new(source, loops: true, pictures);
        long start = source.Samples.GetSample(0).Offset;

        Play(file, from: 285, count: 1);

        // From 28.5 s on there are 1.5 s to the end, and 0.5 s from the start.
        Assert.Equal([(start + 28_500_000, 2_000_000), (start, 500_000)], _expected);
    }

    private static TrackSpec Film(int seconds) => TrackSpec.Video with
    {
        Timescale = 10,
        Sizes = [.. Enumerable.Repeat(100_000, seconds * 10)],
        ChunkSamples = [.. Enumerable.Repeat(1, seconds * 10)],
        TimeToSample = Boxes.Table("stts", 0, [(uint)seconds * 10, 1]),
        SyncSamples = Boxes.Table("stss", 0, [1]),
    };

    private static void Play(FilePictures file, long from, int count)
    {
        file.MoveTo(from);
        for (long number = from; number < from + count; number++)
        {
            file.IsReady(number);
            while (file.PollRead(number, out ReadRequest request))
            {
                Assert.True(file.CompleteRead(request, request.Length));
            }

            Assert.True(file.TryGet(number, payloadSize: 0, out SuppliedPicture picture));
            file.Take(number, picture, isInBurst: false);
        }
    }

    bool IResidentFile.TryRead(long offset, Span<byte> destination) => _isResident;

    void IResidentFile.Expect(long offset, long length) => _expected.Add((offset, length));
}
