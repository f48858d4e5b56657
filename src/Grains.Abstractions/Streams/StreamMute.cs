namespace Vod.Grains.Abstractions.Streams;

/// <summary>What the publisher of a stream says he has muted; the default is that of every stream that nobody has spoken of, films included.</summary>
/// <param name="Audio">The sound.</param>
/// <param name="Video">The picture.</param>
/// <param name="Revision">Counts what the publisher has said, so that of two that come on different ways the newer one is known.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.StreamMute")]
public readonly record struct StreamMute([property: Id(0)] bool Audio, [property: Id(1)] bool Video, [property: Id(2)] int Revision)
{
    /// <summary>What is muted after an event.</summary>
    public StreamMute After(StreamEvent streamEvent) => streamEvent.Kind switch
    {
        StreamEventKind.AudioMuted or StreamEventKind.AudioUnmuted => this with { Audio = streamEvent.Kind == StreamEventKind.AudioMuted, Revision = Revision + 1 },
        StreamEventKind.VideoMuted or StreamEventKind.VideoUnmuted => this with { Video = streamEvent.Kind == StreamEventKind.VideoMuted, Revision = Revision + 1 },
        _ => this,
    };

    /// <summary>The newer of two.</summary>
    public StreamMute Newer(StreamMute other) => other.Revision > Revision ? other : this;
}
