using Vod.Grains.Abstractions.Library;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Rest.V1;

/// <summary>A media file of this node and how far it is prepared.</summary>
internal sealed record MediaItem
{
    /// <summary>Where it is below the media folder.</summary>
    public required string Path { get; init; }

    /// <summary>What viewers play it by as a personal stream.</summary>
    public required string Uri { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>When it was last written, in milliseconds since 1970.</summary>
    public required long ModifyDate { get; init; }

    /// <summary>
    /// How far it is: <c>ready</c> (all that it needs is made, which may be nothing), <c>preparing</c>, <c>queued</c>, <c>partly</c>, <c>none</c>, <c>failed</c>, or <c>unknown</c>
    /// as long as its index was not read.
    /// </summary>
    public required MediaFileState State { get; init; }

    /// <summary>Why it cannot be played or prepared, or why preparing it stopped; absent when nothing is wrong.</summary>
    public string? Problem { get; init; }

    /// <summary>Length in milliseconds; absent of a file that is unknown or cannot be played, like all that follows.</summary>
    public long? DurationMs { get; init; }

    /// <summary>Width of the picture in pixels; absent when there is none.</summary>
    public int? Width { get; init; }

    /// <summary>Height of the picture in pixels; absent when there is none.</summary>
    public int? Height { get; init; }

    /// <summary>How the picture comes to viewers.</summary>
    public StreamPicture? Picture { get; init; }

    /// <summary>What in the file or the settings decides that; absent when the picture is passed through.</summary>
    public string? PictureReason { get; init; }

    /// <summary>What is made of the picture; absent when nothing has to be.</summary>
    public MediaItemChunks? PictureChunks { get; init; }

    /// <summary>What is made of the sound; absent when there is none.</summary>
    public MediaItemChunks? SoundChunks { get; init; }

    /// <summary>Describes a file.</summary>
    public static MediaItem Of(MediaFile file) => new()
    {
        Path = file.Path,
        Uri = $"vod://{file.Path}",
        Size = file.Size,
        ModifyDate = file.Modified.ToUnixTimeMilliseconds(),
        State = file.State,
        Problem = Written(file.Problem),
        DurationMs = (long?)file.Media?.Duration.TotalMilliseconds,
        Width = file.Media is { HasVideo: true } pictured ? pictured.Width : null,
        Height = file.Media is { HasVideo: true } video ? video.Height : null,
        Picture = file.Media?.Picture,
        PictureReason = Written(file.Media?.PictureReason),
        PictureChunks = MediaItemChunks.Of(file.Picture),
        SoundChunks = MediaItemChunks.Of(file.Sound),
    };

    private static string? Written(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
