using System.Diagnostics;
using System.Diagnostics.Metrics;
using Vod.Media.Engine;
using Vod.Media.Host.Telemetry;

namespace Vod.Media.Host.Tests.Telemetry;

/// <summary>The way of a session to its first packet, told in metrics and spans.</summary>
public sealed class SessionJoinTests : IDisposable
{
    private readonly Meter _meter = new("Vod.Media");
    private readonly MovedClock _time = new();
    private readonly SpanRecorder _spans = new();
    private readonly InstrumentRecorder _measured;
    private readonly SessionJoin _join;

    public SessionJoinTests()
    {
        _measured = new InstrumentRecorder(_meter);
        _join = new SessionJoin(new SessionMetrics(_meter), new MonotonicClock(_time), new SessionId(Guid.NewGuid()), _spans.Trace);
    }

    [Fact]
    public void Every_stage_is_measured_by_itself()
    {
        Play();
        Assert.Equal(0.010, _measured["vod.media.join.duration open"], precision: 6);
        Assert.Equal(0.250, _measured["vod.media.join.duration connect"], precision: 6);
        Assert.Equal(0.040, _measured["vod.media.join.duration first_packet"], precision: 6);
        Assert.All(["open", "connect", "first_packet"], stage => Assert.Equal(1, _measured.CountOf($"vod.media.join.duration {stage}")));
    }

    [Fact]
    public void A_session_is_in_one_state_at_a_time_and_then_in_none()
    {
        Assert.Equal((0, 0, 0), States);
        _join.OnOpening();
        Assert.Equal((1, 0, 0), States);
        _join.OnAnswered();
        Assert.Equal((0, 1, 0), States);
        _join.OnConnected();
        Assert.Equal((0, 1, 0), States);
        _join.OnPlaying();
        Assert.Equal((0, 0, 1), States);
        _join.OnEnded(SessionEndReason.EndOfFile);
        Assert.Equal((0, 0, 0), States);
        Assert.Equal(1, _measured["vod.media.sessions.ended end_of_file"]);
    }

    [Fact]
    public void The_stages_are_spans_of_one_join_one_after_the_other()
    {
        Play();
        Assert.Equal(["open", "connect", "first packet", "join"], _spans.Names);
        Assert.Null(_spans.ParentOf("join"));
        Assert.All(["open", "connect", "first packet"], stage => Assert.Equal("join", _spans.ParentOf(stage)));
        Assert.Equal(TimeSpan.FromMilliseconds(250), _spans["connect"].Duration);
        Assert.Equal(TimeSpan.FromMilliseconds(40), _spans["first packet"].Duration);
        Assert.Equal(End("connect"), _spans["first packet"].StartTimeUtc);
        Assert.Equal(new DateTime(2026, 1, 1), _spans["join"].StartTimeUtc);
        Assert.All(_spans.Names, name => Assert.Equal(ActivityStatusCode.Unset, _spans[name].Status));
    }

    [Theory]
    [InlineData(SessionEndReason.FileNotFound, ActivityStatusCode.Error)]
    [InlineData(SessionEndReason.ClosedByViewer, ActivityStatusCode.Unset)]
    public void A_session_that_is_not_opened_ends_its_join(SessionEndReason reason, ActivityStatusCode status)
    {
        _join.OnOpening();
        _join.OnEnded(reason);
        Assert.Equal(["open", "join"], _spans.Names);
        Assert.All(_spans.Names, name => Assert.Equal(status, _spans[name].Status));
        Assert.Equal(0, _measured.CountOf("vod.media.join.duration open"));
    }

    [Fact]
    public void A_browser_that_does_not_come_is_an_error_of_the_connection()
    {
        _join.OnOpening();
        _join.OnAnswered();
        _join.OnEnded(SessionEndReason.IceTimeout);
        Assert.Equal(["open", "connect", "join"], _spans.Names);
        Assert.Equal((ActivityStatusCode.Error, "IceTimeout"), (_spans["connect"].Status, _spans["connect"].StatusDescription));
        Assert.Equal(ActivityStatusCode.Error, _spans["join"].Status);
    }

    [Fact]
    public void A_file_that_cannot_be_read_any_more_is_an_error_of_the_first_packet()
    {
        _join.OnOpening();
        _join.OnAnswered();
        _time.Advance(TimeSpan.FromSeconds(1));
        _join.OnConnected();
        _join.OnEnded(SessionEndReason.ReadFailed);
        Assert.Equal(["open", "connect", "first packet", "join"], _spans.Names);
        Assert.Equal(ActivityStatusCode.Unset, _spans["connect"].Status);
        Assert.Equal(ActivityStatusCode.Error, _spans["first packet"].Status);
    }

    [Fact]
    public async Task A_worker_is_left_without_a_current_span()
    {
        Activity? left = new("anything");
        await Task.Run(() =>
        {
            _join.OnOpening();
            _join.OnAnswered();
        }, TestContext.Current.CancellationToken);
        await Task.Run(() =>
        {
            _join.OnConnected();
            _join.OnPlaying();
            left = Activity.Current;
        }, TestContext.Current.CancellationToken);
        Assert.Null(left);
        Assert.Equal(4, _spans.Names.Count);
    }

    public void Dispose()
    {
        _spans.Dispose();
        _measured.Dispose();
        _meter.Dispose();
    }

    private (double Opening, double Connecting, double Playing) States =>
        (_measured["vod.media.sessions opening"], _measured["vod.media.sessions connecting"], _measured["vod.media.sessions playing"]);

    private DateTime End(string name) => _spans[name].StartTimeUtc + _spans[name].Duration;

    private void Play()
    {
        _join.OnOpening();
        _time.Advance(TimeSpan.FromMilliseconds(10));
        _join.OnAnswered();
        _time.Advance(TimeSpan.FromMilliseconds(250));
        _join.OnConnected();
        _time.Advance(TimeSpan.FromMilliseconds(40));
        _join.OnPlaying();
    }
}
