using System.Collections.Concurrent;
using System.Diagnostics;
using Vod.Media.Host.Telemetry;

namespace Vod.Media.Host.Tests.Telemetry;

/// <summary>Records the spans of one trace. Others may be made at the same time, by tests that run beside.</summary>
internal sealed class SpanRecorder : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public SpanRecorder()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == MediaTrace.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.TraceId == Trace.TraceId ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = Record,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>The span that everything recorded belongs to.</summary>
    public ActivityContext Trace { get; } = new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true);

    /// <summary>Names in the order in which they ended.</summary>
    public IReadOnlyList<string> Names => [.. _ended.Select(span => span.DisplayName)];

    public Activity this[string name] => _ended.Single(span => span.DisplayName == name);

    /// <summary>The name of the span another one is within; null for the one that was given.</summary>
    public string? ParentOf(string name)
    {
        ActivitySpanId parent = this[name].ParentSpanId;
        return parent == Trace.SpanId ? null : _ended.Single(span => span.SpanId == parent).DisplayName;
    }

    public void Dispose() => _listener.Dispose();

    // What another listener has sampled comes here as well.
    private void Record(Activity span)
    {
        if (span.TraceId == Trace.TraceId)
        {
            _ended.Enqueue(span);
        }
    }
}
