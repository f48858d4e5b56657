using System.Diagnostics;
using Vod.Media.Engine;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Tests.Engine;
using Vod.Media.Host.Tests.Preparation;
using Vod.Media.Tests.Mp4;

namespace Vod.Media.Host.Tests.Telemetry;

/// <summary>What a whole engine tells of a session, and that it needs no one to listen.</summary>
public sealed class EngineTelemetryTests : IAsyncDisposable
{
    private readonly EngineFixture _fixture = new();
    private readonly SpanRecorder _spans = new();

    [Fact]
    public async Task Opening_a_file_is_traced_down_to_its_index()
    {
        Write("a.mp4", new MovieSpec(TrackSpec.Video).Build());
        SessionId session = Open("a.mp4");
        Assert.IsType<SessionAnswered>(await _fixture.NextAsync());
        _fixture.Engine.Close(session, SessionEndReason.ClosedByViewer);
        Assert.IsType<SessionEnded>(await _fixture.NextAsync());

        Assert.Equal(["read index", "open file", "negotiate", "open", "connect", "join"], _spans.Names);
        Assert.Equal(
            ["open file", "open", "open", "join", "join", null],
            _spans.Names.Select(_spans.ParentOf));
        Assert.Equal(session.ToString(), _spans["join"].GetTagItem("vod.session.id"));
    }

    [Fact]
    public async Task A_missing_file_is_an_error_of_its_trace()
    {
        Open("none.mp4");
        Assert.IsType<SessionEnded>(await _fixture.NextAsync());
        Assert.Equal(["open file", "open", "join"], _spans.Names);
        Assert.Equal(ActivityStatusCode.Error, _spans["open"].Status);
    }

    [Fact]
    public async Task Sessions_are_counted_by_state_and_by_end()
    {
        using InstrumentRecorder measured = new(_fixture.Meter);
        Write("a.mp4", new MovieSpec(TrackSpec.Video).Build());
        SessionId session = _fixture.Open("a.mp4");
        Assert.IsType<SessionAnswered>(await _fixture.NextAsync());
        Assert.Equal(1, measured["vod.media.sessions connecting"]);
        Assert.Equal(1, measured.CountOf("vod.media.join.duration open"));

        _fixture.Engine.Close(session, SessionEndReason.Terminated);
        Assert.IsType<SessionEnded>(await _fixture.NextAsync());

        Assert.Equal(0, measured["vod.media.sessions connecting"]);
        Assert.Equal(1, measured["vod.media.sessions.ended terminated"]);
    }

    [Fact]
    public async Task Sound_is_prepared_in_the_trace_of_who_waits_for_it_and_of_nobody_else()
    {
        await using PreparationBench bench = new();
        OpusTrack track = bench.Preparation.GetOrStart(PreparationBench.Key, await TestSound.MakeShortAsync());
        using (Activity viewer = new Activity("viewer").SetParentId(_spans.Trace.TraceId, _spans.Trace.SpanId, ActivityTraceFlags.Recorded).Start())
        {
            track.RequestAhead(0);
            track.RequestAhead(0);
            Assert.Same(viewer, Activity.Current);
        }

        await bench.Preparation.WhenIdleAsync();
        Assert.Equal(["prepare sound"], _spans.Names);
        Assert.True(bench.Counters.MediaTime > TimeSpan.FromSeconds(2.5));
        Assert.Equal((1, 1), (bench.Counters.CacheMisses, bench.Counters.ChunksMade));

        await bench.Restart();
        bench.Preparation.GetOrStart(PreparationBench.Key, await TestSound.MakeShortAsync()).RequestAhead(0);
        await bench.Preparation.WhenIdleAsync();
        Assert.Single(_spans.Names);
        Assert.Equal((0, 1), (bench.Counters.CacheMisses, bench.Counters.ChunksFromDisk));
    }

    public async ValueTask DisposeAsync()
    {
        _spans.Dispose();
        await _fixture.DisposeAsync();
    }

    private SessionId Open(string path)
    {
        SessionId session = new(Guid.NewGuid());
        OpenPlayback command = new(session, path, EngineFixture.ChromiumOffer) { Trace = _spans.Trace };
        Assert.Equal(OpenOutcome.Accepted, _fixture.Engine.Open(command));
        return session;
    }

    private void Write(string name, byte[] content) => File.WriteAllBytes(Path.Join(_fixture.MediaFolder, name), content);
}
