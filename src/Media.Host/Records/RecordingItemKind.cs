namespace Vod.Media.Host.Records;

/// <summary>What waits for the writer of a recording.</summary>
internal enum RecordingItemKind
{
    /// <summary>A published picture.</summary>
    Picture,

    /// <summary>A published Opus packet.</summary>
    Sound,

    /// <summary>An AAC frame of the child.</summary>
    EncodedSound,

    /// <summary>Time goes by, whether anything is published or not.</summary>
    Tick,

    /// <summary>The end: nothing more is published.</summary>
    Stop,
}
