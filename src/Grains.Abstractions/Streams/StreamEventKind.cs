namespace Vod.Grains.Abstractions.Streams;

/// <summary>What is told to the viewers of a stream.</summary>
[GenerateSerializer]
[Alias("Vod.StreamEventKind")]
public enum StreamEventKind
{
    /// <summary>Data of an application.</summary>
    Data,

    /// <summary>The publisher has muted the sound.</summary>
    AudioMuted,

    /// <summary>The sound is no longer muted.</summary>
    AudioUnmuted,

    /// <summary>The publisher has muted the picture.</summary>
    VideoMuted,

    /// <summary>The picture is no longer muted.</summary>
    VideoUnmuted,
}
