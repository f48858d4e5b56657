namespace Vod.Api.Rest.Streams;

/// <summary>Which sources and viewers are meant: all that is given must match.</summary>
internal sealed record StreamQuery
{
    private const string MetricsDisplay = "metrics";

    /// <summary>The id of a source or a viewer.</summary>
    public string? MediaSessionId { get; init; }

    /// <summary>Several ids, any of which will do.</summary>
    public IReadOnlyList<string>? MediaSessionIds { get; init; }

    /// <summary>The name of the stream.</summary>
    public string? Name { get; init; }

    /// <summary>Sources or viewers.</summary>
    public bool? Published { get; init; }

    /// <summary><c>PUBLISHING</c>, <c>PLAYING</c> or <c>PENDING</c>.</summary>
    public string? Status { get; init; }

    /// <summary><c>VOD</c> or <c>WebRTC</c>.</summary>
    public string? MediaProvider { get; init; }

    /// <summary><c>publish</c> or <c>play</c>.</summary>
    public string? MediaType { get; init; }

    /// <summary>The connection of viewers and publishers.</summary>
    public string? SessionId { get; init; }

    /// <summary>The application key.</summary>
    public string? AppKey { get; init; }

    /// <summary>What is to be shown besides the usual: <c>metrics</c>.</summary>
    public IReadOnlyList<string>? Display { get; init; }

    /// <summary>Whether metrics are wanted.</summary>
    public bool WantsMetrics => Display?.Contains(MetricsDisplay) == true;

    /// <summary>Whether anything narrows it down to less than everything.</summary>
    public bool IsRestricted =>
        (MediaSessionId ?? Name ?? Status ?? MediaProvider ?? MediaType ?? SessionId ?? AppKey) is not null || MediaSessionIds is not null || Published is not null;

    /// <summary>Whether its lists are as long as they may be.</summary>
    public bool IsWithinLimits =>
        (MediaSessionIds?.Count ?? 0) <= RestLimits.MaxMediaSessionIds && (Display?.Count ?? 0) <= RestLimits.MaxDisplayed;

    /// <summary>The test of a source or a viewer.</summary>
    public Predicate<StreamItem> Matcher()
    {
        HashSet<string>? ids = MediaSessionIds is null ? null : new(MediaSessionIds, StringComparer.Ordinal);
        return item =>
            RestFilter.Matches(MediaSessionId, item.MediaSessionId)
            && ids?.Contains(item.MediaSessionId) != false
            && RestFilter.MatchesStream(Name, item.Name)
            && RestFilter.Matches(Published, item.Published)
            && RestFilter.Matches(Status, item.Status)
            && RestFilter.Matches(MediaProvider, item.MediaProvider)
            && RestFilter.Matches(MediaType, item.MediaType)
            && RestFilter.Matches(SessionId, item.SessionId)
            && RestFilter.Matches(AppKey, item.AppKey);
    }
}
