using Vod.Media.Live;

namespace Vod.Media.Tests.Live;

public sealed class LiveStreamTests
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(40);
    private readonly LiveStream _stream;
    private int _wanted;

    public LiveStreamTests() => _stream = new LiveStream(hasPicture: true, hasSound: true, () => _wanted++);

    [Fact]
    public void A_viewer_begins_with_the_last_key_picture_up_to_his_moment()
    {
        AddGroups(count: 3, length: 10);

        Assert.Equal(20, EntryAt(25));
        Assert.Equal(20, EntryAt(20));
        Assert.Equal(10, EntryAt(19));
        Assert.Equal(20, EntryAt(1000));
    }

    [Fact]
    public void Before_the_first_key_picture_he_begins_with_that()
    {
        AddGroups(count: 2, length: 10);

        Assert.Equal(0, EntryAt(-5));
    }

    [Fact]
    public void Where_the_last_key_picture_is_not_kept_he_begins_with_the_one_that_comes()
    {
        int length = (int)(LiveStream.MaxAge / Frame) + 2;
        AddGroups(count: 1, length: length - 1);
        Assert.Equal(0, EntryAt(length));

        Add(length - 1, isKey: false);
        Assert.Equal(_stream.Pictures.End, EntryAt(length));
        Assert.Equal(-1, _stream.NewestKey);

        Add(length, isKey: true);
        Assert.Equal(length, EntryAt(length));
    }

    [Fact]
    public void No_more_pictures_and_bytes_are_kept_than_there_may_be()
    {
        for (int i = 0; i < LiveStream.MaxPictures + 100; i++)
        {
            _stream.Add(TimeSpan.FromMilliseconds(i), isKey: i % 100 == 0);
        }

        Assert.Equal(LiveStream.MaxPictures, _stream.Pictures.End - _stream.Pictures.First);
        for (int i = 0; i < 20; i++)
        {
            _stream.Add(TimeSpan.FromMilliseconds(1000 + i), isKey: true, size: 1024 * 1024);
        }

        Assert.Equal(LiveStream.MaxPictureBytes / 1024 / 1024, _stream.Pictures.End - _stream.Pictures.First);
    }

    [Fact]
    public void A_picture_that_is_too_large_costs_those_that_refer_to_it_and_a_new_key_picture()
    {
        Add(0, isKey: true);
        _stream.Add(Frame, isKey: false, size: LiveStream.MaxPictureBytes + 1);
        Add(2, isKey: false);

        Assert.Equal((1, 1), (_stream.Pictures.End, _wanted));
        Add(3, isKey: true);
        Assert.Equal(2, _stream.Pictures.End);
    }

    [Fact]
    public void However_many_want_a_key_picture_it_is_ordered_once_until_it_has_come()
    {
        Add(0, isKey: true);
        _stream.RequestKeyFrame();
        _stream.RequestKeyFrame();
        Add(1, isKey: false);
        _stream.RequestKeyFrame();
        Assert.Equal((1, true), (_wanted, _stream.IsKeyFrameWanted));

        Add(2, isKey: true);
        Assert.False(_stream.IsKeyFrameWanted);
        _stream.RequestKeyFrame();
        Assert.Equal(2, _wanted);
    }

    [Fact]
    public void Nothing_is_ordered_where_there_is_no_picture_or_nothing_more_comes()
    {
        LiveStream sound = new(hasPicture: false, hasSound: true, () => _wanted++);
        sound.RequestKeyFrame();
        _stream.End();
        _stream.RequestKeyFrame();

        Assert.Equal(0, _wanted);
    }

    [Fact]
    public void Other_parameter_sets_hold_from_their_key_picture_on()
    {
        Add(0, isKey: true);
        Assert.Equal((640, PublishedMedia.Sets), (_stream.Shape!.Width, _stream.Shape.Configuration));
        var other = PublishedMedia.With(level: 31);
        _stream.Add(Frame, isKey: true, sets: other);

        Assert.Same(other, _stream.Shape.Configuration);
        Assert.True(_stream.Pictures.TryGet(0, out KeptPicture first, out _));
        Assert.True(_stream.Pictures.TryGet(1, out KeptPicture second, out _));
        Assert.NotSame(first.Format, second.Format);
    }

    [Fact]
    public void Two_packets_of_sound_never_lie_on_one_place()
    {
        _stream.AddSound(TimeSpan.FromSeconds(1), [1]);
        _stream.AddSound(TimeSpan.FromSeconds(1) - Frame, [2]);

        Assert.True(_stream.Sounds.TryGet(0, out KeptSound first, out _));
        Assert.True(_stream.Sounds.TryGet(1, out KeptSound second, out _));
        Assert.Equal((48_000, 48_001), (first.Time, second.Time));
    }

    [Fact]
    public void The_bitrate_is_that_of_the_last_second()
    {
        for (int i = 0; i <= 100; i++)
        {
            _stream.Add(Frame * i, isKey: i == 0, size: i < 50 ? 1000 : 2000);
        }

        Assert.Equal(2000 * 8 * 25, _stream.Bitrate);
    }

    [Fact]
    public void The_last_key_picture_can_be_copied_and_says_how_old_it_is()
    {
        Assert.Null(_stream.CopyLastKey());
        byte[] key = _stream.Add(TimeSpan.Zero, isKey: true);
        Add(1, isKey: false);
        Add(2, isKey: false);

        LiveKeyFrame copied = _stream.CopyLastKey()!;

        Assert.Equal(key, copied.Bytes);
        Assert.Equal((0, Frame * 2), (copied.Number, copied.Age));
    }

    private void AddGroups(int count, int length)
    {
        for (int i = 0; i < count * length; i++)
        {
            Add(i, isKey: i % length == 0);
        }
    }

    private void Add(int picture, bool isKey) => _stream.Add(Frame * picture, isKey);

    private long EntryAt(int picture) => _stream.EntryFor((Frame * picture).Ticks);
}
