namespace Vod.Media.Engine;

/// <summary>Whether a recording has begun.</summary>
public enum RecordingStart
{
    /// <summary>It has; <see cref="RecordingFinished"/> follows.</summary>
    Started,

    /// <summary>The publication is unknown, has ended, or has not begun yet.</summary>
    NotPublishing,

    /// <summary>It is being recorded already.</summary>
    AlreadyRecording,

    /// <summary>The disk is as full as it may become.</summary>
    DiskFull,

    /// <summary>No file could be made, or this node makes no recordings.</summary>
    Failed,
}
