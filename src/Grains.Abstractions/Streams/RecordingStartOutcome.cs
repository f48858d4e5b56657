namespace Vod.Grains.Abstractions.Streams;

/// <summary>Whether a recording has begun.</summary>
[GenerateSerializer]
[Alias("Vod.RecordingStartOutcome")]
public enum RecordingStartOutcome
{
    /// <summary>It has, from the next key frame on.</summary>
    Started,

    /// <summary>There is no such stream, or its publisher has sent nothing yet.</summary>
    NoSuchStream,

    /// <summary>The stream is there but not published: it is a file already.</summary>
    NotPublished,

    /// <summary>It is being recorded already.</summary>
    AlreadyRecording,

    /// <summary>The disk of its node is as full as it may become.</summary>
    DiskFull,

    /// <summary>No file could be made, or the node did not answer; the log has the details.</summary>
    Failed,
}
