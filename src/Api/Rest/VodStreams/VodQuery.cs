using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Rest.VodStreams;

/// <summary>Which VOD streams are meant: all that is given must match.</summary>
internal sealed record VodQuery
{
    /// <summary>The server's id of the stream.</summary>
    public string? LocalMediaSessionId { get; init; }

    /// <summary>The name; of a personal stream its URI.</summary>
    public string? LocalStreamName { get; init; }

    /// <summary>The URI of the file.</summary>
    public string? Uri { get; init; }

    /// <summary>The status; <c>PROCESSED_LOCAL</c> is the only one.</summary>
    public string? Status { get; init; }

    /// <summary>Whether there is sound.</summary>
    public bool? HasAudio { get; init; }

    /// <summary>Whether there is a picture.</summary>
    public bool? HasVideo { get; init; }

    /// <summary>Whether it is recorded; none is.</summary>
    public bool? Record { get; init; }

    /// <summary>Whether it begins again when it ends.</summary>
    public bool? Loop { get; init; }

    /// <summary>Whether it says which stream is meant, and not just of what kind.</summary>
    public bool NamesStream => (LocalMediaSessionId ?? LocalStreamName ?? Uri) is not null;

    /// <summary>The key of the only stream that can match; null when several can.</summary>
    public string? SharedKey => StreamUri.TryParse(LocalStreamName, out StreamUri name) ? name.SharedKey : null;

    /// <summary>Whether a stream matches.</summary>
    public bool Matches(VodItem item) =>
        RestFilter.Matches(LocalMediaSessionId, item.LocalMediaSessionId)
        && RestFilter.MatchesStream(LocalStreamName, item.LocalStreamName)
        && RestFilter.MatchesStream(Uri, item.Uri)
        && RestFilter.Matches(Status, item.Status)
        && RestFilter.Matches(HasAudio, item.HasAudio)
        && RestFilter.Matches(HasVideo, item.HasVideo)
        && RestFilter.Matches(Record, item.Record)
        && RestFilter.Matches(Loop, item.Loop);
}
