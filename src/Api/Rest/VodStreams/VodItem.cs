using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Rest.VodStreams;

/// <summary>A VOD stream: a shared one, or a personal one of one viewer.</summary>
internal sealed record VodItem
{
    /// <summary>The server's id of this run of the stream: started again under the same name, it gets another.</summary>
    public required string LocalMediaSessionId { get; init; }

    /// <summary>The name viewers play it by; of a personal stream its URI.</summary>
    public required string LocalStreamName { get; init; }

    /// <summary>The URI of the file.</summary>
    public required string Uri { get; init; }

    /// <summary><c>PROCESSED_LOCAL</c>: it runs on this server.</summary>
    public required string Status { get; init; }

    /// <summary>Whether there is sound.</summary>
    public required bool HasAudio { get; init; }

    /// <summary>Whether there is a picture.</summary>
    public required bool HasVideo { get; init; }

    /// <summary>Whether it is recorded; none is.</summary>
    public required bool Record { get; init; }

    /// <summary>Whether it begins again when it ends.</summary>
    public required bool Loop { get; init; }

    /// <summary>How many watch it. An addition to WCS.</summary>
    public required int Viewers { get; init; }

    /// <summary>When it came to be, in milliseconds since 1970. An addition to WCS.</summary>
    public required long CreateDate { get; init; }

    /// <summary>Length of the file in milliseconds; 0 until a node has opened it. An addition to WCS.</summary>
    public required long DurationMs { get; init; }

    /// <summary>How the picture comes to viewers; absent until a node has opened the file. An addition to WCS.</summary>
    public StreamPicture? Picture { get; init; }

    /// <summary>What in the file or the settings decides that; absent when the picture is passed through. An addition to WCS.</summary>
    public string? PictureReason { get; init; }

    /// <summary>Describes a stream. What nobody knows yet is said as clients of WCS expect it of a film.</summary>
    public static VodItem Of(VodStreamDescription stream) => new()
    {
        LocalMediaSessionId = stream.Origin.LocalMediaSessionId,
        LocalStreamName = stream.Origin.Name,
        Uri = stream.Origin.Uri,
        Status = "PROCESSED_LOCAL",
        HasAudio = stream.Media?.HasAudio ?? true,
        HasVideo = stream.Media?.HasVideo ?? true,
        Record = false,
        Loop = stream.Origin.Timeline?.Loop ?? false,
        Viewers = stream.Viewers,
        CreateDate = stream.Origin.Created.ToUnixTimeMilliseconds(),
        DurationMs = (long)(stream.Media?.Duration.TotalMilliseconds ?? 0),
        Picture = stream.Media?.Picture,
        PictureReason = stream.Media is { PictureReason.Length: > 0 } media ? media.PictureReason : null,
    };
}
