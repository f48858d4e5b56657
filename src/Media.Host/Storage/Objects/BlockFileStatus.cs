namespace Vod.Media.Host.Storage.Objects;

/// <summary>What became of opening the file of a block.</summary>
internal enum BlockFileStatus
{
    /// <summary>It is open.</summary>
    Whole,

    /// <summary>There is none.</summary>
    Missing,

    /// <summary>It is not what was written, or cannot be read.</summary>
    Damaged,
}
