namespace Vod.Media.Host.Library;

/// <summary>Whether a file is prepared.</summary>
internal enum PreparationEndKind
{
    /// <summary>All that it needs is kept on disk.</summary>
    Done,

    /// <summary>Nothing is wrong with the file, but no more can be kept.</summary>
    Stopped,

    /// <summary>The file cannot be prepared.</summary>
    Failed,
}
