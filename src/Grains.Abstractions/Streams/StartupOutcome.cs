namespace Vod.Grains.Abstractions.Streams;

/// <summary>Whether a shared stream was started.</summary>
[GenerateSerializer]
[Alias("Vod.StartupOutcome")]
public enum StartupOutcome
{
    /// <summary>It runs.</summary>
    Started,

    /// <summary>A stream of this name is there already.</summary>
    NameTaken,

    /// <summary>The URI is malformed or not one of a shared stream.</summary>
    BadUri,

    /// <summary>The file cannot be played; the reason is in the result.</summary>
    Failed,
}
