namespace Vod.Storage.Weather;

/// <summary>All requests since the proxy began, or was told to forget them. Any thread.</summary>
internal sealed class RequestLog
{
    private readonly Lock _lock = new();
    private readonly List<LoggedRequest> _entries = [];
    private int _next;

    /// <summary>The requests by now, in the order they came in.</summary>
    public IReadOnlyList<LoggedRequest> Entries
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries];
            }
        }
    }

    /// <summary>Their sums.</summary>
    public RequestCounts Counts => RequestCounts.Of(Entries);

    /// <summary>Notes a request.</summary>
    public LoggedRequest Add(HttpHead request)
    {
        lock (_lock)
        {
            LoggedRequest entry = new(new SeenRequest(_next++, request.Method, request.Path, request["Range"] ?? request["x-ms-range"] ?? ""));
            _entries.Add(entry);
            return entry;
        }
    }

    /// <summary>Forgets what was asked for.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
        }
    }
}
