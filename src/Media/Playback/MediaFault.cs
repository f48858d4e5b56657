namespace Vod.Media.Playback;

/// <summary>Why media does not come.</summary>
internal enum MediaFault
{
    /// <summary>The storage failed to read it.</summary>
    Unreadable,

    /// <summary>It did not come in the time the storage has.</summary>
    GaveUp,

    /// <summary>The file was replaced by another while it was open.</summary>
    Changed,

    /// <summary>What is in the file cannot be decoded, or there is no decoder.</summary>
    Unmakeable,
}
