using Vod.Media.Host.Workers;
using Vod.Media.Peer;
using Vod.Media.Timing;

namespace Vod.Media.Host.Tests.Workers;

public sealed class LeadControlTests
{
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(10);
    private readonly LeadControl _control = new();
    private MonotonicTime _now = new(123_000_000);
    private TimeSpan _busy;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.49, 0)]
    [InlineData(0.65, 0.5)]
    [InlineData(0.81, 1)]
    [InlineData(1, 1)]
    public void It_follows_the_load(double share, double partOfTheMost)
    {
        Work(share, TimeSpan.FromSeconds(10));
        Assert.Equal(partOfTheMost, _control.Lead / PlaybackPeer.MaxLead, tolerance: 0.01);
    }

    [Fact]
    public void A_moment_is_no_load()
    {
        Work(0.3, TimeSpan.FromSeconds(10));
        Work(1, TimeSpan.FromMilliseconds(200));
        Assert.Equal(TimeSpan.Zero, _control.Lead);
    }

    [Fact]
    public void It_is_there_soon_after_the_load()
    {
        Work(0.3, TimeSpan.FromSeconds(10));
        Work(1, TimeSpan.FromSeconds(1.5));
        Assert.Equal(PlaybackPeer.MaxLead, _control.Lead);
    }

    [Fact]
    public void It_stays_when_the_load_falls_by_less_than_the_hysteresis_and_ends_with_the_load()
    {
        Work(0.65, TimeSpan.FromSeconds(10));
        TimeSpan lead = _control.Lead;

        Work(0.65 - (LeadControl.Hysteresis * 0.9), TimeSpan.FromSeconds(10));
        Assert.Equal(lead, _control.Lead);

        Work(LeadControl.EnoughTime - (LeadControl.Hysteresis * 1.1), TimeSpan.FromSeconds(10));
        Assert.Equal(TimeSpan.Zero, _control.Lead);
    }

    [Fact]
    public void A_lead_that_takes_load_away_comes_to_rest()
    {
        // Nine tenths of a core without it, half with all of it.
        HashSet<TimeSpan> leads = [];
        for (int i = 0; i < 200; i++)
        {
            Work(0.9 - (0.4 * (_control.Lead / PlaybackPeer.MaxLead)), TimeSpan.FromMilliseconds(100));
            if (i >= 100)
            {
                leads.Add(_control.Lead);
            }
        }

        Assert.InRange(Assert.Single(leads) / PlaybackPeer.MaxLead, 0.4, 0.9);
    }

    private void Work(double share, TimeSpan time)
    {
        for (MonotonicTime end = _now + time; _now < end;)
        {
            _now += Round;
            _busy += Round * share;
            _control.Update(_busy, _now);
        }
    }
}
