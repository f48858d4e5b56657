namespace Vod.Media.Engine;

/// <summary>Whether a picture could be taken.</summary>
public enum CaptureOutcome
{
    /// <summary>Here it is.</summary>
    Taken,

    /// <summary>The session is unknown, has ended, or does not play yet.</summary>
    NotPlaying,

    /// <summary>There is no picture in the file.</summary>
    NoVideo,

    /// <summary>The file could not be read or decoded, or it took too long.</summary>
    Failed,
}
