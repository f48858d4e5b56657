using Vod.Media.Engine;
using Vod.Media.Host.Engine;

namespace Vod.Media.Host.Tests.Engine;

public sealed class TimelineAnchorsTests
{
    private readonly SteppedClock _time = new();

    [Fact]
    public void Position_zero_lies_as_far_back_on_the_clock_as_the_epoch_does()
    {
        MonotonicClock clock = new(_time);
        DateTimeOffset epoch = _time.GetUtcNow() - TimeSpan.FromMinutes(10);

        using TimelineLease lease = new TimelineAnchors(clock).Join(new SharedTimeline("a", epoch, Loop: false));

        Assert.InRange(clock.Now - lease.Epoch, TimeSpan.FromMinutes(9.9), TimeSpan.FromMinutes(10.1));
    }

    [Fact]
    public void A_step_of_the_wall_clock_does_not_part_those_who_are_in_step()
    {
        MonotonicClock clock = new(_time);
        TimelineAnchors anchors = new(clock);
        SharedTimeline timeline = new("a", _time.GetUtcNow(), Loop: false);
        using TimelineLease first = anchors.Join(timeline);

        _time.Step = TimeSpan.FromHours(1);
        using TimelineLease second = anchors.Join(timeline);

        Assert.InRange(second.Epoch - first.Epoch, TimeSpan.Zero, TimelineAnchors.Spread);
        using TimelineLease other = anchors.Join(timeline with { Stream = "b" });
        Assert.InRange(first.Epoch - other.Epoch, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(61));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(777)]
    public void However_many_the_viewers_they_are_spread_evenly(int viewers)
    {
        double[] phases = [.. Enumerable.Range(0, viewers).Select(static n => TimelineAnchors.PhaseOf(n) / TimelineAnchors.Spread).Order()];

        Assert.Equal(0, phases[0]);
        Assert.All(phases.Zip(phases.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 0.3 / viewers, 2.0 / viewers));
        Assert.InRange(phases[^1], 1 - (2.0 / viewers), 1);
    }

    [Fact]
    public void A_timeline_that_nobody_is_on_is_forgotten()
    {
        TimelineAnchors anchors = new(new MonotonicClock(_time));
        SharedTimeline timeline = new("a", _time.GetUtcNow(), Loop: false);
        TimelineLease first = anchors.Join(timeline);
        TimelineLease second = anchors.Join(timeline);

        first.Dispose();
        first.Dispose();
        Assert.Equal(1, anchors.Count);
        second.Dispose();

        Assert.Equal(0, anchors.Count);
    }

    private sealed class SteppedClock : TimeProvider
    {
        public TimeSpan Step { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Step;
    }
}
