using System.Text.Json.Serialization;

namespace Vod.Api.Rest.Streams;

/// <summary>
/// The metrics that the console of the WebSDK shows in its table, which needs them all. Only the size is known of single streams; what a node sends and what gets lost
/// is counted for all its viewers together.
/// </summary>
internal sealed record StreamMetrics
{
    /// <summary>Width of the picture in pixels.</summary>
    [JsonPropertyName("VIDEO_WIDTH")]
    public required int VideoWidth { get; init; }

    /// <summary>Height of the picture in pixels.</summary>
    [JsonPropertyName("VIDEO_HEIGHT")]
    public required int VideoHeight { get; init; }

    /// <summary>Not measured; always 0.</summary>
    [JsonPropertyName("VIDEO_FPS")]
    public int VideoFps { get; }

    /// <summary>Not measured; always 0.</summary>
    [JsonPropertyName("VIDEO_RATE")]
    public int VideoRate { get; }

    /// <summary>Not measured; always 0.</summary>
    [JsonPropertyName("AUDIO_RATE")]
    public int AudioRate { get; }

    /// <summary>Not measured; always 0.</summary>
    [JsonPropertyName("VIDEO_K_FRAMES")]
    public int VideoKeyFrames { get; }

    /// <summary>Not measured; always 0.</summary>
    [JsonPropertyName("VIDEO_P_FRAMES")]
    public int VideoPredictedFrames { get; }

    /// <summary>Always 0: WebRTC cannot reorder pictures, so none are sent.</summary>
    [JsonPropertyName("VIDEO_B_FRAMES")]
    public int VideoBidirectionalFrames { get; }

    /// <summary>Not measured; always 0.</summary>
    [JsonPropertyName("VIDEO_NACK")]
    public int VideoNack { get; }

    /// <summary>Not measured; always 0.</summary>
    [JsonPropertyName("VIDEO_PLI")]
    public int VideoPli { get; }

    /// <summary>Not measured; always 0.</summary>
    [JsonPropertyName("VIDEO_LOST")]
    public int VideoLost { get; }

    /// <summary>Not measured; always 0.</summary>
    [JsonPropertyName("AUDIO_LOST")]
    public int AudioLost { get; }
}
