using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Vod.Api.Tests.Support;
using Vod.Api.Wcs;
using Vod.Api.Wcs.Streams;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Tests.Telemetry;

/// <summary>A playStream as a trace and as a measurement.</summary>
public sealed class PlayJoinTests : IDisposable
{
    private readonly string _uri = $"vod://{Guid.NewGuid():N}.mp4";
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;
    private readonly FakeTimeProvider _time = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly WcsMetrics _metrics;

    public PlayJoinTests()
    {
        _metrics = new WcsMetrics(_services.GetRequiredService<IMeterFactory>());
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == ApiTrace.SourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                // Other tests play as well.
                if (_uri.Equals(span.GetTagItem("vod.stream.uri")))
                {
                    _ended.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    [Fact]
    public async Task The_call_of_the_grain_belongs_to_the_trace_that_playStream_begins()
    {
        TaskCompletionSource<Activity?> during = new();
        await using ApiServer server = await ApiServer.StartAsync();
        server.Cluster.Admission = _ =>
        {
            during.SetResult(Activity.Current);
            return Task.FromResult(SubscribeOutcome.NoCapacity);
        };
        using WcsClient client = await server.EstablishAsync();
        await client.SendAsync($$$"""{"message":"playStream","data":[{"mediaSessionId":"m1","name":"{{{_uri}}}","sdp":"v=0"}]}""");
        await client.ExpectAsync("""{"message":"notifyStreamStatusEvent","data":[{"status":"FAILED"}]}""");

        // What is answered after it was sent after it was ended.
        await client.ExpectNothingAsync();
        Activity span = Assert.Single(_ended);
        Assert.Same(span, await during.Task);
        Assert.Equal(("playStream", ActivityKind.Server, "m1"), (span.DisplayName, span.Kind, span.GetTagItem("vod.media_session.id")));
        Assert.Equal(default, span.ParentSpanId);
        Assert.Equal((ActivityStatusCode.Error, "No available transcoders"), (span.Status, span.StatusDescription));
    }

    [Fact]
    public void It_begins_a_trace_of_its_own_and_leaves_the_one_of_the_socket_alone()
    {
        using Activity socket = new Activity("socket").Start();
        StreamJoin join = Join();
        Assert.Same(socket, Activity.Current);
        join.OnReached(JoinStage.Answered);
        join.OnReached(JoinStage.Playing);
        Assert.Same(socket, Activity.Current);

        Activity span = Assert.Single(_ended);
        Assert.NotEqual(socket.TraceId, span.TraceId);
        Assert.Equal(socket.Context, Assert.Single(span.Links).Context);
        Assert.Equal("setRemoteSDP", Assert.Single(span.Events).Name);
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
    }

    [Fact]
    public void What_comes_after_PLAYING_is_not_part_of_it()
    {
        StreamJoin join = Join();
        join.OnReached(JoinStage.Playing);
        join.OnEnded(WcsStatus.Failed("Got exception while streaming file"));
        Assert.Equal(ActivityStatusCode.Unset, Assert.Single(_ended).Status);
    }

    [Fact]
    public void Answer_and_start_are_measured_from_the_request_on()
    {
        Dictionary<string, double> measured = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Name == "vod.wcs.join.duration" && instrument.Meter.Scope == _services.GetRequiredService<IMeterFactory>())
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, value, labels, _) => measured.Add($"{labels[0].Key} {labels[0].Value}", value));
        listener.Start();
        StreamJoin join = Join();
        _time.Advance(TimeSpan.FromMilliseconds(40));
        join.OnReached(JoinStage.Answered);
        _time.Advance(TimeSpan.FromMilliseconds(260));
        join.OnReached(JoinStage.Playing);
        Assert.Equal(new Dictionary<string, double> { ["stage answered"] = 0.04, ["stage playing"] = 0.3 }, measured);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }

    private StreamJoin Join() => new("playStream", _metrics, _time, "c1", "m1", _uri);
}
