using Vod.Media.H264.Packetization;
using Vod.Media.Playback;
using Vod.Media.Tests.Mp4;

namespace Vod.Media.Tests.Playback;

public sealed class FilePicturesTests : IResidentFile
{
    private long _expected;
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
        VideoSource source = new(Reading.Movie(new MovieSpec(track).Build()).FirstVideo!, file: this);
        using CutPictures pictures = new();
        using FilePictures file = new(source, loops: false, pictures);

        file.MoveTo(0);

        Assert.True(source.AverageBitrate > 1_000_000_000_000);
        Assert.Equal(FilePictures.MaxExpectedBytes, _expected);
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
        VideoSource source = new(Reading.Movie(new MovieSpec(track).Build()).FirstVideo!, file: this);
        using CutPictures pictures = new();
        using FilePictures file = new(source, loops: false, pictures);
        _isResident = true;

        Assert.Null(file.IsThinnable(0));
        Assert.Equal(0, pictures.Count);
    }

    bool IResidentFile.TryRead(long offset, Span<byte> destination) => _isResident;

    void IResidentFile.Expect(long offset, long length) => _expected = length;
}
