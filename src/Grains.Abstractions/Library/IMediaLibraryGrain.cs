using Orleans.Concurrency;

namespace Vod.Grains.Abstractions.Library;

/// <summary>
/// The media files of one node: of the silo the call comes from, or of one that the client picks when it is none. Every node has a media folder and a cache of its own, so what one
/// says is not true of the others. Any key will do.
/// </summary>
[Alias("Vod.IMediaLibraryGrain")]
public interface IMediaLibraryGrain : IGrainWithIntegerKey
{
    /// <summary>Lists the files in the order of their paths.</summary>
    [Alias("List")]
    [ReadOnly]
    Task<MediaFileListing> List();

    /// <summary>One file; null when there is none.</summary>
    /// <param name="path">Below the media folder, as behind "vod://".</param>
    [Alias("Find")]
    [ReadOnly]
    Task<MediaFile?> Find(string path);

    /// <summary>Has everything made that a file needs before it can be sent. Of a file that is queued already nothing changes.</summary>
    /// <param name="path">Below the media folder, as behind "vod://".</param>
    [Alias("Prepare")]
    Task<PrepareResult> Prepare(string path);
}
