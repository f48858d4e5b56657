namespace Vod.Media.Host.Storage;

/// <summary>Whether an asset could be opened.</summary>
internal enum StorageOpenStatus
{
    /// <summary>It is open.</summary>
    Opened,

    /// <summary>The path is not one: empty, absolute, with "..", NUL or a backslash.</summary>
    MalformedPath,

    /// <summary>The path is well-formed but leads out of the storage by a link, or into a bucket that may not be played from.</summary>
    OutsideStorage,

    /// <summary>There is no such file, or it is a folder.</summary>
    NotFound,

    /// <summary>There is a file, but it cannot be read.</summary>
    Unreadable,
}
