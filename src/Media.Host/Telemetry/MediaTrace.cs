using System.Diagnostics;

namespace Vod.Media.Host.Telemetry;

/// <summary>
/// The spans of the media plane. A span that is begun on one thread and ended on another must leave no trace on either: what the runtime takes for the current span goes
/// along with every task that is started, and a worker's thread serves everybody.
/// </summary>
internal static class MediaTrace
{
    /// <summary>Name of the source.</summary>
    public const string SourceName = "Vod.Media";

    /// <summary>Where they come from. Without a listener it makes none.</summary>
    public static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins a span within the current one that others will end. None when there is no current one: what nobody asked for has no trace.</summary>
    public static Activity? Begin(string name)
    {
        if (Activity.Current is not { } current)
        {
            return null;
        }

        Activity? span = Source.StartActivity(name);
        Activity.Current = current;
        return span;
    }

    /// <summary>Ends a span wherever it was begun.</summary>
    public static void End(Activity? span)
    {
        if (span is not null)
        {
            Activity? current = Activity.Current;
            span.Dispose();
            Activity.Current = current;
        }
    }

    /// <summary>Makes a span of something that is over.</summary>
    public static void Add(string name, Activity? parent, DateTimeOffset begin, DateTimeOffset end, string? failure = null)
    {
        if (parent is null || Source.CreateActivity(name, ActivityKind.Internal, parent.Context) is not { } span)
        {
            return;
        }

        Activity? current = Activity.Current;
        span.SetStartTime(begin.UtcDateTime).Start();
        Fail(span, failure);
        span.SetEndTime(end.UtcDateTime).Dispose();
        Activity.Current = current;
    }

    /// <summary>Says that a span did not end well; null: it did.</summary>
    public static void Fail(Activity? span, string? failure)
    {
        if (failure is not null)
        {
            span?.SetStatus(ActivityStatusCode.Error, failure);
        }
    }
}
