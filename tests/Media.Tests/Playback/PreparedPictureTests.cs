using Vod.Media.H264.Packetization;
using Vod.Media.Playback;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Playback;

/// <summary>A cursor over a picture that is encoded anew while it is played.</summary>
public sealed class PreparedPictureTests : IDisposable
{
    private const int Groups = 4;
    private static readonly MonotonicTime Epoch = new(1_000_000);
    private readonly PlaybackClock _clock = new();
    private ReorderedFile _file = new(Groups);
    private readonly ScriptedPictures _pictures;
    private PictureCursor _cursor;

    public PreparedPictureTests()
    {
        _pictures = new ScriptedPictures(PictureChunkTable.For(_file.Track.Samples, _file.Track.Timescale));
        _cursor = Open();
    }

    [Fact]
    public void What_is_there_already_is_played_from_the_first_picture()
    {
        _pictures.MakeAll();

        Start();

        Assert.Equal(Every(100, 2000), Shown(TakeUntil(2000)));
        Assert.Equal(0, _pictures.Asked);
        Assert.Equal(Every(2100, 8000), Shown(TakeUntil(9000)));
        Assert.True(_cursor.IsFinished);
        Assert.Equal(Groups - 1, _pictures.Asked);
    }

    [Fact]
    public void What_is_being_made_is_played_picture_by_picture()
    {
        _pictures.Make(0, 3);

        Start();

        Assert.Equal(Every(100, 300), Shown(TakeUntil(310)));
        Assert.False(_cursor.IsReady);
        Assert.True(_cursor.IsBeingMade);
        Assert.Equal(Epoch + Milliseconds(400), _cursor.MissingSince);
        _pictures.Make(0, 5);
        Assert.Equal(Every(400, 500), Shown(TakeUntil(500)));
    }

    [Fact]
    public void Where_thinning_leaves_no_trace_the_file_is_played_at_once_and_left_at_the_next_cut()
    {
        Start();
        Assert.Equal([100, 300, 500], Shown(TakeUntil(500)));
        _pictures.Make(1);

        List<(bool IsPrepared, long Time)> taken = TakeUntil(2600);

        Assert.Equal([700, 900, 1100, 1300, 1500, 1700, 1900, 2000, 2100, 2200, 2300, 2400, 2500, 2600], Shown(taken));
        Assert.Equal(2100, taken.First(static picture => picture.IsPrepared).Time);
        Assert.DoesNotContain(taken.SkipWhile(static picture => !picture.IsPrepared), static picture => !picture.IsPrepared);
    }

    [Fact]
    public void The_change_happens_when_the_cut_is_due_and_not_with_the_next_picture_of_the_file()
    {
        Start();
        TakeUntil(2000);
        _pictures.Make(1);

        Assert.Equal(Epoch + Milliseconds(2100), _cursor.NextDue);
        Assert.Equal([2100], Shown(TakeUntil(2100)));
    }

    [Fact]
    public void What_reaches_only_a_little_beyond_the_play_head_is_not_changed_over_to()
    {
        Start();
        _pictures.Make(1, 5);

        Assert.All(TakeUntil(4000), static picture => Assert.False(picture.IsPrepared));

        _pictures.Make(2, 6);
        Assert.Equal(4100, TakeUntil(4500).First(static picture => picture.IsPrepared).Time);
    }

    [Fact]
    public void Where_thinning_would_leave_traces_the_start_waits_for_the_encoder()
    {
        UsePyramid();
        Prepare(Epoch);
        Assert.False(_cursor.IsReady);
        Assert.True(_cursor.IsBeingMade);

        _pictures.Make(0, 1);
        Prepare(Epoch + Milliseconds(80));

        Assert.True(_cursor.IsReady);
        Assert.False(_cursor.IsBeingMade);
    }

    [Fact]
    public void But_not_for_ever()
    {
        UsePyramid();
        Prepare(Epoch);
        Prepare(Epoch + PictureCursor.MaxPreparedWait - Milliseconds(1));
        Assert.False(_cursor.IsReady);

        Prepare(Epoch + PictureCursor.MaxPreparedWait);

        Assert.True(_cursor.IsReady);
        _clock.Start(Epoch);
        _cursor.Start();
        Assert.Equal([100, 300, 500], Shown(TakeUntil(500)));
    }

    [Fact]
    public void An_encoder_that_falls_behind_is_replaced_by_the_file_until_it_is_ahead_again()
    {
        _pictures.Make(0, 8);
        Start();
        TakeUntil(800);
        MonotonicTime late = Epoch + Milliseconds(900);
        Assert.Empty(TakeAll(late));
        Assert.False(_cursor.TryJump(late + PictureCursor.MaxPreparedLateness - Milliseconds(1), out _, out _));

        Assert.True(_cursor.TryJump(late + PictureCursor.MaxPreparedLateness, out long pictures, out _));

        Assert.Equal(11, pictures);
        Assert.True(_cursor.IsInBurst);
        Assert.Equal([100, 300, 500, 700, 900, 1100], Shown(TakeAll(late + PictureCursor.MaxPreparedLateness)));
        _pictures.Make(1);
        Assert.Equal([1300, 1500, 1700, 1900, 2000, 2100, 2200], Shown(TakeUntil(2200)));
    }

    [Fact]
    public void An_encoder_that_has_failed_is_not_waited_for()
    {
        UsePyramid();
        _pictures.Failure = new(MediaFault.Unmakeable, "noise");

        Start();

        Assert.Null(_cursor.Broken);
        Assert.Equal([100, 300, 500], Shown(TakeUntil(500)));
    }

    [Fact]
    public void One_that_fails_in_the_middle_is_replaced_at_once()
    {
        _pictures.Make(0, 8);
        Start();
        TakeUntil(800);
        Assert.Empty(TakeUntil(900));
        _pictures.Failure = new(MediaFault.Unmakeable, "noise");

        Assert.True(_cursor.TryJump(Epoch + Milliseconds(901), out _, out _));

        Assert.Equal([100, 300, 500, 700, 900, 1100], Shown(TakeUntil(1150)));
    }

    [Fact]
    public void Of_another_codec_there_is_nothing_but_what_is_made()
    {
        _cursor = new PictureCursor(new FileVideo(_file.Track, _pictures, isPlayableAsIs: false), _clock, loop: null, new CutPictures());
        Prepare(Epoch + PictureCursor.MaxPreparedWait * 2);
        Assert.False(_cursor.IsReady);
        Assert.False(_cursor.PollRead(out _));
        Assert.Null(_cursor.Broken);

        _pictures.Failure = new(MediaFault.Unmakeable, "noise");

        Assert.NotNull(_cursor.Broken);
    }

    [Fact]
    public void What_is_not_there_when_it_is_due_is_asked_for_again_and_again()
    {
        _cursor = new PictureCursor(new FileVideo(_file.Track, _pictures, isPlayableAsIs: false), _clock, loop: null, new CutPictures());
        _pictures.Make(0);
        Start();
        TakeUntil(2000);
        MonotonicTime due = Epoch + Milliseconds(2100);
        int before = _pictures.Requests;

        // Memory was short, or the request was given up while the viewer stood still.
        Assert.Empty(TakeAll(due));
        Assert.Equal((1, before + 1), (_pictures.Asked, _pictures.Requests));

        Assert.Empty(TakeAll(due + PictureCursor.AskInterval - Milliseconds(1)));
        Assert.Equal(before + 1, _pictures.Requests);
        Assert.Empty(TakeAll(due + PictureCursor.AskInterval));
        Assert.Equal(before + 2, _pictures.Requests);
    }

    [Fact]
    public void While_the_file_is_played_the_next_cut_is_asked_for_at_every_cut()
    {
        Start();
        TakeUntil(500);
        Assert.Equal(1, _pictures.Asked);

        TakeUntil(2500);
        Assert.Equal(2, _pictures.Asked);

        TakeUntil(4500);
        Assert.Equal(3, _pictures.Asked);
    }

    [Fact]
    public void Where_the_first_pictures_of_a_chunk_could_not_be_decoded_the_first_that_came_is_the_key_frame()
    {
        _pictures.Open(0).SetFormat(new H264PayloadFormat(ScriptedPictures.NalLengthSize, [], []));
        _pictures.Open(0).Add(2, new byte[] { 0, 0, 0, 2, 0x65, 0 });
        _pictures.Open(0).Add(3, new byte[] { 0, 0, 0, 2, 0x41, 0 });
        Start();

        // It is the one that is sent with the parameter sets.
        Assert.True(_cursor.TryTake(Epoch + Milliseconds(300), Epoch + Milliseconds(300), 0, out SuppliedPicture first, out _));
        Assert.Equal((300L, true), (first.CompositionTime, first.IsKey));
        Assert.True(_cursor.TryTake(Epoch + Milliseconds(400), Epoch + Milliseconds(400), 0, out SuppliedPicture second, out _));
        Assert.False(second.IsKey);
        Assert.Equal(0, _pictures.Asked);
    }

    [Fact]
    public void One_who_joins_in_the_middle_gets_a_burst_from_the_cut_before()
    {
        _pictures.MakeAll();
        Prepare(Epoch, Milliseconds(2550));
        _clock.Start(Epoch);
        _cursor.Start();

        Assert.True(_cursor.TryJump(Epoch + Milliseconds(2550), out long pictures, out long bytes));

        Assert.Equal((5, 5 * 6), (pictures, bytes));
        Assert.Equal(Every(2100, 2500), Shown(TakeAll(Epoch + Milliseconds(2550))));
        Assert.Equal(1, _pictures.Asked);
    }

    [Fact]
    public void One_who_lost_the_picture_goes_back_to_the_cut_before()
    {
        _pictures.MakeAll();
        Start();
        TakeUntil(2400);

        Assert.True(_cursor.TryGoBack());

        Assert.True(_cursor.TryJump(Epoch + Milliseconds(2400), out _, out _));
        Assert.Equal(Every(2100, 2400), Shown(TakeAll(Epoch + Milliseconds(2400))));
    }

    [Fact]
    public void In_a_loop_the_first_cut_follows_the_last()
    {
        LoopPeriod period = LoopPeriod.For(Milliseconds(8100), 0);
        _cursor = Open(period);
        _pictures.MakeAll();
        Start();

        List<long> shown = Shown(TakeUntil(8100 + 200));

        Assert.Equal([.. Every(100, 8000), 100, 200], shown);
    }

    [Fact]
    public void What_was_sent_can_be_cut_again()
    {
        Start();
        TakeUntil(100);
        TakenPicture fromFile = _cursor.Current;
        _pictures.Make(1);
        TakeUntil(2100);
        TakenPicture prepared = _cursor.Current;

        Assert.True(_cursor.TryGet(fromFile, out SuppliedPicture first));
        Assert.Equal((100L, 129), (first.CompositionTime, first.Cut.PayloadBytes));
        Assert.True(_cursor.TryGet(prepared, out SuppliedPicture second));
        Assert.Equal((2100L, 2), (second.CompositionTime, second.Cut.PayloadBytes));
    }

    public void Dispose() => _cursor.Dispose();

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);

    private static IEnumerable<long> Every(int from, int to) => Enumerable.Range(from / 100, (to - from) / 100 + 1).Select(static i => i * 100L);

    private static List<long> Shown(List<(bool IsPrepared, long Time)> taken) => [.. taken.Select(static picture => picture.Time)];

    private PictureCursor Open(LoopPeriod? loop = null) => new(new FileVideo(_file.Track, _pictures), _clock, loop, new CutPictures());

    private void UsePyramid()
    {
        _file = new ReorderedFile(Groups, isPyramid: true);
        _cursor = Open();
    }

    private void Start()
    {
        Prepare(Epoch);
        _clock.Start(Epoch);
        _cursor.Start();
    }

    private void Prepare(MonotonicTime now, TimeSpan position = default)
    {
        _cursor.Prepare(position, now);
        ReadAll();
        _cursor.Prepare(position, now);
    }

    /// <summary>Lets time pass picture by picture, as a worker does.</summary>
    private List<(bool IsPrepared, long Time)> TakeUntil(int milliseconds)
    {
        List<(bool IsPrepared, long Time)> taken = [];
        MonotonicTime end = Epoch + Milliseconds(milliseconds);
        while (_cursor.NextDue <= end)
        {
            int before = taken.Count;
            MonotonicTime due = MonotonicTime.Max(_cursor.NextDue, _cursor.IsReady ? MonotonicTime.Zero : end);
            taken.AddRange(TakeAll(due));
            if (taken.Count == before && due == end)
            {
                break;
            }
        }

        return taken;
    }

    private List<(bool IsPrepared, long Time)> TakeAll(MonotonicTime now)
    {
        List<(bool IsPrepared, long Time)> taken = [];
        do
        {
            ReadAll();
            while (_cursor.TryTake(now, now, 0, out SuppliedPicture picture, out _))
            {
                taken.Add((!_cursor.Current.IsFromFile, picture.CompositionTime));
            }
        }
        while (!_cursor.IsReady && !_cursor.IsBeingMade && _cursor.NextDue <= now);

        return taken;
    }

    private void ReadAll()
    {
        while (_cursor.PollRead(out ReadRequest request))
        {
            _file.Read(request);
            Assert.True(_cursor.CompleteRead(request, request.Length));
        }
    }
}
