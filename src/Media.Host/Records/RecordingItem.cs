using Vod.Media.Publish;

namespace Vod.Media.Host.Records;

/// <summary>Something that waits for the writer of a recording.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Bytes">Its bytes, which the writer gives back; none of <see cref="RecordingItemKind.Tick"/> and <see cref="RecordingItemKind.Stop"/>.</param>
internal readonly record struct RecordingItem(RecordingItemKind Kind, PooledBytes Bytes)
{
    /// <summary>About a picture.</summary>
    public PublishedPicture Picture { get; init; }

    /// <summary>About an Opus packet.</summary>
    public PublishedSound Sound { get; init; }

    /// <summary>When an AAC frame begins, in the publisher's time at 48 kHz.</summary>
    public long EncodedTime { get; init; }
}
