namespace Vod.Media.Host.Preparation;

/// <summary>How a run of a transcoder process ended.</summary>
internal enum TranscoderOutcome
{
    /// <summary>It closed its output and exited by itself; the exit code says how content it was.</summary>
    Exited,

    /// <summary>It could not be started.</summary>
    NotStarted,

    /// <summary>What it should be fed could not be read; it was killed.</summary>
    InputFailed,

    /// <summary>What it wrote was refused; it was killed.</summary>
    OutputRefused,

    /// <summary>It took too long and was killed.</summary>
    TimedOut,

    /// <summary>Its job was given up and it was killed.</summary>
    Cancelled,
}
