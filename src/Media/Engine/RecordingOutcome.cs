namespace Vod.Media.Engine;

/// <summary>How a recording has ended.</summary>
public enum RecordingOutcome
{
    /// <summary>All that was published from its start to its end is in the file.</summary>
    Complete,

    /// <summary>Nothing was published that could be recorded: there is no file.</summary>
    Empty,

    /// <summary>The file ends early: it has become as large as one may.</summary>
    QuotaReached,

    /// <summary>The file ends early: the disk is as full as it may become.</summary>
    DiskFull,

    /// <summary>The file ends early, or there is none: writing has failed.</summary>
    Failed,
}
