using System.Buffers.Binary;
using Vod.Media.H264.Packetization;
using Vod.Media.Mp4;
using Vod.Media.Playback;
using Vod.Media.Tests.Mp4;
using Vod.Media.Timing;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Playback;

public sealed class PictureCursorTests
{
    // Pictures of 100 ms; every fifth is a key frame, the one after it is one that nobody refers to.
    private const int Frames = 20;
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);
    private static readonly MonotonicTime Epoch = new(1_000_000);
    private readonly byte[] _file;
    private readonly FileVideo _source;
    private readonly PlaybackClock _clock = new();
    private long _lap;

    public PictureCursorTests()
    {
        TrackSpec track = TrackSpec.Video with
        {
            Timescale = 1000,
            Sizes = [.. Enumerable.Repeat(100, Frames)],
            ChunkSamples = [.. Enumerable.Repeat(1, Frames)],
            TimeToSample = Table("stts", 0, [Frames, 100]),
            SyncSamples = Table("stss", 0, [1], [6], [11], [16]),
        };
        _file = new MovieSpec(track).Build();
        Mp4Track read = Reading.Movie(_file).FirstVideo!;
        _source = new FileVideo(read);
        for (int i = 0; i < Frames; i++)
        {
            Span<byte> sample = _file.AsSpan((int)read.Samples.GetSample(i).Offset, 100);
            BinaryPrimitives.WriteUInt32BigEndian(sample, 96);
            sample[4] = i % 5 == 0 ? (byte)0x65 : i % 5 == 1 ? (byte)0x01 : (byte)0x41;
        }
    }

    [Fact]
    public void A_viewer_who_starts_at_the_start_gets_every_picture()
    {
        PictureCursor cursor = new(_source, _clock, loop: null, new CutPictures());
        _clock.Start(Epoch);

        Assert.Equal(Enumerable.Range(0, Frames), TakeAll(cursor, Epoch + (Frame * Frames)));
        Assert.True(cursor.IsFinished);
        Assert.True(cursor.NextDue.IsNever);
    }

    [Fact]
    public void A_viewer_who_joins_gets_what_leads_up_to_the_moment_but_for_what_nobody_refers_to()
    {
        PictureCursor cursor = new(_source, _clock, loop: null, new CutPictures());
        _clock.Start(Epoch);
        MonotonicTime now = Epoch + TimeSpan.FromMilliseconds(850);
        cursor.Prepare(TimeSpan.FromMilliseconds(850), Epoch);

        Assert.True(cursor.TryJump(now, out long pictures, out long bytes));

        Assert.Equal((4, 400), (pictures, bytes));
        Assert.True(cursor.IsInBurst);
        Assert.Equal([5, 7, 8], TakeAll(cursor, now));
        Assert.False(cursor.IsInBurst);
        Assert.Equal([9, 10, 11], TakeAll(cursor, Epoch + TimeSpan.FromMilliseconds(1150)));
    }

    [Fact]
    public void Joining_again_before_the_start_stands_on_the_newer_key_frame()
    {
        PictureCursor cursor = new(_source, _clock, loop: null, new CutPictures());
        cursor.Prepare(TimeSpan.FromMilliseconds(400), Epoch);
        ReadAll(cursor);
        cursor.Prepare(TimeSpan.FromMilliseconds(1700), Epoch);
        _clock.Start(Epoch);

        Assert.True(cursor.TryJump(Epoch + TimeSpan.FromMilliseconds(1700), out _, out _));

        Assert.Equal([15, 17], TakeAll(cursor, Epoch + TimeSpan.FromMilliseconds(1700)));
    }

    [Fact]
    public void In_a_loop_the_first_picture_follows_the_last()
    {
        LoopPeriod period = new(105);
        PictureCursor cursor = new(_source, _clock, period, new CutPictures());
        _clock.Start(Epoch);

        Assert.Equal(Enumerable.Range(0, 50).Select(i => i % Frames), TakeAll(cursor, Epoch + (period.Duration * 2) + (Frame * 9)));
        Assert.Equal(2, _lap);
        Assert.False(cursor.IsFinished);
        Assert.Equal(Epoch + (period.Duration * 2) + (Frame * 10), cursor.NextDue);
    }

    [Fact]
    public void A_viewer_joins_the_lap_the_loop_is_in()
    {
        LoopPeriod period = new(105);
        PictureCursor cursor = new(_source, _clock, period, new CutPictures());
        _clock.Start(Epoch);
        TimeSpan position = (period.Duration * 1000) + TimeSpan.FromMilliseconds(1050);
        cursor.Prepare(position, Epoch);

        Assert.True(cursor.TryJump(Epoch + position, out long pictures, out _));

        Assert.Equal(1, pictures);
        Assert.Equal([10], TakeAll(cursor, Epoch + position));
        Assert.Equal(1000, _lap);
    }

    [Fact]
    public void Between_the_last_picture_and_the_next_lap_a_viewer_gets_the_last_group()
    {
        LoopPeriod period = new(500);
        PictureCursor cursor = new(_source, _clock, period, new CutPictures());
        _clock.Start(Epoch);
        cursor.Prepare(TimeSpan.FromSeconds(9), Epoch);

        Assert.True(cursor.TryJump(Epoch + TimeSpan.FromSeconds(9), out _, out _));

        Assert.Equal([15, 17, 18, 19], TakeAll(cursor, Epoch + TimeSpan.FromSeconds(9)));
        Assert.Equal(Epoch + period.Duration, cursor.NextDue);
    }

    [Theory]
    [InlineData(450, false)]
    [InlineData(650, true)]
    public void One_who_was_left_behind_catches_up_if_there_is_a_key_frame_between(int position, bool jumps)
    {
        PictureCursor cursor = new(_source, _clock, loop: null, new CutPictures());
        _clock.Start(Epoch);
        Assert.Equal([0, 1, 2], TakeAll(cursor, Epoch + (Frame * 2)));

        cursor.CatchUp(TimeSpan.FromMilliseconds(position));

        Assert.Equal(jumps, cursor.IsJumping);
        Assert.Equal(jumps, cursor.TryJump(Epoch + TimeSpan.FromMilliseconds(position), out _, out _));
        Assert.Equal(jumps ? [5] : [3, 4], TakeAll(cursor, Epoch + TimeSpan.FromMilliseconds(position)));
    }

    [Fact]
    public void Going_back_stops_at_the_start_of_the_lap()
    {
        LoopPeriod period = new(100);
        PictureCursor cursor = new(_source, _clock, period, new CutPictures());
        _clock.Start(Epoch);
        Assert.False(cursor.TryGoBack());
        TakeAll(cursor, Epoch + period.Duration + Frame);

        Assert.True(cursor.TryGoBack());

        Assert.True(cursor.TryJump(Epoch + period.Duration + Frame, out _, out _));
        Assert.Equal([0], TakeAll(cursor, Epoch + period.Duration + Frame));
        Assert.Equal(1, _lap);
    }

    private List<int> TakeAll(PictureCursor cursor, MonotonicTime now)
    {
        List<int> taken = [];
        do
        {
            ReadAll(cursor);
            while (cursor.TryTake(now, now, 0, out SuppliedPicture picture, out _))
            {
                taken.Add((int)(cursor.Current.Number % Frames));
                _lap = picture.Lap;
            }
        }
        while (!cursor.IsReady && cursor.NextDue <= now);

        return taken;
    }

    private void ReadAll(PictureCursor cursor)
    {
        while (cursor.PollRead(out ReadRequest request))
        {
            _file.AsSpan((int)request.Offset, request.Length).CopyTo(request.Destination);
            Assert.True(cursor.CompleteRead(request, request.Length));
        }
    }
}
