namespace Vod.Media.Host.Library;

/// <summary>How the preparation of a file has ended.</summary>
/// <param name="Kind">Whether all is made.</param>
/// <param name="Problem">Why not: one line.</param>
internal readonly record struct PreparationEnd(PreparationEndKind Kind, string Problem)
{
    /// <summary>All is made.</summary>
    public static readonly PreparationEnd Done = new(PreparationEndKind.Done, "");

    /// <summary>There is no room for the rest.</summary>
    public static readonly PreparationEnd NoRoom = new(
        PreparationEndKind.Stopped, "the cache folder has no room to spare; a larger Preparation:MaxCacheMegabytes or an emptier folder gives some");

    /// <summary>Some chunks are made again and again and never kept; the log has more.</summary>
    public static PreparationEnd NotKept(int chunks) => new(PreparationEndKind.Stopped, $"{chunks} chunks are not kept in the cache folder: it cannot be written, or the film is damaged there");

    /// <summary>The file cannot be played, or its encoder fails.</summary>
    public static PreparationEnd Failed(string problem) => new(PreparationEndKind.Failed, problem);
}
