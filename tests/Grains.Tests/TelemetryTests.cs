using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Tests.Cluster;
using Vod.Media.Engine;

namespace Vod.Grains.Tests;

/// <summary>What the control plane measures, and that a trace goes through it to the engine and back to the viewer.</summary>
public sealed class TelemetryTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private const string OrleansCalls = "Microsoft.Orleans.Application";

    private FakeMediaEngine Engine => cluster.Node.Engine;

    [Fact]
    public async Task Streams_are_counted_by_kind_and_status_and_viewers_by_kind()
    {
        using Instruments measured = new(cluster);
        (Viewer viewer, SessionId session) = await cluster.Subscribed();
        Assert.Equal((1, 0), (measured["vod.streams personal opening"], measured["vod.streams personal watched"]));
        Assert.Equal((1, 0), (measured["vod.viewers personal"], measured["vod.viewers shared"]));

        Engine.Answer(session);
        await Eventually.Is(() => measured["vod.streams personal watched"] == 1);
        Assert.Equal(0, measured["vod.streams personal opening"]);

        Engine.End(session, SessionEndReason.EndOfFile);
        await viewer.Ended();
        await Eventually.Is(() => measured["vod.viewers personal"] == 0);
        Assert.Equal(0, measured["vod.streams personal watched"]);
    }

    [Fact]
    public async Task A_shared_stream_without_a_viewer_is_unwatched()
    {
        using Instruments measured = new(cluster);
        IVodStreamGrain stream = cluster.Client.GetGrain<IVodStreamGrain>("vod-live://measured.mp4");
        await stream.Startup(new StartupRequest("vod-live://measured.mp4", null));
        Assert.Equal(1, measured["vod.streams shared unwatched"]);
        await stream.Terminate(StreamEndReason.Terminated);
        Assert.Equal(0, measured["vod.streams shared unwatched"]);
    }

    [Fact]
    public async Task Requests_and_deliveries_are_counted_by_what_became_of_them()
    {
        using Instruments measured = new(cluster);
        (Viewer viewer, SessionId session) = await cluster.Subscribed();
        await viewer.Stream.Subscribe(viewer.Request with { Uri = "nonsense://" });
        Engine.End(session, SessionEndReason.EndOfFile);
        await viewer.Ended();
        await Eventually.Is(() => measured["vod.event.deliveries stream delivered"] > 0);
        Assert.Equal((1, 1), (measured["vod.subscriptions accepted"], measured["vod.subscriptions bad_uri"]));
        Assert.Equal(1, measured["vod.event.deliveries connection delivered"]);
    }

    [Fact]
    public async Task The_trace_of_a_viewer_goes_to_the_engine_and_its_first_two_events_come_back_in_it()
    {
        using Spans spans = new();
        Viewer viewer = cluster.NewViewer(cluster.Node.Grains);
        using (new Activity("viewer").SetParentId(spans.TraceId, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded).Start())
        {
            await viewer.Subscribe();
        }

        OpenPlayback command = await Engine.Opened.WaitFor(command => command.AssetPath == viewer.AssetPath);
        Assert.Equal(spans.TraceId, command.Trace.TraceId);
        Assert.Contains("Open", Assert.Single(spans.All, span => span.SpanId == command.Trace.SpanId).DisplayName, StringComparison.Ordinal);

        Engine.Answer(command.Session);
        Engine.Play(command.Session);
        Engine.End(command.Session, SessionEndReason.EndOfFile);
        await viewer.Ended();
        await Eventually.Is(() => !cluster.Node.Sessions.TryGet(command.Session, out _));

        Activity[] deliveries = [.. spans.All.Where(span => span.DisplayName == "deliver")];
        Assert.Equal(["ViewerAnswered", "ViewerPlaying"], deliveries.Select(span => span.GetTagItem("vod.event")));
        Assert.All(deliveries, span => Assert.Equal(command.Trace.SpanId, span.ParentSpanId));
        Assert.All(deliveries, span => Assert.Contains(spans.All, call => call.ParentSpanId == span.SpanId && call.DisplayName.EndsWith("OnViewerEvent", StringComparison.Ordinal)));
    }

    private sealed class Spans : IDisposable
    {
        private readonly ConcurrentQueue<Activity> _ended = new();
        private readonly ActivityListener _listener;

        public Spans()
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name is GrainTrace.SourceName or OrleansCalls,
                Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                    options.TraceId == TraceId ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
                ActivityStopped = _ended.Enqueue,
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public ActivityTraceId TraceId { get; } = ActivityTraceId.CreateRandom();

        public IReadOnlyCollection<Activity> All => _ended;

        public void Dispose() => _listener.Dispose();
    }

    private sealed class Instruments : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentDictionary<string, long> _values = new();

        public Instruments(GrainCluster cluster)
        {
            IMeterFactory ours = cluster.Node.Silo.ServiceProvider.GetRequiredService<IMeterFactory>();
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == GrainMetrics.MeterName && instrument.Meter.Scope == ours)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<int>((instrument, value, labels, _) => _values[Name(instrument, labels)] = value);
            _listener.SetMeasurementEventCallback<long>((instrument, value, labels, _) => _values.AddOrUpdate(Name(instrument, labels), value, (_, sum) => sum + value));
            _listener.Start();
        }

        public long this[string name]
        {
            get
            {
                _listener.RecordObservableInstruments();
                return _values.GetValueOrDefault(name);
            }
        }

        public void Dispose() => _listener.Dispose();

        private static string Name(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> labels)
        {
            string name = instrument.Name;
            foreach ((_, object? label) in labels)
            {
                name += $" {label}";
            }

            return name;
        }
    }
}
