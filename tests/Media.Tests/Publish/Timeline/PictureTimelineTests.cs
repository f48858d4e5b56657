using Vod.Media.Publish.Timeline;
using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Publish.Timeline;

public sealed class PictureTimelineTests
{
    private static readonly TimeSpan Packet = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan WallTimeAtZero = TimeSpan.FromDays(20_000);
    private readonly SoundTimeline _sound;
    private readonly PictureTimeline _pictures;

    public PictureTimelineTests()
    {
        TimelineOrigin origin = new();
        _sound = new SoundTimeline(origin);
        _pictures = new PictureTimeline(origin, _sound);
    }

    [Fact]
    public void Before_reports_both_stand_where_they_arrived()
    {
        Assert.Equal(0, Sound(captured: 0, at: 1000));
        Assert.Equal(20, Sound(captured: 20, at: 1020));
        Assert.Equal(150, Picture(captured: 10, at: 1150));
        Assert.Equal(190, Picture(captured: 50, at: 1160));
        Assert.Equal(40, Sound(captured: 40, at: 1260));
    }

    [Fact]
    public void After_reports_a_picture_goes_with_the_sound_of_its_moment()
    {
        Sound(captured: 0, at: 1000);

        // Arrived 140 ms later than it should have: the pictures close up, each shown for half as long.
        Assert.Equal(180, Picture(captured: 40, at: 1180));
        Report();
        double last = 180;
        for (int captured = 80; captured <= 400; captured += 40)
        {
            double time = Picture(captured, at: captured + 1140);
            Assert.InRange(time - last, 19.99, 40.01);
            last = time;
        }

        Assert.Equal(400, last, 0.1);
        Assert.Equal(440, Sound(captured: 440, at: 1440), 0.1);
        Assert.Equal(440, Picture(captured: 440, at: 1580), 0.1);
    }

    [Fact]
    public void A_picture_that_is_too_early_is_shown_longer()
    {
        Sound(captured: 0, at: 1000);
        Sound(captured: 20, at: 1200);

        // Sound was held up by the network, and the pictures came on another way.
        Assert.Equal(210, Picture(captured: 310, at: 1210));
        Report();
        Assert.Equal(270, Picture(captured: 350, at: 1250), 0.1);
        Assert.Equal(330, Picture(captured: 390, at: 1290), 0.1);
        Assert.Equal(390, Picture(captured: 430, at: 1330), 0.1);
        Assert.Equal(450, Picture(captured: 470, at: 1370), 0.1);
        Assert.Equal(510, Picture(captured: 510, at: 1410), 0.1);
        Assert.Equal(550, Picture(captured: 550, at: 1450), 0.1);
    }

    [Fact]
    public void A_picture_that_begins_later_begins_where_it_belongs()
    {
        Sound(captured: 0, at: 1000);
        Report();
        Assert.Equal(2000, Picture(captured: 2000, at: 3200), 0.1);
    }

    [Fact]
    public void Clocks_that_run_differently_stay_together()
    {
        // The sound card is 200 ppm fast: in ten minutes that would be 120 ms.
        Sound(captured: 0, at: 0);
        Picture(captured: 0, at: 0);
        double skew = 0;
        for (int captured = 20; captured <= 600_000; captured += 20)
        {
            double sound = Sound(captured, at: captured, rate: 1.0002);
            if (captured % 5000 == 0)
            {
                Report(captured, soundRate: 1.0002);
            }

            skew = captured % 40 == 0 ? Math.Max(skew, Math.Abs(Picture(captured, captured) - sound)) : skew;
        }

        Assert.InRange(skew, 0.1, 3);
    }

    [Fact]
    public void A_wall_clock_that_is_set_between_two_reports_is_not_followed()
    {
        Sound(captured: 0, at: 0);
        Picture(captured: 0, at: 0);
        Report();
        Assert.Equal(40, Picture(captured: 40, at: 40), 0.1);
        _pictures.OnSenderReport(Info(TimeSpan.FromHours(1), 0, RtpClock.VideoRate));
        Assert.Equal(80, Picture(captured: 80, at: 80), 0.1);
    }

    [Fact]
    public void Time_goes_on_where_a_clock_begins_anew()
    {
        Sound(captured: 0, at: 0);
        Picture(captured: 0, at: 0);
        Assert.Equal(40, Picture(captured: 40, at: 40), 0.1);
        Assert.Equal(80, Picture(captured: -1_000_000, at: 80), 0.1);
        Assert.Equal(120, Picture(captured: -999_960, at: 120), 0.1);
        Assert.Equal(121, Picture(captured: 5_000_000, at: 110), 0.1);

        Assert.Equal(20, Sound(captured: 20, at: 20), 0.1);
        Assert.Equal(60, Sound(captured: 3_000_000, at: 60), 0.1);
        Assert.Equal(80, Sound(captured: 3_000_020, at: 90), 0.1);
        Assert.Equal(100, Sound(captured: 3_000_000, at: 95), 0.1);
    }

    [Fact]
    public void Sound_that_begins_a_moment_too_early_is_heard_right_behind_the_last()
    {
        Assert.Equal(0, Sound(captured: 0, at: 0));
        Assert.True(_sound.TryPlace(new RtpTimestamp((20 * 48) - 3), Packet, At(20), out TimeSpan early));
        Assert.Equal(Packet, early);
        Assert.True(_sound.TryPlace(new RtpTimestamp(40 * 48), Packet, At(40), out TimeSpan next));
        Assert.Equal(Packet * 2, next);
        Assert.False(_sound.TryPlace(new RtpTimestamp((40 * 48) + 1), TimeSpan.FromMilliseconds(10), At(41), out _));
    }

    [Fact]
    public void Timestamps_wrap()
    {
        const int BeforeWrap = 47_721_850; // ms at 90 kHz
        Assert.Equal(0, Picture(captured: BeforeWrap, at: 0), 0.1);
        Assert.Equal(10_000, Picture(captured: BeforeWrap + 10_000, at: 10_000), 0.1);
    }

    private double Sound(int captured, int at, double rate = 1)
    {
        uint timestamp = unchecked((uint)(long)(captured * 48.0 * rate));
        Assert.True(_sound.TryPlace(new RtpTimestamp(timestamp), rate == 1 ? Packet : Packet / 2, At(at), out TimeSpan time));
        return time.TotalMilliseconds;
    }

    private double Picture(int captured, int at)
    {
        _pictures.Open(new RtpTimestamp(unchecked((uint)(captured * 90L))), At(at));
        return _pictures.Time.TotalMilliseconds;
    }

    private void Report(int captured = 0, double soundRate = 1)
    {
        _sound.OnSenderReport(Info(TimeSpan.FromMilliseconds(captured), (long)(captured * 48 * soundRate), 1));
        _pictures.OnSenderReport(Info(TimeSpan.FromMilliseconds(captured), captured * 90L, 1));
    }

    private static SenderInfo Info(TimeSpan wall, long timestamp, uint unit) =>
        new(NtpTime.FromUnix(WallTimeAtZero + wall), new RtpTimestamp(unchecked((uint)(timestamp * unit))), 0, 0);

    private static MonotonicTime At(int milliseconds) => MonotonicTime.Zero + TimeSpan.FromMilliseconds(milliseconds);
}
