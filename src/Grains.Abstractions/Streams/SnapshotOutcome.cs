namespace Vod.Grains.Abstractions.Streams;

/// <summary>Whether a picture of a stream could be taken.</summary>
[GenerateSerializer]
[Alias("Vod.SnapshotOutcome")]
public enum SnapshotOutcome
{
    /// <summary>Here it is.</summary>
    Taken,

    /// <summary>There is no such stream, or nobody plays it yet.</summary>
    NoSuchStream,

    /// <summary>The stream has no picture.</summary>
    NoVideo,

    /// <summary>Reading or decoding failed, or took too long; the log has the details.</summary>
    Failed,
}
